import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BenchStation, benchProfile, openBenchStation } from '../support/bench-station.ts';
import { packOf, unzipped } from '../unit/exports/made-pack.ts';
import { changed, recordName, rehashed, zipped } from '../unit/opening/altered.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import { stepStatuses } from './support/window.ts';

const bench = benchOfFile();

let station: BenchStation;
let pack: Buffer;

beforeAll(async () => {
  station = await openBenchStation();
  const ports = ['sim:good?speed=instant', 'sim:bad?speed=instant&fault=connack-refused'];
  const runs = ports.map((port, index) => station.start(port, benchProfile(), { unit: `SN-${index + 1}` }));
  await Promise.all(runs.map(({ done }) => done));
  pack = await packOf(
    station.recordPath,
    runs.map(({ runId }) => runId),
  );
});

afterAll(async () => {
  await station.close();
});

/** Chooses a file as the menu of ports offers it. */
async function openFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole('button', { name: 'Port' }).first().click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: 'Open a log…' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/zip', buffer });
}

const banner = (page: Page) => page.locator('[data-opened-file]');
const verdict = (page: Page) => page.locator('[data-verdict]');

describe('a hand-over pack', () => {
  test('shows the same screen, from elsewhere and never green, and every run of it', async () => {
    const { page, context, complaints } = await bench().open();
    await openFile(page, 'unit 7.zip', pack);
    await banner(page).waitFor();
    await expect
      .poll(() => banner(page).innerText())
      .toMatch(/HAND-OVER PACK.*unit 7\.zip: exported on .*Not of this station’s record/s);
    await verdict(page).and(page.locator('[data-over="true"]')).waitFor();
    expect(await verdict(page).innerText()).toContain('PASSED');
    expect(await verdict(page).innerText()).toContain('recorded elsewhere');
    expect(await verdict(page).getAttribute('data-status')).toBe('warned');
    expect((await stepStatuses(page)).filter((status) => status === 'passed')).toHaveLength(18);
    await page.getByLabel('Runs of this file').selectOption({ index: 1 });
    await verdict(page).filter({ hasText: 'SN-2' }).waitFor();
    expect(await verdict(page).getAttribute('data-status')).toBe('failed');
    await expect.poll(() => page.getByText('CONNACK 5').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('that was forged is not to be trusted, and says why', async () => {
    const files = await unzipped(pack);
    const forged = changed(files, recordName(files), (text) => text.replaceAll('CONNACK OK', 'CONNACK 0K'));
    const { page, context } = await bench().open();
    await openFile(page, 'forged.zip', zipped(rehashed(forged)));
    await banner(page).waitFor();
    expect(await banner(page).getAttribute('data-doubted')).toBe('true');
    await expect.poll(() => banner(page).innerText()).toMatch(/is not in the bytes that crossed the line/);
    await verdict(page).and(page.locator('[data-over="true"]')).waitFor();
    expect(await verdict(page).getAttribute('data-status')).toBe('errored');
    const colour = (place: Locator) =>
      place.evaluate((each) => getComputedStyle(each).getPropertyValue('--pass'));
    expect(await colour(verdict(page))).toBe(await colour(page.locator('main')));
    expect(await colour(page.locator('main'))).not.toBe(await colour(page.locator('body')));
    await expect.poll(() => verdict(page).innerText()).toMatch(/NOT TO BE TRUSTED.*The file says: PASSED/s);
    await context.close();
  });

  test('that cannot be opened says why', async () => {
    const { page, context } = await bench().open();
    await openFile(page, 'half.zip', pack.subarray(0, pack.length / 2));
    await page.getByText('The zip is cut short, damaged or was changed.', { exact: false }).waitFor();
    expect(await banner(page).count()).toBe(0);
    await context.close();
  });
});
