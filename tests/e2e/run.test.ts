import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import {
  enterPort,
  expectNoComplaints,
  runOn,
  runWaiting,
  stepRow,
  stepStatuses,
  usable,
  verdict,
} from './support/window.ts';

const bench = benchOfFile();

describe('the first minute', () => {
  test('takes one button from nothing to a green verdict over all 19 steps', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await page.getByRole('button', { name: 'Try with the simulated module' }).click();
    expect(await verdict(page)).toMatch(/^PASSED/);
    const statuses = await stepStatuses(page);
    expect(statuses).toHaveLength(19);
    expect(statuses.filter((status) => status === 'passed')).toHaveLength(18);
    expect(statuses[17]).toBe('not_applicable');
    const unit = page.getByRole('complementary', { name: 'Unit' });
    await expect.poll(() => unit.innerText()).toMatch(/IMEI\s+\d{15}/);
    await expect.poll(() => unit.innerText()).toContain('China Mobile');
    expectNoComplaints(window);
    await context.close();
  });
});

describe('a run that fails', () => {
  test('ends with the failing step in view, what was sent, what came back and why', async () => {
    const window = await bench().open();
    const { page, context } = window;
    expect(await runOn(page, 'sim:?speed=instant&fault=connect-fails')).toMatch(/FAILED · at step 11/);
    await expect.poll(() => stepRow(page, 11).getAttribute('aria-current')).toBe('step');
    const detail = page.locator('main');
    await expect.poll(() => detail.innerText()).toContain('11 Connect to broker');
    await expect.poll(() => page.getByRole('alert').first().innerText()).toContain('OK · CONNECT FAIL');
    await expect.poll(() => detail.innerText()).toContain('AT+MIPSTART="broker.example","1883"');
    const third = page.getByRole('group', { name: 'Attempt 3' });
    await expect.poll(() => third.innerText()).toContain('CONNECT FAIL');
    const why = page.getByRole('heading', { name: 'Why' });
    await expect.poll(async () => (await why.boundingBox())?.y).toBeLessThan(400);
    expectNoComplaints(window);
    await context.close();
  });

  test('opens the profile at the field that is looked at first', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:?speed=instant&fault=unicom-sim');
    await page.getByRole('button', { name: 'Open the profile at “Access point (APN)”' }).click();
    const name = page.getByLabel('Access point (APN)', { exact: true });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await context.close();
  });

  test('can be run again from the step where it stands', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:again?speed=instant&fault=error@MCONFIG%231');
    await page.getByRole('button', { name: 'Run again from here' }).click();
    await expect.poll(() => stepRow(page, 1).getAttribute('data-status')).toBe('skipped');
    await verdict(page);
    await context.close();
  });
});

describe('a run under way', () => {
  test('is stopped by the button, with everything that was said still there', async () => {
    const { page, context } = await bench().open();
    await runWaiting(page, 'sim:stopped?fault=never-registers');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await verdict(page)).toMatch(/^CANCELLED · at step 5/);
    await expect.poll(() => page.getByRole('log').innerText()).toContain('Stop asked for');
    await expect.poll(() => page.getByRole('button', { name: 'Start', exact: true }).isEnabled()).toBe(true);
    await context.close();
  });

  test('is picked up where it is when the page is loaded again', async () => {
    const { page, context } = await bench().open();
    await runWaiting(page, 'sim:reloaded?fault=never-registers');
    await page.reload();
    await usable(page);
    await expect.poll(() => stepRow(page, 4).getAttribute('data-status')).toBe('passed');
    await expect.poll(() => stepRow(page, 5).getAttribute('data-status')).toBe('waiting');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await verdict(page)).toMatch(/^CANCELLED/);
    await context.close();
  });

  test('is the same in two windows, and either can stop it', async () => {
    const first = await bench().open();
    await runWaiting(first.page, 'sim:shared?fault=never-registers');
    const second = await bench().open();
    await expect.poll(() => stepRow(second.page, 5).getAttribute('data-status')).toBe('waiting');
    await second.page.getByRole('button', { name: 'Stop', exact: true }).click();
    const [one, other] = await Promise.all([verdict(first.page), verdict(second.page)]);
    expect(one).toBe(other);
    const lines = (page: typeof first.page) => page.getByRole('log').innerText();
    await expect.poll(() => lines(second.page)).toBe(await lines(first.page));
    await first.context.close();
    await second.context.close();
  });

  test('waits before every step when it is walked one step at a time', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:walked?speed=instant');
    await page.getByRole('button', { name: 'Other ways to start' }).click();
    await page.getByRole('menuitem', { name: 'Start, one step at a time' }).click();
    await page.getByRole('button', { name: 'Step 2', exact: true }).click();
    await page.getByRole('button', { name: 'Step 3', exact: true }).waitFor();
    await expect
      .poll(async () => (await stepStatuses(page)).slice(0, 4))
      .toEqual(['passed', 'passed', 'pending', 'pending']);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await verdict(page);
    await context.close();
  });
});
