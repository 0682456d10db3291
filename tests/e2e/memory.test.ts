import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, historyRow, runOn, stepRow, usable, verdict } from './support/window.ts';

const bench = benchOfFile();

describe('a window that is loaded again', () => {
  test('is at the port at which it was, although another window has gone elsewhere', async () => {
    const [first, second] = [await bench().open(), await bench().open()];
    await enterPort(first.page, 'sim:mine?fault=never-registers');
    await first.page.getByRole('button', { name: 'Start', exact: true }).click();
    await enterPort(second.page, 'sim:yours?speed=instant');
    await first.page.reload();
    await usable(first.page);
    await expect
      .poll(() => stepRow(first.page, 5).getAttribute('data-status'), { timeout: 10_000 })
      .toBe('waiting');
    await first.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await verdict(first.page);
    await first.context.close();
    await second.context.close();
  });

  test('still has the verdict of a run after which commands were typed', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:typed-after?speed=instant');
    await page.getByLabel('AT command').fill('ATI');
    await page.getByLabel('AT command').press('Enter');
    await expect.poll(() => page.getByRole('log').innerText()).toContain('ATI');
    await page.reload();
    await usable(page);
    expect(await verdict(page)).toMatch(/^PASSED/);
    await expect.poll(() => page.getByRole('log').innerText()).toContain('ATI');
    await page.getByRole('button', { name: 'Export…' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /Text/ }).first().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.txt$/);
    await context.close();
  });
});

describe('a pass that rests on less than it should', () => {
  test('is yellow, on the screen and in the list of runs', async () => {
    const { page, context } = await bench().open();
    expect(await runOn(page, 'sim:warned?speed=instant&fault=bad-imei')).toMatch(/warnings: 1/);
    expect(await page.locator('[data-verdict]').getAttribute('data-status')).toBe('warned');
    await page.getByRole('button', { name: 'History', exact: true }).click();
    const row = historyRow(page, 'sim:warned');
    await expect.poll(() => row.innerText()).toContain('warnings: 1');
    expect(await row.locator('[data-status]').first().getAttribute('data-status')).toBe('warned');
    await context.close();
  });

  test('is yellow when it did not walk all steps', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:part?speed=instant');
    await stepRow(page, 14).click();
    await page.getByRole('button', { name: 'Run again from here' }).click();
    await page.locator('[data-verdict][data-status=warned]').waitFor({ timeout: 20_000 });
    expect(await verdict(page)).toContain('not a full verdict');
    await context.close();
  });
});
