import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { openFromHistory, runOn } from './support/window.ts';

const bench = benchOfFile();

/** Pixels from the last of the 19 rows down to the verdict, and from the verdict to the lower edge. */
const room = (page: Page) =>
  page.evaluate(() => {
    const edge = (selector: string, side: 'top' | 'bottom') =>
      [...document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect()[side] ?? Number.NaN;
    return {
      above: edge('[data-verdict]', 'top') - edge('[data-step]', 'bottom'),
      below: innerHeight - edge('[data-verdict]', 'bottom'),
    };
  });

describe('a small window', () => {
  test.each([
    ['at its smallest, with an old run under two banners', 1280, 720, true],
    ['on a laptop that magnifies by a quarter', 1024, 576, false],
  ] as const)('shows all 19 rows and the verdict %s', async (_, width, height, isOld) => {
    const window = await bench().open({ width, height });
    const { page, context } = window;
    await runOn(page, `sim:small-${width}?speed=instant&fault=no-sim`);
    if (isOld) {
      await openFromHistory(page, `sim:small-${width}`);
      await page.getByRole('slider').waitFor();
      await page.locator('[data-verdict][data-over=true]').waitFor();
      // Two lines of banners, as high as they come.
      await page.locator('main').evaluate((main) => {
        const banners = document.createElement('div');
        banners.style.cssText = 'flex: none; height: 68px';
        main.before(banners);
      });
    }
    const { above, below } = await room(page);
    expect(above).toBeGreaterThanOrEqual(0);
    expect(below).toBeGreaterThanOrEqual(0);
    await context.close();
  });

  test('breaks the tools of the log into two lines before it cuts them off', async () => {
    const { page, context } = await bench().open({ width: 1024, height: 576 });
    await runOn(page, 'sim:narrow?speed=instant');
    const log = page.getByRole('region', { name: 'Log', exact: true });
    const [panel, fold] = await Promise.all([
      log.boundingBox(),
      log.getByRole('button', { name: 'Fold the log' }).boundingBox(),
    ]);
    if (panel === null || fold === null) throw new Error('the log is not in sight');
    expect(fold.x + fold.width).toBeLessThanOrEqual(panel.x + panel.width);
    await context.close();
  });
});
