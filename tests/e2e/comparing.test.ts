import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { findings } from './support/axe.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import { expectNoComplaints, historyRow, runOn, stepRow } from './support/window.ts';

const bench = benchOfFile();

/** Marks the newest runs with these words, and has them compared. */
async function compare(page: Page, one: string, other: string): Promise<void> {
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await historyRow(page, one).getByRole('checkbox').click();
  const button = page.getByRole('button', { name: 'Compare', exact: true });
  await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true');
  await expect.poll(() => button.getAttribute('title')).toContain('exactly two');
  await historyRow(page, other).getByRole('checkbox').click();
  await button.click();
  await page.getByRole('heading', { name: 'Two runs side by side' }).waitFor();
  await page.locator('[data-step]').first().waitFor();
}

describe('two runs side by side', () => {
  test('have what differs marked, and open at the step that is clicked', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await runOn(page, 'sim:left?speed=instant');
    await runOn(page, 'sim:right?speed=instant&fault=connack-refused:4');
    await compare(page, 'sim:right', 'sim:left');
    const step = (number: number) => page.locator(`[data-step="${number}"]`);
    await expect.poll(() => step(12).getAttribute('data-differs')).toBeNull();
    await expect.poll(() => step(13).getAttribute('data-differs')).toBe('true');
    await expect.poll(() => step(13).innerText()).toMatch(/passed[^]*differs[^]*failed/);
    await expect.poll(() => step(14).innerText()).toMatch(/not reached/);
    await expect
      .poll(() => page.getByRole('region', { name: 'Answers that differ' }).innerText())
      .toContain('CONNACK 4');
    // Only the first one came to the messages.
    const publishing = page.locator('[data-differs]').filter({ hasText: 'AT+MPUB' });
    await expect.poll(() => publishing.innerText()).toMatch(/AT\+MPUB[^]*asked, times: 1[^]*not asked/);
    await expect
      .poll(() => page.getByRole('region', { name: 'Unit and surroundings' }).innerText())
      .toContain('sim:left');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Only differences' }).check();
    await expect.poll(() => step(12).count()).toBe(0);
    await expect.poll(() => step(13).count()).toBe(1);
    await page
      .getByRole('button', { name: 'Open the second run at step 13' })
      .or(step(13).getByRole('button').last())
      .first()
      .click();
    await page.locator('[data-old-run]').waitFor();
    await expect.poll(() => page.locator('[data-old-run]').innerText()).toContain('FAILED · 13 MQTT session');
    await expect.poll(() => stepRow(page, 13).getAttribute('aria-current')).toBe('step');
    await page.getByRole('button', { name: 'To the history' }).click();
    await page.getByRole('heading', { name: 'Two runs side by side' }).waitFor();
    const back = page.getByRole('button', { name: 'Back to the list' });
    expect(await back.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await historyRow(page, 'sim:left').waitFor();
    expectNoComplaints(window);
    await context.close();
  });

  test('of the same fate say so, and have no settings that differ', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:twin?speed=instant&fault=no-sim');
    const first = await page.locator('[data-verdict]').getAttribute('data-run');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator(`[data-verdict][data-over=true]:not([data-run="${first}"])`).waitFor();
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await page.locator('[data-run]').nth(0).getByRole('checkbox').click();
    await page.locator('[data-run]').nth(1).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText('The same end, the same steps, the same answers.').waitFor();
    await page.getByText('The settings are the same.').waitFor();
    await context.close();
  });
});
