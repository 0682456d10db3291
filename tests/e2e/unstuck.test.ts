import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, expectNoComplaints, openFromHistory, runOn, stepRow, verdict } from './support/window.ts';

const bench = benchOfFile();

/** A card of China Unicom in a module whose profile has the access point of China Mobile. */
const WRONG_APN = 'speed=instant&fault=unicom-sim';
const HEIGHT_OF_LOG = 240;

const card = (page: Page) => page.getByRole('alert', { name: 'Why it is stuck' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Whether the whole of an element is in the window, above the log. */
async function isInSight(page: Page, name: string): Promise<boolean> {
  const [box, size] = [await button(page, name).boundingBox(), page.viewportSize()];
  return box !== null && size !== null && box.y > 0 && box.y + box.height < size.height - HEIGHT_OF_LOG;
}

describe('a step that did not pass', () => {
  test('leads from its red row over the evidence and a remedy to a pass, and into the profile', async () => {
    const window = await bench().open();
    const { page, context } = window;
    expect(await runOn(page, `sim:apn?${WRONG_APN}`)).toMatch(/FAILED · at step 8/);
    await expect.poll(() => stepRow(page, 8).getAttribute('data-status')).toBe('failed');

    // What was expected, what came, why, and what to do, without scrolling.
    await button(page, 'Use UNINET').waitFor();
    const words = await card(page).innerText();
    const order = ['OK to AT+CIICR', '+CME ERROR: 133', 'The APN belongs to another operator', 'Use UNINET'];
    const places = order.map((text) => words.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(words).toContain('China Unicom');
    await expect.poll(() => isInSight(page, 'Use UNINET')).toBe(true);

    // The evidence: a click shows those lines, the others of the log around them.
    await card(page)
      .getByRole('button', { name: /^Show lines? .* in the log$/ })
      .last()
      .click();
    const aimed = page.locator('[role=log] [data-aimed]');
    await expect.poll(() => aimed.allInnerTexts().then((rows) => rows.join())).toContain('AT+CSTT="CMNET"');

    await button(page, 'Use UNINET').click();
    await stepRow(page, 8).and(page.locator('[data-status=passed]')).waitFor();
    expect(await verdict(page)).toMatch(/^PASSED/);
    const tried = page.locator('section[role=status]');
    await expect
      .poll(() => tried.innerText())
      .toContain('Passed with APN UNINET instead of CMNET. Keep it in the profile?');
    await button(page, 'Keep').click();
    await expect.poll(() => tried.innerText()).toContain('has it now');
    await button(page, 'Profiles').click();
    await expect.poll(() => page.getByLabel('Access point (APN)').inputValue()).toBe('UNINET');
    expectNoComplaints(window);
    await context.close();
  });

  test('says why it cannot be left out, and is explained in an old run without touching a unit', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:refused?speed=instant&fault=connect-fails');
    await page.getByRole('button', { name: 'More for this step' }).click();
    const skip = page.getByRole('menuitem', { name: /Run without this step/ });
    await expect.poll(() => skip.isDisabled()).toBe(true);
    await expect.poll(() => skip.innerText()).toContain('only steps 2 and 3');
    await page.keyboard.press('Escape');
    await openFromHistory(page, 'sim:refused');
    await card(page).waitFor();
    const remedies = card(page).locator('[data-remedy]');
    await expect.poll(() => remedies.count()).toBeGreaterThan(0);
    await expect.poll(() => remedies.first().getAttribute('aria-disabled')).toBe('true');
    await expect.poll(() => card(page).innerText()).toContain('An old run is shown');
    await context.close();
  });

  test('asks for the PIN once, masked, and goes on where the card asked for it', async () => {
    const window = await bench().open();
    const { page, context } = window;
    expect(await runOn(page, 'sim:locked?speed=instant&fault=sim-pin:4711')).toMatch(/at step 4/);
    await button(page, 'Enter the PIN …').click();
    const field = page.getByLabel('PIN of the SIM card');
    await expect.poll(() => field.getAttribute('type')).toBe('password');
    await field.fill('47');
    await expect.poll(() => button(page, 'Enter it once').isDisabled()).toBe(true);
    await field.fill('4711');
    await button(page, 'Enter it once').click();
    await stepRow(page, 4).and(page.locator('[data-status=passed]')).waitFor();
    expect(await verdict(page)).toMatch(/^PASSED/);
    expect(await page.getByRole('log').innerText()).not.toContain('4711');
    expectNoComplaints(window);
    await context.close();
  });

  test('can be retried alone: the run pauses behind it', async () => {
    const { page, context } = await bench().open();
    expect(await runOn(page, 'sim:once?speed=instant')).toMatch(/^PASSED/);
    await stepRow(page, 6).click();
    await page.getByRole('button', { name: 'More for this step' }).click();
    await page.getByRole('menuitem', { name: 'Retry this step, then pause' }).click();
    await page.getByRole('button', { name: 'Step 7', exact: true }).waitFor();
    await button(page, 'Stop').click();
    await verdict(page);
    await context.close();
  });

  test('is explained while the port is still silent, and a module that is off is switched on', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:off?speed=instant&off=1');
    await button(page, 'Start').click();
    await card(page).waitFor();
    await expect.poll(() => stepRow(page, 1).getAttribute('data-status')).toMatch(/running|waiting/);
    await expect.poll(() => card(page).innerText()).toContain('no power, or was not switched on');
    await expect.poll(() => isInSight(page, 'Pulse PWRKEY')).toBe(true);
    await expect.poll(() => card(page).innerText()).toContain('it is stopped first');
    // The profile names no line that is wired to PWRKEY.
    await button(page, 'Pulse PWRKEY').click();
    await button(page, 'Pulse PWRKEY over DTR').click();
    const tool = page.locator('[data-tool=pulse_power_key]');
    await expect.poll(() => tool.innerText(), { timeout: 15_000 }).toContain('The module answers.');
    await expect.poll(() => stepRow(page, 1).getAttribute('data-status')).toBe('cancelled');
    await tool.getByRole('button', { name: 'Run again from step 1' }).click();
    await page.locator('[data-verdict][data-status=passed]').waitFor();
    await context.close();
  }, 90_000);
});
