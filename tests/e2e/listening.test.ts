import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { REFUSED, talk, tappedLine, UP_TO_BROKER } from './support/tapped-line.ts';
import { expectNoComplaints, stepRow, verdict } from './support/window.ts';

const bench = benchOfFile();

describe('listening to a product', () => {
  test('shows what its firmware reaches, repeats and does out of order, and sends nothing', async () => {
    const window = await bench().open();
    const { page, context } = window;
    const [commands, answers] = [await tappedLine(), await tappedLine()];
    await page.getByRole('button', { name: 'Other ways to start' }).click();
    await page.getByRole('menuitem', { name: 'Listen only …' }).click();
    await page.getByLabel(/controller’s commands/).fill(commands.address);
    await page.getByLabel(/module’s answers/).fill(commands.address);
    await page.getByRole('button', { name: 'Listen', exact: true }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toBe('Both are the same port.');
    await page.getByLabel(/module’s answers/).fill(answers.address);
    await page.getByRole('button', { name: 'Listen', exact: true }).click();
    const banner = page.getByRole('status').filter({ hasText: 'Listening: nothing is sent.' });
    await banner.waitFor();
    await expect.poll(() => banner.innerText()).toContain(answers.address);

    const [controller, module] = [await commands.tap, await answers.tap];
    await talk(controller, module, [...UP_TO_BROKER, ['AT+MSUB="t",0', 'ERROR'], ...REFUSED, ...REFUSED]);
    await expect.poll(() => stepRow(page, 13).innerText()).toContain('×2');
    await expect.poll(() => stepRow(page, 15).getAttribute('data-status')).toBe('failed');
    await expect.poll(() => stepRow(page, 8).getAttribute('data-status')).toBe('passed');
    await expect.poll(() => stepRow(page, 15).innerText()).toContain('came before step 13, which it needs');

    await page.reload();
    await banner.waitFor();
    await expect.poll(() => stepRow(page, 13).innerText()).toContain('×2');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await verdict(page)).toContain('STUCK AT STEP 13');
    await expect.poll(() => banner.count()).toBe(0);
    expect(commands.written() + answers.written()).toBe(0);
    expect(await page.content()).not.toContain('pass-4711');
    expectNoComplaints(window);
    commands.close();
    answers.close();
    await context.close();
  });

  test('says which half is not heard, and that a line went away', async () => {
    const window = await bench().open({ locale: 'zh-CN' });
    const { page, context } = window;
    const commands = await tappedLine();
    await page.getByRole('button', { name: '其他开始方式' }).click();
    await page.getByRole('menuitem', { name: '仅监听…' }).click();
    await page.getByLabel(/控制器命令/).fill(commands.address);
    await page.getByRole('button', { name: '开始监听' }).click();
    await page.getByRole('status').filter({ hasText: '听不到模块的应答' }).waitFor();
    (await commands.tap).end();
    expect(await verdict(page)).toContain('无法判定');
    expectNoComplaints(window);
    commands.close();
    await context.close();
  });
});
