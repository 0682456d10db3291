import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { findings } from './support/axe.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, expectNoComplaints, runWaiting, verdict } from './support/window.ts';

const bench = benchOfFile();

const lineOf = (page: Page): Locator => page.getByRole('combobox', { name: 'AT command' });
const logOf = (page: Page): Locator => page.getByRole('log');

/** Puts a text into the line as the clipboard does. */
async function paste(page: Page, text: string): Promise<void> {
  await lineOf(page).focus();
  await lineOf(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Chooses a file to import a list from. */
async function importList(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('dialog').waitFor();
}

describe('a command that is typed', () => {
  test('is completed with Tab and explained, and Tab goes on where there is nothing to complete', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await enterPort(page, 'sim:completes?speed=instant');
    const line = lineOf(page);
    await line.pressSequentially('at+cga');
    const offers = page.getByRole('listbox', { name: 'Commands' });
    await expect.poll(() => offers.getByRole('option').first().innerText()).toContain('AT+CGATT?');
    expect(await findings(page)).toEqual([]);
    await line.press('Tab');
    await expect.poll(() => line.inputValue()).toBe('AT+CGATT?');
    await expect.poll(() => offers.count()).toBe(0);
    await page.getByText('Whether the data service is open').waitFor();
    await line.press('Enter');
    await expect.poll(() => logOf(page).innerText()).toMatch(/\+CGATT: [01]/);
    await line.press('Tab');
    await expect.poll(() => line.evaluate((element) => element === document.activeElement)).toBe(false);
    expectNoComplaints(window);
    await context.close();
  });

  test('is chosen with the arrows or a click; Enter without a choice sends what stands there', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:chooses?speed=instant');
    const line = lineOf(page);
    await line.pressSequentially('AT+CPIN');
    await line.press('ArrowDown');
    await line.press('ArrowDown');
    await line.press('Enter');
    await expect.poll(() => line.inputValue()).toBe('AT+CPIN="');
    await line.fill('AT+CRE');
    await page.getByRole('option').filter({ hasText: 'AT+CREG?' }).click();
    await expect.poll(() => line.inputValue()).toBe('AT+CREG?');
    await line.fill('AT');
    await line.press('Enter');
    await expect.poll(() => logOf(page).innerText()).toMatch(/OK/);
    await context.close();
  });

  test('comes back with the arrow up, the newest that begins with what is typed', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:recalls?speed=instant');
    const line = lineOf(page);
    for (const command of ['AT+CSQ', 'ATI', 'AT+CIMI']) {
      await line.fill(command);
      await line.press('Enter');
      await expect.poll(() => line.inputValue()).toBe('');
    }
    await line.fill('AT+CS');
    await line.press('ArrowUp');
    await expect.poll(() => line.inputValue()).toBe('AT+CSQ');
    await line.press('ArrowDown');
    await expect.poll(() => line.inputValue()).toBe('AT+CS');
    await context.close();
  });

  test('can be bytes: HEX, or text with control characters, shown before they go', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:bytes?speed=instant');
    const line = lineOf(page);
    await line.fill('hello^Z');
    await page.getByText('68 65 6C 6C 6F 1A').waitFor();
    await page.getByRole('button', { name: 'Type in HEX' }).click();
    await line.fill('41 5');
    await page.getByText('Half a byte').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
    await line.fill('41 54 49 0D');
    await line.press('Enter');
    await expect.poll(() => logOf(page).innerText()).toContain('WIS800C');
    await context.close();
  });
});

