import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, openFromHistory, runOn, verdict } from './support/window.ts';

const bench = benchOfFile();

const jsonLine = z.looseObject({ type: z.string(), elapsedMs: z.number() });

/** What the browser saves when an entry of the export menu is chosen. */
async function exported(page: Page, entry: RegExp): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: 'Export…' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

describe('the log', () => {
  test('is exported as text with every line that crossed the wire, and no secret', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:text?speed=instant');
    const { name, text } = await exported(page, /Text/);
    expect(name).toMatch(/^WIS800C-\d{15}-.*\.txt$/);
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('# outcome'))).toEqual(['# outcome: passed']);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z +\+\d+\.\d{3} → 11 AT\+MIPSTART="broker\.example","1883"␍␊$/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/ ← 11 (?:␍␊)?CONNECT OK␍␊  — connected to the broker$/),
    );
    expect(text).toContain('AT+MCONFIG="wis-');
    expect(text).toContain('"user","***"');
    expect(text).not.toContain('"secret"');
    await context.close();
  });

  test('says in words what a code means: in the row, in the step, in the reason and in the line in full', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:words?speed=instant&fault=connack-refused:4');
    const words = '— the broker does not know this user name or password';
    // What is asked after the failure has moved it out of sight.
    await page.getByLabel('Search').fill('CONNACK');
    const row = page.getByRole('log').getByText(words);
    await row.click();
    await expect.poll(() => page.getByText(words).count()).toBe(4);
    await expect.poll(async () => (await row.boundingBox())?.height).toBeLessThanOrEqual(20);
    await context.close();
  });

  test('is exported as JSON Lines: the facts as they are, and every byte', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:json?speed=instant');
    const { name, text } = await exported(page, /JSON Lines/);
    expect(name).toMatch(/\.jsonl$/);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => jsonLine.parse(JSON.parse(line)));
    expect(lines[0]).toMatchObject({ type: 'run.started', purpose: 'bring_up' });
    expect(lines.filter(({ type }) => type === 'run.finished')).toHaveLength(1);
    const sent = lines.filter((line) => line.type === 'bytes' && line['direction'] === 'sent');
    const bytes = Buffer.from(sent.map((line) => line['hex']).join(''), 'hex').toString('latin1');
    expect(bytes).toMatch(/^AT\r\n/);
    expect(bytes).toContain('AT+MDISCONNECT\r\n');
    expect(text).not.toContain('"secret\\"');
    await context.close();
  });

  test('is filtered by direction and searched, and shown in HEX', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:filter?speed=instant');
    const log = page.getByRole('log');
    await page.getByRole('button', { name: 'Sent', exact: true }).click();
    await page.getByLabel('Search').fill('mipstart');
    await expect.poll(() => log.innerText()).toMatch(/AT\+MIPSTART/);
    await expect.poll(() => log.innerText()).not.toMatch(/CONNECT OK|AT\+CREG/);
    await page.getByRole('button', { name: 'HEX', exact: true }).click();
    await expect.poll(() => log.innerText()).toMatch(/41 54 2B 4D 49 50/);
    await page.getByRole('button', { name: 'HEX', exact: true }).click();
    await page.getByLabel('Search').fill('');
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await context.close();
  });

  test('shows the line behind a row of the step’s detail', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:target?speed=instant');
    await page.locator('button[data-step="1"]').click();
    await page.getByRole('group', { name: 'Attempt 1' }).getByRole('button').first().click();
    await expect.poll(() => page.locator('[data-aimed]').innerText()).toMatch(/AT/);
    await expect
      .poll(() => page.getByRole('button', { name: 'Follow', exact: true }).getAttribute('aria-pressed'))
      .toBe('false');
    await context.close();
  });

  test('keeps an old run as it was, under a banner, with nothing that could touch the unit', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:old?speed=instant&fault=no-sim');
    await openFromHistory(page, 'sim:old?');
    expect(await verdict(page)).toMatch(/FAILED · at step 4/);
    expect(await page.getByLabel('AT command').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Run again from here' }).count()).toBe(0);
    await expect.poll(() => page.getByRole('log').innerText()).toContain('AT+CPIN?');
    await page.getByRole('button', { name: 'Back to the bench', exact: true }).click();
    await expect.poll(() => page.locator('[data-old-run]').count()).toBe(0);
    await context.close();
  });
});

describe('the console', () => {
  test('sends a typed command and shows the answer; a typed secret is shown nowhere', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:console?speed=instant&fault=sim-pin:4711');
    const line = page.getByLabel('AT command');
    await line.fill('AT+CSQ');
    await line.press('Enter');
    const log = page.getByRole('log');
    await expect.poll(() => log.innerText()).toMatch(/\+CSQ: \d+,\d+/);
    await line.fill('AT+CPIN="4711"');
    await line.press('Enter');
    await expect.poll(() => log.innerText()).toContain('AT+CPIN="***"');
    await expect.poll(() => line.inputValue()).toBe('');
    expect(await page.locator('body').innerText()).not.toContain('4711"');
    await line.press('ArrowUp');
    await expect.poll(() => line.inputValue()).toBe('AT+CSQ');
    await context.close();
  });

  test('gives the port to a run that is started, and its lines stay on the screen', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:handover?speed=instant');
    await page.getByLabel('AT command').fill('ATI');
    await page.getByLabel('AT command').press('Enter');
    const log = page.getByRole('log');
    await expect.poll(() => log.innerText()).toContain('ATI');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    expect(await verdict(page)).toMatch(/^PASSED/);
    await page.getByLabel('Search').fill('ATI');
    await expect.poll(() => log.innerText()).toContain('ATI');
    await context.close();
  });

  test('says why nothing can be typed while a run owns the port', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:owned?fault=never-registers');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const line = page.getByLabel('AT command');
    await expect.poll(() => line.isDisabled()).toBe(true);
    await expect
      .poll(() => line.getAttribute('placeholder'))
      .toBe('The run owns the port. Pause or stop it to type.');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await verdict(page);
    await context.close();
  });
});
