import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, expectNoComplaints, openFromHistory, runOn, usable } from './support/window.ts';

const bench = benchOfFile();

const LATER = /\/assets\/(?:ProfilePage|OpenMeter|SignalTrace|uPlot|en|zh-CN)[.-][^/]*\.js$/;

/** Waits until everything that may be wanted later is there. */
async function everythingLoaded(page: Page): Promise<void> {
  const views = 'ProfilePage HistoryPage MomentSlider ExportDialog OpenMeter SignalTrace';
  const names = [...views.split(' '), 'uPlot', 'en-', 'zh-CN'];
  await expect
    .poll(() =>
      page.evaluate(
        (wanted) =>
          wanted.filter(
            (name) => !performance.getEntriesByType('resource').some((each) => each.name.includes(name)),
          ),
        names,
      ),
    )
    .toEqual([]);
  await page.waitForLoadState('networkidle');
}

describe('what the first screen does not need', () => {
  test('is loaded soon after, and is there when the files are not any more', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await everythingLoaded(page);
    await context.route(/\/assets\//, (route) => route.abort());
    await page.getByRole('button', { name: 'Profiles', exact: true }).click();
    await page.getByRole('complementary', { name: 'What will be sent' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('complementary', { name: '将要发送的命令' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('button', { name: 'Bench', exact: true }).click();
    await runOn(page, 'sim:files-gone?speed=instant');
    await openFromHistory(page, 'sim:files-gone');
    await page.getByRole('slider', { name: 'Moment of the run' }).waitFor();
    await page.getByRole('button', { name: 'Export run…' }).click();
    await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Cancel' }).last().click();
    await page.getByRole('button', { name: 'Back to the bench' }).click();
    await page.getByRole('button', { name: 'Signal meter' }).click();
    await page.getByRole('img', { name: 'Signal of the last 2 minutes' }).waitFor();
    expectNoComplaints(window);
    await context.close();
  });

  test('says in its place that it cannot be loaded, and comes with the page', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:kept');
    await context.route(LATER, (route) =>
      route.request().url().includes('/en-') ? route.continue() : route.abort(),
    );
    await page.reload();
    await usable(page);
    await page.getByRole('button', { name: 'Profiles', exact: true }).click();
    const missing = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await missing.waitFor();
    await expect
      .poll(() => page.getByRole('button', { name: 'Choose the port' }).innerText())
      .toContain('Simulated module');
    await page.getByRole('button', { name: 'Bench', exact: true }).click();
    await page.getByRole('button', { name: 'Signal meter' }).click();
    const meter = page.getByRole('dialog', { name: 'Signal meter' });
    await meter.getByRole('alert').waitFor();
    await context.unroute(LATER);
    await meter.getByRole('button', { name: 'Load the page again' }).click();
    await usable(page);
    await page.getByRole('button', { name: 'Signal meter' }).click();
    await page.getByRole('img', { name: 'Signal of the last 2 minutes' }).waitFor();
    await context.close();
  });

  test('leaves the window in its language when the other one cannot be loaded', async () => {
    const { page, context } = await bench().open();
    await context.route(/\/assets\/zh-CN/, (route) => route.abort());
    await page.reload();
    await usable(page);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('The texts of the other language could not be loaded').waitFor();
    await page.getByRole('button', { name: 'Bench', exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en');
    await context.unroute(/\/assets\/zh-CN/);
    await page.reload();
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('button', { name: 'Bench', exact: true }).waitFor();
    await context.close();
  });

  test('never keeps a window from saying something: the other language stands in, or both', async () => {
    const { page, context } = await bench().open();
    await context.route(/\/assets\/en-/, (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: '工作台' }).waitFor();
    await context.route(/\/assets\/zh-CN/, (route) => route.abort());
    await page.reload();
    await page.getByText('Please load it again.').waitFor();
    await expect.poll(() => page.locator('#root').innerText()).toContain('请重新加载');
    await context.close();
  });
});
