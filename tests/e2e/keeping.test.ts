import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { recordOldRuns, writeOldLogs } from '../support/old-runs.ts';
import { findings } from './support/axe.ts';
import { type Service, startService } from './support/service.ts';
import { type BenchWindow, expectNoComplaints, openWindow, runOn, usable } from './support/window.ts';

let browser: Browser;
let service: Service;
let folder: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'e2e-keeping-'));
  await recordOldRuns(folder, [90, 60, 10]);
  writeOldLogs(folder, [90]);
  service = await startService(0, folder);
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A window with the page open. */
async function opened(): Promise<BenchWindow> {
  const window = await openWindow(browser, service.url);
  onTestFinished(() => window.context.close());
  await show(window.page);
  return window;
}

async function show(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Records and logs', exact: true }).first().click();
  await page.getByRole('button', { name: 'Open log folder' }).waitFor();
}

const figure = (page: Page, card: string, name: string) =>
  page.getByRole('region', { name: card }).locator(`dt:has-text("${name}") + dd`).innerText();

async function limitDays(page: Page, days: string): Promise<void> {
  await page.getByRole('checkbox', { name: 'Remove what is older than' }).check();
  await page.getByLabel('Days', { exact: true }).fill(days);
}

describe('the page of records and logs', () => {
  test('says where the record and the session log are, and how large they are', async () => {
    const window = await opened();
    const { page } = window;
    await page.getByText(join(folder, 'record.sqlite'), { exact: true }).waitFor();
    await page.getByText(join(folder, 'logs'), { exact: true }).waitFor();
    await expect.poll(() => figure(page, 'Record', 'Runs')).toBe('3');
    await expect.poll(() => figure(page, 'Session log', 'Files')).toBe('1');
    await page.getByText('Nothing was ever removed from this record').waitFor();
    expect(await findings(page)).toEqual([]);
    expectNoComplaints(window);
  });

  test('counts a run that has ended meanwhile', async () => {
    const { page } = await opened();
    await runOn(page, 'sim:?speed=instant');
    await show(page);
    await expect.poll(() => figure(page, 'Record', 'Runs')).toBe('4');
  });

  test('where no file manager can be opened it says so, and the path can be copied', async () => {
    const { page, context } = await opened();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Open log folder' }).click();
    await page.getByText('No file manager can be opened here.').waitFor();
    const card = page.getByRole('region', { name: 'Session log' });
    await card.getByRole('button', { name: 'Copy the path' }).click();
    await card.getByText('Copied').waitFor({ state: 'attached' });
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(join(folder, 'logs'));
  });

  test('switches the session log off, and on', async () => {
    const { page } = await opened();
    const isOn = page.getByRole('checkbox', { name: 'Write a text file of every run' });
    await isOn.click();
    await expect.poll(() => isOn.isChecked()).toBe(false);
    await runOn(page, 'sim:off?speed=instant');
    await show(page);
    await isOn.click();
    await expect.poll(() => isOn.isChecked()).toBe(true);
    await runOn(page, 'sim:on?speed=instant');
    await expect
      .poll(() => readdirSync(join(folder, 'logs')).filter((name) => name.includes('sim-')))
      .toEqual([expect.stringMatching(/_sim-on_\d{15}\.txt$/)]);
  });
});

describe('limits', () => {
  test('show what would go, and take it when they are applied, not before', async () => {
    const window = await opened();
    const { page } = window;
    await limitDays(page, '30');
    await page.getByText('This would be removed at once').waitFor();
    const card = page.getByRole('region', { name: 'How long runs are kept' });
    await expect
      .poll(() => card.locator('dl').innerText())
      .toMatch(/Runs\s+2, from .*Session log files\s+1, of /s);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('This would be removed at once').waitFor({ state: 'detached' });
    await expect.poll(() => figure(page, 'Record', 'Runs')).toBe('3');
    await limitDays(page, '30');
    await page.getByRole('button', { name: 'Apply and remove these' }).click();
    const removed = page.getByRole('region', { name: 'What was removed' });
    await removed.getByText('Runs removed, older than is kept: 2, from').waitFor();
    await removed.getByText('Session log files removed, older than is kept: 1, of').waitFor();
    await page.getByRole('status').getByText('Runs removed, older than is kept: 2, from').waitFor();
    await expect.poll(() => figure(page, 'Record', 'Runs')).toBe('1');
    expectNoComplaints(window);
  });

  test('that take nothing now say so', async () => {
    const { page } = await opened();
    await limitDays(page, '300');
    await page.getByText('Nothing would be removed now.').waitFor();
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByRole('button', { name: 'Apply', exact: true }).waitFor({ state: 'detached' });
    await page.reload();
    await usable(page);
    await show(page);
    await expect.poll(() => page.getByLabel('Days', { exact: true }).inputValue()).toBe('300');
    await expect.poll(() => figure(page, 'Record', 'Runs')).toBe('3');
  });

  test.each(['0', '-1', '1.5', 'a month', ''])(
    'of “%s” days are none and cannot be applied',
    async (days) => {
      const { page } = await opened();
      await limitDays(page, days);
      await page.getByText('a whole number from 1').waitFor();
      await expect.poll(() => page.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
    },
  );
});

test('what goes at the start is told to the window that opens then, once', async () => {
  const { page } = await opened();
  await limitDays(page, '70');
  await page.getByRole('button', { name: 'Apply and remove these' }).click();
  const notice = page.getByRole('status').getByText('Runs removed, older than is kept: 1, of');
  await notice.waitFor();
  await page.reload();
  await usable(page);
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await expect.poll(() => notice.count()).toBe(0);
  const other = await openWindow(browser, service.url);
  await other.page.getByRole('status').getByText('Runs removed, older than is kept: 1, of').waitFor();
  await other.page.getByRole('status').getByRole('button', { name: 'Records and logs' }).click();
  await other.page.getByRole('heading', { name: 'What was removed' }).waitFor();
  await other.context.close();
});
