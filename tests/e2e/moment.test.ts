import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { findings } from './support/axe.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import { expectNoComplaints, openFromHistory, runOn, stepStatuses, verdict } from './support/window.ts';

const bench = benchOfFile();

const slider = (page: Page) => page.getByRole('slider', { name: 'Moment of the run' });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** An old run that was refused by its broker. */
async function refused(page: Page, name: string): Promise<void> {
  await runOn(page, `sim:${name}?fault=connack-refused:4`);
  await openFromHistory(page, `sim:${name}`);
  await slider(page).waitFor();
}

describe('an old run', () => {
  test('is unmistakable, and goes back to any of its moments', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await refused(page, 'past');
    await expect
      .poll(() => page.locator('[data-old-run]').innerText())
      .toMatch(/OLD RUN[^]*FAILED · 13 MQTT session/);
    await expect.poll(() => page.locator('main').getAttribute('data-old')).toBe('run');
    expect(await verdict(page)).toContain('FAILED');
    expect(await findings(page)).toEqual([]);

    await button(page, /^Previous step/).click();
    await expect.poll(async () => (await stepStatuses(page))[12]).toBe('running');
    await expect.poll(async () => (await stepStatuses(page))[11]).toBe('passed');
    await expect.poll(() => page.locator('[data-verdict]').innerText()).toContain('Step 13 of 19');
    await expect.poll(() => page.locator('[data-cause]').count()).toBe(0);
    await expect.poll(() => slider(page).getAttribute('aria-valuetext')).toMatch(/seconds after its start/);

    // Through the steps to the beginning, and from event to event.
    for (let step = 12; step >= 1; step -= 1) {
      await button(page, /^Previous step/).click();
      await expect.poll(async () => (await stepStatuses(page))[step]).toBe('pending');
    }
    await expect.poll(async () => (await stepStatuses(page))[0]).toBe('running');
    const before = await slider(page).inputValue();
    await button(page, /^Next event/).click();
    await expect.poll(() => slider(page).inputValue()).not.toBe(before);

    await page.getByRole('button', { name: 'To its end' }).click();
    await expect.poll(() => verdict(page)).toContain('FAILED');
    await page.locator('[data-cause]').first().waitFor();
    expectNoComplaints(window);
    await context.close();
  });

  test('is gone through by keyboard, to both ends', async () => {
    const { page, context } = await bench().open();
    await refused(page, 'keys');
    await slider(page).focus();
    await page.keyboard.press('Home');
    await expect.poll(async () => new Set((await stepStatuses(page)).slice(1))).toEqual(new Set(['pending']));
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await stepStatuses(page)).slice(0, 3)).toContain('running');
    await page.keyboard.press('End');
    await expect.poll(async () => (await stepStatuses(page))[12]).toBe('failed');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('[data-verdict]').getAttribute('data-over')).toBe('false');
    await context.close();
  });

  test('follows a thumb that is dragged faster than a record can be read', async () => {
    const { page, context } = await bench().open();
    await refused(page, 'drag');
    const box = await slider(page).boundingBox();
    if (box === null) throw new Error('no slider');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width - 8, y);
    await page.mouse.down();
    for (let x = box.width - 8; x > box.width * 0.4; x -= 12) await page.mouse.move(box.x + x, y);
    await page.mouse.up();
    // The longest part of such a run is the wait for the network.
    await expect.poll(async () => (await stepStatuses(page))[4]).toMatch(/running|waiting/);
    await expect.poll(async () => (await stepStatuses(page))[12]).toBe('pending');
    await context.close();
  });

  test('has nothing that acts on a unit, at no moment', async () => {
    const { page, context } = await bench().open();
    await refused(page, 'harmless');
    await button(page, /^Previous event/).click();
    await page.getByRole('button', { name: 'To its end' }).waitFor();
    expect(await page.getByLabel('AT command').isDisabled()).toBe(true);
    expect(await button(page, 'Run again from here').count()).toBe(0);
    const remedies = page.locator('[data-remedy]');
    for (const remedy of await remedies.all())
      expect(await remedy.getAttribute('aria-disabled')).toBe('true');
    await button(page, 'Other ways to start').click();
    await page.getByRole('menuitem', { name: 'Start from the selected step' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Start from the selected step' }).isDisabled()).toBe(
      true,
    );
    await page.keyboard.press('Escape');
    await button(page, 'Back to the bench').click();
    await expect.poll(() => page.locator('[data-verdict]').getAttribute('data-over')).toBe('true');
    await expect.poll(() => slider(page).count()).toBe(0);
    await context.close();
  });
});
