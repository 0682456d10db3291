import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { findings } from './support/axe.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, expectNoComplaints, runOn } from './support/window.ts';

const bench = benchOfFile();

const rowsOf = (page: Page) => page.getByRole('log').getByRole('row');
const grid = (page: Page) => page.getByRole('grid', { name: 'Lines of the log' });
const selected = (page: Page) => page.getByRole('log').locator('[role=row][aria-selected=true]');
const search = (page: Page) => page.getByLabel('Search');
const indexOf = async (page: Page, at: 'first' | 'last') =>
  Number(await rowsOf(page)[at]().getAttribute('aria-rowindex'));

/** What is on the clipboard of the page. */
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

async function windowWithRun(port: string) {
  const window = await bench().open();
  await window.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await runOn(window.page, `${port}?speed=instant`);
  // The rows of its end come a moment after its verdict.
  await expect.poll(() => rowsOf(window.page).last().innerText()).toContain('PASSED');
  return window;
}

describe('rows of the log', () => {
  test('are chosen by keyboard, and what is chosen can be copied as the record has it', async () => {
    const window = await windowWithRun('sim:keys');
    const { page, context } = window;
    await grid(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => selected(page).getAttribute('aria-rowindex')).toBe('1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => selected(page).count()).toBe(3);
    await page.keyboard.press('ControlOrMeta+c');
    await page.getByText('Lines copied: 3').waitFor();
    const copied = (await clipboard(page)).trimEnd().split('\n');
    expect(copied).toHaveLength(3);
    for (const line of copied) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z +\+\d+\.\d{3} [→←!·] /);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => selected(page).count()).toBe(0);
    expectNoComplaints(window);
    await context.close();
  });

  test('are gone through by the page, to either end', async () => {
    const { page, context } = await windowWithRun('sim:pages');
    await grid(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => indexOf(page, 'first')).toBe(1);
    const follow = page.getByRole('button', { name: 'Follow', exact: true });
    await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('PageDown');
    await expect
      .poll(async () => Number(await selected(page).getAttribute('aria-rowindex')))
      .toBeGreaterThan(3);
    await page.keyboard.press('PageUp');
    await expect.poll(() => selected(page).getAttribute('aria-rowindex')).toBe('1');
    await page.keyboard.press('End');
    const count = await grid(page).getAttribute('aria-rowcount');
    await expect.poll(() => selected(page).getAttribute('aria-rowindex')).toBe(count);
    await expect.poll(() => follow.getAttribute('aria-pressed')).toBe('true');
    await context.close();
  });

  test('are all copied from the record, also those that nobody has looked at', async () => {
    const { page, context } = await windowWithRun('sim:all');
    await grid(page).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+c');
    const count = Number(await grid(page).getAttribute('aria-rowcount'));
    await page.getByText(`Lines copied: ${count}`).waitFor();
    const text = await clipboard(page);
    expect(text.trimEnd().split('\n')).toHaveLength(count);
    expect(text).toMatch(/^\S+ +\+0\.000 · +run\.started/);
    expect(text).toContain('run.finished passed');
    await context.close();
  });

  test('are chosen by dragging over them, and by a click that goes on from another', async () => {
    const { page, context } = await windowWithRun('sim:drag');
    const box = await grid(page).boundingBox();
    if (box === null) throw new Error('no list');
    await page.mouse.move(box.x + 200, box.y + 25);
    await page.mouse.down();
    await page.mouse.move(box.x + 220, box.y + 85, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => selected(page).count()).toBe(4);
    await expect.poll(() => page.getByRole('region', { name: 'The line in full' }).count()).toBe(0);
    await page.mouse.click(box.x + 200, box.y + 45);
    await expect.poll(() => selected(page).count()).toBe(1);
    await page.keyboard.down('Shift');
    await page.mouse.click(box.x + 200, box.y + 65);
    await page.keyboard.up('Shift');
    await expect.poll(() => selected(page).count()).toBe(2);
    await context.close();
  });
});

