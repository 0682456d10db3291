import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { historyRow, runOn } from './support/window.ts';

const bench = benchOfFile();

const NO_ACCESS_POINT = [
  'TX: AT+CGATT?\r\nRX: +CGATT: 1\r\nRX: OK',
  'TX: AT+CSTT="net"\r\nRX: +CME ERROR: operation not allowed',
  'TX: AT+CIICR\r\nRX: +CME ERROR: operation not allowed\r\n',
].join('\r\n');

const asFile = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

/** Chooses a file as the menu of ports offers it. */
async function chooseLog(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Port' }).first().click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: 'Open a log…' }).click(),
  ]);
  await chooser.setFiles(asFile(name, text));
}

/** Drops a file on the window. */
async function dropLog(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], fileName ?? ''));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await page.getByText('Drop the log of any serial program here').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

const banner = (page: Page) => page.locator('[data-opened-log]');
const verdict = (page: Page) => page.locator('[data-verdict]');

describe('a log of another program', () => {
  test('is chosen from the menu and shown as a run that is none', async () => {
    const { page, context, complaints } = await bench().open();
    await chooseLog(page, 'field.log', NO_ACCESS_POINT);
    await banner(page).waitFor();
    await expect.poll(() => banner(page).textContent()).toContain('OPENED LOG field.log');
    await expect.poll(() => verdict(page).textContent()).toContain('STUCK AT STEP 7');
    await page.getByText('AT+CSTT="net"').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('is dropped on the window, and closed again without a trace', async () => {
    const { page, context } = await bench().open();
    await runOn(page, 'sim:before?speed=instant');
    await dropLog(page, 'dropped.log', NO_ACCESS_POINT);
    await banner(page).waitFor();
    await expect.poll(() => verdict(page).textContent()).toContain('STUCK AT STEP 7');
    await page.getByRole('button', { name: 'Close the log' }).click();
    await banner(page).waitFor({ state: 'detached' });
    await expect.poll(() => verdict(page).textContent()).toContain('PASSED');
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await historyRow(page, 'sim:before').waitFor();
    expect(await page.getByText('dropped.log').count()).toBe(0);
    await context.close();
  });

  test('is refused in words when it is none', async () => {
    const { page, context } = await bench().open();
    await dropLog(page, 'letter.txt', 'Dear Sir,\n');
    await page.getByText('Not opened: letter.txt. No AT command in this file').waitFor();
    expect(await banner(page).count()).toBe(0);
    await context.close();
  });
});
