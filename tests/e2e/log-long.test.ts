import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordLongRun } from '../bench/window/long-run.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Service, startService } from './support/service.ts';
import { tappedLine } from './support/tapped-line.ts';
import { enterPort, expectNoComplaints, openFromHistory, openWindow } from './support/window.ts';

const LINES = 30_000;

let service: Service;
let browser: Browser;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'long-log-'));
  await recordLongRun(folder, LINES);
  [service, browser] = await Promise.all([startService(0, folder), launchBrowser()]);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await service.close();
});

const grid = (page: Page) => page.getByRole('grid', { name: 'Lines of the log' });
const rows = (page: Page) => page.getByRole('log').getByRole('row');
const countOf = async (page: Page) => Number(await grid(page).getAttribute('aria-rowcount'));

async function openLongRun() {
  const window = await openWindow(browser, service.url);
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openFromHistory(window.page, 'LONG');
  await expect.poll(() => countOf(window.page), { timeout: 20_000 }).toBeGreaterThan(LINES);
  return window;
}

describe('a long log', () => {
  test('is gone through from end to end, and few of its rows are ever on the page', async () => {
    const window = await openLongRun();
    const { page, context } = window;
    const last = await countOf(page);
    await expect.poll(() => rows(page).last().getAttribute('aria-rowindex')).toBe(String(last));
    await grid(page).press('Home');
    await expect.poll(() => rows(page).first().getAttribute('aria-rowindex')).toBe('1');
    await grid(page).evaluate((list) => {
      list.scrollTop = list.scrollHeight / 2;
    });
    const index = async () => Number(await rows(page).first().getAttribute('aria-rowindex'));
    await expect.poll(async () => Math.abs((await index()) - last / 2)).toBeLessThan(50);
    await page.mouse.move(700, 580);
    const before = await index();
    await page.mouse.wheel(0, 400);
    await expect.poll(index).toBe(before + 20);
    await expect.poll(() => rows(page).count()).toBeLessThan(60);
    expectNoComplaints(window);
    await context.close();
  });

  test('is copied as a whole after a word of how much it is', async () => {
    const { page, context } = await openLongRun();
    const count = await countOf(page);
    await grid(page).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+c');
    const dialog = page.getByRole('dialog', { name: `Copy ${count.toLocaleString('en')} lines?` });
    await expect.poll(() => dialog.innerText()).toMatch(/about \d+ MB/);
    await dialog.getByRole('button', { name: 'Cancel' }).last().click();
    await dialog.waitFor({ state: 'detached' });
    await grid(page).focus();
    await page.keyboard.press('ControlOrMeta+c');
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText(`Lines copied: ${count.toLocaleString('en')}`).waitFor({ timeout: 20_000 });
    const copied = await page.evaluate(async () => {
      const text = await navigator.clipboard.readText();
      return { lines: text.trimEnd().split('\n').length, first: text.slice(0, 80), end: text.slice(-40) };
    });
    expect(copied.lines).toBe(count);
    expect(copied.first).toContain('run.started');
    expect(copied.end).toMatch(/OK|CREG/);
    await context.close();
  });

  test('is searched while it is looked at, and what is found is marked where it stands', async () => {
    const { page, context } = await openLongRun();
    await page.getByLabel('Search').fill('+csq: 17,');
    const found = page.getByText(/^[\d,]+ of [\d,]+ lines/);
    await found.waitFor();
    const [hits = '', all = ''] = (await found.innerText()).match(/[\d,]+/g) ?? [];
    expect(Number(hits.replace(',', ''))).toBeLessThan(400);
    expect(Number(all.replace(',', ''))).toBeGreaterThan(LINES);
    await expect.poll(() => page.getByRole('log').locator('mark').first().innerText()).toBe('+CSQ: 17,');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => countOf(page)).toBeGreaterThan(LINES);
    await context.close();
  });

  test('goes back with the moment that is shown', async () => {
    const { page, context } = await openLongRun();
    const all = await countOf(page);
    const slider = page.getByRole('slider');
    await slider.focus();
    await slider.press('Home');
    await expect.poll(() => countOf(page)).toBeLessThan(10);
    await slider.press('End');
    await expect.poll(() => countOf(page)).toBe(all);
    await context.close();
  });
});

/** Nothing of it is what it looks like, and nothing of it may do anything. */
const GARBAGE = [
  Buffer.from('<img src=x onerror="document.title=1"><b>bold</b>\r\n'),
  Buffer.from('\u0000\u0007\u001b[31mred\u001b[2J\u0008\u0008\r\n'),
  Buffer.from('abc\u202egnp.exe\u2066 \u200fשלום\r\n'),
  Buffer.from(`Z${'\u0301\u0332\u034f\u0489'.repeat(40)}algo\r\n`),
  Buffer.from(
    Array.from({ length: 600 }, (_, index) => (index * 7 + 128) % 256).filter(
      (byte) => byte !== 13 && byte !== 10,
    ),
  ),
  Buffer.from('\r\n'),
  Buffer.from(`${'0123456789'.repeat(400)}\r\n`),
];

describe('lines that are none', () => {
  test('are shown without harm: each in one row, cut with its length, and all of it when it is pointed at', async () => {
    const line = await tappedLine();
    const window = await openWindow(browser, service.url);
    const { page, context } = window;
    await enterPort(page, line.address);
    await page.getByLabel('AT command').fill('AT');
    await page.getByLabel('AT command').press('Enter');
    const tap = await line.tap;
    for (const bytes of GARBAGE) tap.write(bytes);
    await page.getByText('4,002 bytes').waitFor();
    const heights = await rows(page).evaluateAll((all) =>
      all.map((row) => row.getBoundingClientRect().height),
    );
    expect(new Set(heights)).toEqual(new Set([20]));
    const text = await page.getByRole('log').innerText();
    expect(text).toContain('<img src=x onerror=');
    expect(text).toContain('ESC');
    for (const hidden of ['\u202e', '\u2066', '\u200f', '\u001b', '\u0000'])
      expect(text).not.toContain(hidden);
    expect(await page.title()).not.toBe('1');
    await rows(page).filter({ hasText: '4,002 bytes' }).click();
    const full = page.getByRole('region', { name: 'The line in full' });
    await full.getByText('Bytes 1 to 2048').waitFor();
    await full.getByRole('group').evaluate((group) => {
      group.scrollTop = group.scrollHeight;
    });
    await full.getByText('Bytes 2049 to 4002').waitFor();
    const overflow = await full.getByRole('group').evaluate((group) => group.scrollWidth - group.clientWidth);
    expect(overflow).toBe(0);
    // An expression that never comes to its end on such a line stops neither the window nor the service.
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await page.getByLabel('Search').fill('(\\d+)+x');
    await page.getByText('This expression takes too long').waitFor({ timeout: 20_000 });
    await expect.poll(() => page.getByRole('log').innerText()).toContain('ESC');
    await page.getByLabel('Search').fill('algo$');
    await page.getByText(/^1 of \d+ lines/).waitFor();
    expectNoComplaints(window);
    await context.close();
    line.close();
  });
});
