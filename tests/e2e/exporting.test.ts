import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import type { ExportFormat } from '../../shared/export-request.ts';
import { findings } from './support/axe.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import {
  expectNoComplaints,
  historyRow,
  openFromHistory,
  runOn,
  stepStatuses,
  verdict,
} from './support/window.ts';

const bench = benchOfFile();

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export' });

/** Writes what the dialog asks about into a kind of file, and gives what the browser saves. */
async function write(page: Page, kind: ExportFormat): Promise<Download> {
  await dialog(page).locator(`input[value=${kind}]`).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  await dialog(page).getByText('The file is ready.').waitFor();
  return download;
}

const bytesOf = async (download: Download): Promise<Buffer> => await readFile(await download.path());

describe('the export dialog', () => {
  test('tells what each kind of file is good for, and why there is no PDF in a browser', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:kinds?speed=instant');
    await openFromHistory(page, 'sim:kinds');
    await page.getByRole('button', { name: 'Export run…' }).click();
    await dialog(page).getByText('Runs to be written: 1').waitFor();
    expect(await findings(page)).toEqual([]);
    await expect.poll(() => dialog(page).locator('input[value=pdf]').isDisabled()).toBe(true);
    await expect.poll(() => dialog(page).innerText()).toContain('Only the desktop program makes PDFs.');
    await write(page, 'text');
    expect(await findings(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Another kind' }).click();
    await dialog(page).getByRole('button', { name: 'Cancel' }).last().click();
    await dialog(page).waitFor({ state: 'detached' });
    const asked = page.getByRole('button', { name: 'Export run…' });
    await expect.poll(() => asked.evaluate((button) => button === document.activeElement)).toBe(true);
    await context.close();
  });

  test.each([
    ['text', /\.txt$/, /AT\+CPIN\?/],
    ['jsonl', /\.jsonl$/, /"run\.started"/],
    ['csv-runs', /\.csv$/, /sim:files/],
    ['csv-steps', /\.csv$/, /connect_failed|broker_connect/],
    ['report', /\.html$/, /<!doctype html>/i],
    ['pack', /\.zip$/, /^PK/],
  ] as const)('writes an old run into a file: %s', async (kind, name, content) => {
    const window = await bench().open();
    const { page, context } = window;
    await runOn(page, `sim:files-${kind}?speed=instant&fault=connect-fails`);
    await openFromHistory(page, `sim:files-${kind}`);
    await page.getByRole('button', { name: 'Export run…' }).click();
    const download = await write(page, kind);
    expect(download.suggestedFilename()).toMatch(name);
    expect((await bytesOf(download)).toString('latin1')).toMatch(content);
    expectNoComplaints(window);
    await context.close();
  });

  test('marks a table for Excel, and leaves the mark out where it is not wanted', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:table?speed=instant');
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await historyRow(page, 'sim:table').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Export them…' }).click();
    const marked = await bytesOf(await write(page, 'csv-runs'));
    expect([...marked.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    await dialog(page).getByRole('button', { name: 'Another kind' }).click();
    await dialog(page).getByRole('checkbox', { name: 'For Excel' }).uncheck();
    const plain = await bytesOf(await write(page, 'csv-runs'));
    expect(marked.subarray(3).equals(plain)).toBe(true);
    await context.close();
  });

  test('writes a pack that shows the same run when it is opened, read-only, at any of its moments', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await runOn(page, 'sim:packed?speed=instant&fault=no-sim');
    await openFromHistory(page, 'sim:packed');
    await page.getByRole('button', { name: 'Export run…' }).click();
    const pack = await bytesOf(await write(page, 'pack'));
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'To the history' }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open a file…' }).click(),
    ]);
    await chooser.setFiles({ name: 'of-a-colleague.zip', mimeType: 'application/zip', buffer: pack });
    await page.getByText('HAND-OVER PACK').waitFor();
    await expect.poll(() => page.locator('main').getAttribute('data-old')).toBe('log');
    expect(await verdict(page)).toContain('FAILED · at step 4');
    await page.getByRole('slider', { name: 'Moment of the run' }).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(async () => (await stepStatuses(page))[3]).toMatch(/running|waiting/);
    await expect.poll(() => page.getByLabel('AT command').isDisabled()).toBe(true);
    expectNoComplaints(window);
    await context.close();
  });

  test('writes everything that a search finds, a day, and the runs that were marked', async () => {
    const { page, context } = await bench().open();
    for (const name of ['many', 'other']) await runOn(page, `sim:${name}?speed=instant`);
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await page.getByRole('searchbox').fill('sim:many');
    await expect.poll(() => page.getByText(/^Runs: /).innerText()).toBe('Runs: 1');
    const linesOf = async () =>
      (await bytesOf(await write(page, 'csv-runs'))).toString().trim().split('\r\n');
    await page.getByRole('button', { name: 'Export what is listed…' }).click();
    await dialog(page).getByText('Runs to be written: 1').waitFor();
    const found = await linesOf();
    expect(found).toHaveLength(2);
    expect(found.join('\n')).not.toContain('sim:other');
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Export this day…' }).click();
    const day = await linesOf();
    expect(day.join('\n')).toContain('sim:other');
    await context.close();
  });
});