describe('what is shown of the log', () => {
  test('is searched with an expression; one that is none says so, and leaves the rows as they are', async () => {
    const window = await windowWithRun('sim:expression');
    const { page, context } = window;
    await page.getByRole('button', { name: 'Regular expression' }).click();
    await search(page).fill('^AT\\+C(REG|SQ)\\?$');
    await page.getByText(/^\d of \d+ lines/).waitFor();
    await expect.poll(() => page.getByRole('log').innerText()).toMatch(/AT\+CREG\?/);
    await expect.poll(() => page.getByRole('log').innerText()).not.toContain('AT+CSQ');
    await expect.poll(() => page.getByRole('log').locator('mark').first().innerText()).toBe('AT+CREG?');
    const before = await page.getByRole('log').innerText();
    await search(page).fill('(CREG');
    await page.getByRole('alert').filter({ hasText: 'This is no regular expression' }).waitFor();
    await expect.poll(() => search(page).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('log').innerText()).toBe(before);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).or(search(page)).last().press('Escape');
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    expectNoComplaints(window);
    await context.close();
  });

  test('is one step where that is chosen, in the toolbar or at the step', async () => {
    const { page, context } = await windowWithRun('sim:step');
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await page.getByRole('menuitem', { name: '11 Connect to broker' }).click();
    await expect.poll(() => page.getByRole('log').innerText()).toContain('AT+MIPSTART');
    const steps = async () =>
      new Set(await rowsOf(page).evaluateAll((rows) => rows.map((row) => row.lastElementChild?.textContent)));
    expect([...(await steps())].filter((step) => step !== '' && step !== '11')).toEqual([]);
    await page.locator('button[data-step="4"]').click();
    await page.getByRole('button', { name: 'More for this step' }).click();
    await page.getByRole('menuitem', { name: 'Show step 4 in the log' }).click();
    await expect.poll(() => page.getByRole('log').innerText()).toContain('AT+CPIN?');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await steps()).size).toBeGreaterThan(1);
    // One stays where one was.
    await expect.poll(() => page.getByRole('log').innerText()).toContain('AT+CPIN?');
    await context.close();
  });

  test('stays where one looks when other rows come around it', async () => {
    const { page, context } = await windowWithRun('sim:place');
    await grid(page).focus();
    await page.keyboard.press('Home');
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageDown');
    const isSent = async () => (await selected(page).getAttribute('data-tone')) === 'sent';
    for (let press = 0; press < 20 && !(await isSent()); press += 1) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const row = page.getByRole('log').locator('[data-aimed]');
    const text = await row.locator('[role=gridcell]').nth(2).innerText();
    await page.getByRole('region', { name: 'The line in full' }).waitFor();
    const before = (await row.boundingBox())?.y ?? 0;
    await page.getByRole('button', { name: 'Sent', exact: true }).click();
    await page.getByText(/^\d+ of \d+ lines/).waitFor();
    // The line that says how many there are takes its room.
    await expect
      .poll(async () => Math.abs(((await row.boundingBox())?.y ?? 0) - before))
      .toBeLessThanOrEqual(24);
    await expect.poll(() => row.locator('[role=gridcell]').nth(2).innerText()).toBe(text);
    await context.close();
  });

  test('says when each line came in one of three ways, and remembers which', async () => {
    const { page, context } = await windowWithRun('sim:times');
    const first = () => rowsOf(page).first().locator('[role=gridcell]').first().innerText();
    await expect.poll(first).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
    await page.getByRole('button', { name: 'Clock', exact: true }).click();
    await expect.poll(first).toMatch(/^\+\d+\.\d{3}$/);
    await page.getByRole('button', { name: 'Elapsed', exact: true }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Interval', exact: true }).waitFor();
    await context.close();
  });

  test('is text and HEX side by side', async () => {
    const { page, context } = await windowWithRun('sim:hex');
    await page.getByRole('button', { name: 'HEX', exact: true }).first().click();
    await search(page).fill('41 54 2B 4D 49 50');
    await expect.poll(() => page.getByRole('log').innerText()).toMatch(/AT\+MIPSTART/);
    await expect.poll(() => page.getByRole('log').innerText()).toContain('41 54 2B 4D 49 50 53 54 41 52 54');
    await expect
      .poll(() => page.getByRole('log').locator('mark').first().innerText())
      .toBe('41 54 2B 4D 49 50');
    await page.getByRole('button', { name: 'HEX', exact: true }).first().click();
    await context.close();
  });

  test('has a command that is repeated with the same answer once, until it is unfolded', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:folds?speed=instant');
    const line = page.getByLabel('AT command');
    for (let times = 0; times < 4; times += 1) {
      await line.fill('AT+CGMM');
      await line.press('Enter');
      await expect.poll(() => line.inputValue()).toBe('');
    }
    await page.getByText('×4').waitFor();
    const asked = page.getByRole('log').locator('[role=row][data-tone=sent]', { hasText: 'AT+CGMM' });
    await expect.poll(() => asked.count()).toBe(1);
    await page.getByRole('button', { name: '×4' }).click();
    await expect.poll(() => asked.count()).toBe(4);
    await expect
      .poll(() => page.getByRole('button', { name: 'Fold', exact: true }).getAttribute('aria-pressed'))
      .toBe('false');
    await context.close();
  });
});
