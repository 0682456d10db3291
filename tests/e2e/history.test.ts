import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { findings } from './support/axe.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import {
  expectNoComplaints,
  historyRow,
  openFromHistory,
  runOn,
  runWaiting,
  stepStatuses,
} from './support/window.ts';

const bench = benchOfFile();

const toHistory = (page: Page) => page.getByRole('button', { name: 'History', exact: true }).click();
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search the history' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Runs, newest first' });
const rows = (page: Page) => page.locator('[data-run]');
const count = (page: Page) => page.getByText(/^Runs: [\d,]+$/);

/** Runs of these units, whose numbers nobody else has. */
async function runUnits(page: Page, units: readonly (readonly [unit: string, address: string])[]) {
  for (const [unit, address] of units) {
    await page.getByRole('textbox', { name: 'Unit number' }).fill(unit);
    await runOn(page, address);
  }
}

describe('the history', () => {
  test('is empty at first, and says what to do', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await toHistory(page);
    await page.getByRole('heading', { name: 'No run yet' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go to the bench' }).click();
    await page.getByRole('navigation', { name: 'The 19 steps' }).waitFor();
    expectNoComplaints(window);
    await context.close();
  });

  test('finds a unit by its scanned number, and opens the only run with it', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await runUnits(page, [
      ['SN-4711', 'sim:scan-one?speed=instant'],
      ['SN-4712', 'sim:scan-two?speed=instant&fault=no-sim'],
    ]);
    await toHistory(page);
    await rows(page).first().waitFor();
    await expect.poll(() => rows(page).first().innerText()).toMatch(/FAILED\s+4 SIM card/);
    await expect.poll(() => rows(page).first().innerText()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/);
    // A scanner types fast, wherever the focus is, and ends with Enter.
    await expect.poll(() => search(page).evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('sn-4711');
    await page.keyboard.press('Enter');
    await page.locator('[data-old-run]').waitFor();
    await expect.poll(() => page.locator('[data-old-run]').innerText()).toContain('SN-4711');
    // The next number takes the place of this one.
    await page.getByRole('button', { name: 'To the history' }).click();
    await expect.poll(() => search(page).inputValue()).toBe('sn-4711');
    await page.keyboard.type('SN-4712');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-old-run]').innerText()).toContain('SN-4712');
    expectNoComplaints(window);
    await context.close();
  });

  test('looks into the logs as well: all words must occur', async () => {
    const { page, context } = await bench().open();
    await runUnits(page, [['SN-5001', 'sim:words?speed=instant&fault=connack-refused:4']]);
    await toHistory(page);
    await search(page).fill('SN-5001 CONNACK');
    await expect.poll(() => count(page).innerText()).toBe('Runs: 1');
    await search(page).fill('SN-5001 nowhere-in-this-record');
    await page.getByRole('heading', { name: /^No run has/ }).waitFor();
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await rows(page).nth(1).waitFor();
    await expect.poll(() => search(page).inputValue()).toBe('');
    await context.close();
  });

  test('is narrowed down by filters, each taken away with one click', async () => {
    const { page, context } = await bench().open();
    await runUnits(page, [
      ['SN-6001', 'sim:filter-a?speed=instant'],
      ['SN-6002', 'sim:filter-b?speed=instant&fault=connect-fails'],
    ]);
    await toHistory(page);
    await search(page).fill('SN-600');
    await expect.poll(() => count(page).innerText()).toBe('Runs: 2');
    await page.getByRole('button', { name: 'Outcome', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'FAILED' }).click();
    await expect.poll(() => count(page).innerText()).toBe('Runs: 1');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stopped at', exact: true }).click();
    await page.getByRole('menuitemradio', { name: '12 Credentials' }).click();
    await page.getByRole('heading', { name: /^No run has/ }).waitFor();
    await page.getByRole('button', { name: 'Clear this filter: Stopped at' }).click();
    await expect.poll(() => count(page).innerText()).toBe('Runs: 1');
    await page.getByRole('button', { name: 'Date', exact: true }).click();
    await page.getByLabel('From').fill('2001-01-01');
    await page.getByLabel('To, included').fill('2001-13-01');
    await page.getByText('This is no day.').waitFor();
    await page.getByLabel('To, included').fill('2001-01-02');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show these days' }).click();
    await page.getByRole('heading', { name: /^No run has/ }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).first().click();
    await expect.poll(() => count(page).innerText()).toBe('Runs: 2');
    await page.getByRole('button', { name: 'Profile', exact: true }).click();
    await page.getByRole('menuitemradio').first().click();
    await expect.poll(() => count(page).innerText()).toBe('Runs: 2');
    await context.close();
  });

  test('shows every run of a unit whose number is clicked', async () => {
    const { page, context } = await bench().open();
    await runUnits(page, [
      ['SN-7001', 'sim:again?speed=instant'],
      ['SN-7001', 'sim:again?speed=instant&fault=no-sim'],
    ]);
    await toHistory(page);
    await rows(page).first().getByRole('button', { name: 'SN-7001' }).click();
    await expect.poll(() => count(page).innerText()).toBe('Runs: 2');
    await expect.poll(() => search(page).inputValue()).toBe('SN-7001');
    await context.close();
  });

  test('is worked by keyboard: rows, marks, opening, and letters that are a search', async () => {
    const { page, context } = await bench().open();
    await runUnits(page, [
      ['SN-8001', 'sim:key-a?speed=instant'],
      ['SN-8002', 'sim:key-b?speed=instant'],
    ]);
    await toHistory(page);
    await rows(page).nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => grid(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('Marked: 2').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByText(/^Marked:/).count()).toBe(0);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-old-run]').innerText()).toContain('SN-8002');
    await page.getByRole('button', { name: 'To the history' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('8001');
    await expect.poll(() => search(page).inputValue()).toContain('8001');
    await context.close();
  });

  test('keeps the keyboard where it is used: after marks by mouse, cleared filters, and for a scanner anywhere', async () => {
    const { page, context } = await bench().open();
    await runUnits(page, [
      ['SN-9001', 'sim:focus-a?speed=instant'],
      ['SN-9002', 'sim:focus-b?speed=instant&fault=no-sim'],
    ]);
    await toHistory(page);
    await search(page).fill('SN-900');
    await expect.poll(() => count(page).innerText()).toBe('Runs: 2');
    const hasFocus = (box: Element) => box === document.activeElement;
    await rows(page).nth(0).getByRole('checkbox').click();
    expect(await grid(page).evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await page.getByText('Marked: 2').waitFor();
    // A button in the list has its own keys: this one asks for a file, and no run is opened.
    await page.getByRole('button', { name: 'Export this day…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Export' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('[data-old-run]').count()).toBe(0);

    await page.getByRole('button', { name: 'Outcome', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'FAILED' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Clear this filter: Outcome' }).click();
    expect(await search(page).evaluate(hasFocus)).toBe(true);

    await search(page).fill('');
    await search(page).evaluate((box) => box.blur());
    await page.keyboard.type('SN-9001');
    expect(await search(page).inputValue()).toBe('SN-9001');
    await context.close();
  });

  test('says of a day that is none what is wrong as soon as its field is left', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:no-day?speed=instant');
    await toHistory(page);
    await page.getByRole('button', { name: 'Date', exact: true }).click();
    // It takes the focus once it is drawn, also from a field that somebody was quick to go to.
    const today = page.getByRole('button', { name: 'Today', exact: true });
    await expect.poll(() => today.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.getByLabel('From').fill('abc');
    expect(await page.getByText('This is no day.').count()).toBe(0);
    await page.getByLabel('To, included').focus();
    await page.getByText('This is no day.').waitFor();
    await context.close();
  });

  test('shows a run that goes on, and opens it where it happens', async () => {
    const { page, context } = await bench().open();
    await runWaiting(page, 'sim:goes-on?fault=never-registers');
    await toHistory(page);
    const row = historyRow(page, 'sim:goes-on');
    await expect.poll(() => row.innerText()).toContain('running');
    await row.locator('[data-status]').first().click();
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    await expect.poll(() => page.locator('[data-old-run]').count()).toBe(0);
    await expect.poll(async () => (await stepStatuses(page))[4]).toBe('waiting');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.locator('[data-verdict][data-over=true]').waitFor();
    await toHistory(page);
    await expect.poll(() => historyRow(page, 'sim:goes-on').innerText()).toContain('CANCELLED');

    // That an old run was stopped says nothing of the one that goes on.
    await runWaiting(page, 'sim:goes-on-too?fault=never-registers');
    await openFromHistory(page, 'CANCELLED');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await context.close();
  });

  test.each(['light', 'dark'] as const)('has nothing serious that axe finds, %s', async (theme) => {
    const window = await bench().open({ theme });
    const { page, context } = window;
    await toHistory(page);
    await rows(page).nth(1).waitFor();
    await rows(page).nth(0).getByRole('checkbox').click();
    await rows(page).nth(1).getByRole('checkbox').click();
    expect(await findings(page)).toEqual([]);
    expectNoComplaints(window);
    await context.close();
  });
});
