import { describe, expect, test } from 'vitest';
import { findings } from './support/axe.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, expectNoComplaints, runOn } from './support/window.ts';

const bench = benchOfFile();

/** Menus, and what in them opens a dialog. */
const MENUS = [
  ['Other ways to start', 'Listen only …'],
  ['Choose the port', 'Enter a port …'],
  ['Lists', 'New list …'],
] as const;

describe('language and colours', () => {
  test('are the system’s at first, and Chinese is complete on every page', async () => {
    const window = await bench().open({ locale: 'zh-CN', theme: 'dark' });
    const { page, context } = window;
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await expect.poll(() => page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark');
    for (const name of ['历史', '配置', '记录与日志', '工作台']) {
      await page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
      const text = await page.locator('body').innerText();
      // Names, units and what crosses the wire have no language; sentences have.
      expect(text).not.toMatch(/\b(?:the|choose|step|port|profile)\b/);
    }
    expectNoComplaints(window);
    await context.close();
  });

  test('are changed at once, in every window, and remembered', async () => {
    const first = await bench().open();
    const second = await bench().open();
    await first.page.getByRole('button', { name: '中文' }).click();
    await second.page.getByRole('button', { name: '工作台' }).waitFor();
    await first.page.getByRole('button', { name: '深色' }).click();
    await expect.poll(() => second.page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark');
    const third = await bench().open();
    await third.page.getByRole('button', { name: '工作台' }).waitFor();
    await third.page.getByRole('button', { name: 'EN', exact: true }).click();
    await first.page.getByRole('button', { name: 'Light colours' }).click();
    for (const { context } of [first, second, third]) await context.close();
  });
});

describe('a window', () => {
  test.each(['light', 'dark'] as const)('has nothing serious that axe finds, %s', async (theme) => {
    const window = await bench().open({ theme });
    const { page, context } = window;
    await page
      .getByRole('button', { name: theme === 'dark' ? 'Dark colours' : 'Light colours' })
      .click({ timeout: 2000 })
      .catch(() => {});
    expect(await findings(page)).toEqual([]);
    await runOn(page, `sim:axe-${theme}?speed=instant&fault=connect-fails`);
    expect(await findings(page)).toEqual([]);
    for (const [button, item] of MENUS) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('menuitem', { name: item }).waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('dialog').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    for (const name of ['History', 'Profiles']) {
      await page.getByRole('button', { name, exact: true }).click();
      expect(await findings(page)).toEqual([]);
    }
    expectNoComplaints(window);
    await context.close();
  });

  test('can be worked by keyboard alone, from the first start to the verdict', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:keys?speed=instant');
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    for (let tab = 0; tab < 40 && !(await focused()).startsWith('Start'); tab += 1)
      await page.keyboard.press('Tab');
    await expect.poll(focused).toBe('Start');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('[data-verdict]').innerText(), { timeout: 10_000 })
      .toMatch(/^PASSED/);
    await context.close();
  });

  test('asks before a fault menu’s value is taken that the module would not understand', async () => {
    const { page, context } = await bench().open();
    await page.getByRole('button', { name: 'Choose the port' }).click();
    await page.getByRole('menuitem', { name: /with faults/ }).click();
    await page.getByRole('checkbox', { name: /answered with \+CME/ }).check();
    await page.getByLabel('Value of cme-error').fill('abc');
    await page.getByRole('button', { name: 'Use this port' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('cme-error');
    await page.getByLabel('Value of cme-error').fill('30');
    await page.getByRole('button', { name: 'Use this port' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect
      .poll(() => page.getByRole('button', { name: 'Choose the port' }).innerText())
      .toContain('cme-error:30');
    await context.close();
  });

  test('fits 19 steps and the verdict into 720 lines without scrolling', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:fits?speed=instant');
    const list = page.getByRole('navigation', { name: 'The 19 steps' });
    const { scroll, client } = await list.evaluate((element) => ({
      scroll: element.scrollHeight,
      client: element.clientHeight,
    }));
    expect(scroll).toBeLessThanOrEqual(client);
    await context.close();
  });
});