describe('a list of commands', () => {
  test('is pasted, and goes out one after the other', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:pastes?speed=instant');
    await paste(page, 'AT+CSQ\r\nATI\r\nAT+CGATT?\r\n');
    await page.getByRole('dialog', { name: 'Send 3 lines one after the other?' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const answer of [/\+CSQ: \d+/, /WIS800C/, /\+CGATT: [01]/])
      await expect.poll(() => logOf(page).innerText()).toMatch(answer);
    await context.close();
  });

  test('is imported, and stops where an answer is not as expected', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:imports?speed=instant');
    await importList(page, 'check.txt', '# first\nAT  # expect=OK\nAT+CSQ  # wait=2 expect=NEVER\nATI\n');
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('check');
    await page.getByRole('button', { name: 'Send 3' }).click();
    await page.getByText('Stopped: the answer does not have “NEVER”.').waitFor();
    await expect.poll(() => logOf(page).innerText()).toContain('+CSQ');
    expect(await logOf(page).innerText()).not.toContain('ATI');
    await context.close();
  });

  test('that cannot be read says which line is at fault, and is not sent', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:faulty?speed=instant');
    await importList(page, 'faulty.txt', 'AT\nATI # wiat=3\n');
    await page.getByText('Line 2: “wiat=3” is neither wait= nor expect=.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Send 0' }).isDisabled()).toBe(true);
    expect(await findings(page)).toEqual([]);
    await context.close();
  });

  test('is stored without its secrets, for every window; they are asked for when it is sent', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:unlocks?speed=instant&fault=sim-pin:4711');
    await importList(page, 'unlock.txt', 'AT+CPIN?\nAT+CPIN="4711"  # expect=OK\n');
    await page.getByText('Line 2: a PIN or password is never stored or exported.').waitFor();
    const exported = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export…' }).last().click();
    expect((await exported).suggestedFilename()).toBe('unlock.txt');
    expect(await readFile(await (await exported).path(), 'utf8')).toBe(
      'AT+CPIN?\nAT+CPIN="{ask}"  # expect=OK\n',
    );
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const settings = join(bench().service.dataFolder, 'settings.json');
    await expect.poll(() => readFile(settings, 'utf8')).toContain('{ask}');
    expect(await readFile(settings, 'utf8')).not.toContain('CPIN=\\"4711');

    const other = await bench().open();
    await enterPort(other.page, 'sim:unlocks?speed=instant&fault=sim-pin:4711');
    await other.page.getByRole('button', { name: 'Lists', exact: true }).click();
    await other.page.getByRole('menuitem', { name: 'unlock' }).click();
    const send = other.page.getByRole('button', { name: 'Send 2' });
    await expect.poll(() => send.isDisabled()).toBe(true);
    await other.page.getByLabel('Line 2 asks for a PIN or password').fill('4711');
    await send.click();
    await expect.poll(() => logOf(other.page).innerText()).toContain('As expected: OK');
    expect(await other.page.locator('body').innerText()).not.toContain('"4711"');
    await other.page.getByRole('button', { name: 'Lists', exact: true }).click();
    await other.page.getByRole('menuitem', { name: 'unlock' }).click();
    await other.page.getByRole('button', { name: 'Delete' }).click();
    await other.page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Lists', exact: true }).click();
    await page.getByText('None is stored yet.').waitFor();
    await context.close();
    await other.context.close();
  });
});

describe('a run that owns the port', () => {
  test('can be asked to pause, takes commands while it waits, and goes on', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:pauses');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('button', { name: 'Pause after this step' }).click();
    const line = lineOf(page);
    await expect.poll(() => line.isEnabled(), { timeout: 10_000 }).toBe(true);
    await expect.poll(() => line.getAttribute('placeholder')).toBe('AT command, typed into the run');
    await line.fill('AT+CGMM');
    await line.press('Enter');
    await expect.poll(() => logOf(page).innerText()).toContain('AT+CGMM');
    await page.getByRole('button', { name: /^Step \d+$/ }).click();
    expect(await verdict(page)).toMatch(/^PASSED/);
    await context.close();
  });
});

describe('the signal meter', () => {
  test('shows the signal until it is closed, and then gives the port back', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await enterPort(page, 'sim:meter');
    await page.getByRole('button', { name: 'Signal meter' }).click();
    const meter = page.getByRole('dialog', { name: 'Signal meter' });
    await expect.poll(() => meter.locator('output').innerText()).toMatch(/−\d+\s*dBm/);
    await expect.poll(() => meter.getByText('Readings').locator('..').innerText()).toMatch(/[1-9]/);
    await meter.getByRole('checkbox', { name: 'Tone' }).check();
    expect(await findings(page)).toEqual([]);
    await meter.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => page.getByRole('button', { name: 'Release port' }).count()).toBe(0);
    expectNoComplaints(window);
    await context.close();
  });

  test('shows the values of a run that owns the port, and says why it does not ask itself', async () => {
    const { page, context } = await bench().open();
    await runWaiting(page, 'sim:metered?fault=never-registers');
    await page.getByRole('button', { name: 'Signal meter' }).click();
    await page.getByText('A run owns the port, so the meter does not ask').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await verdict(page);
    await context.close();
  });
});
