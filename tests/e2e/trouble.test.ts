import type { WebSocketRoute } from 'playwright';
import { describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { benchOfFile } from './support/bench-of-file.ts';
import { serveModule } from './support/module.ts';
import { startService } from './support/service.ts';
import {
  enterPort,
  historyRow,
  openWindow,
  runOn,
  runWaiting,
  stepRow,
  usable,
  verdict,
} from './support/window.ts';

const bench = benchOfFile();

describe('a port', () => {
  test('that does not exist has its sentence, its code and the next action, and judges no unit', async () => {
    const { page, context } = await bench().open();
    expect(await runOn(page, '/dev/ttyUSB97')).toMatch(/^COULD NOT JUDGE/);
    const trouble = page.getByRole('alert').first();
    await expect.poll(() => trouble.innerText()).toContain('does not exist');
    await expect.poll(() => trouble.innerText()).toContain('Plug the adapter in');
    await context.close();
  });

  test('that is silent ends at step 1 with where to look', async () => {
    const { page, context } = await bench().open();
    await enterPort(page, 'sim:silent?fault=no-answer');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect.poll(() => stepRow(page, 1).getAttribute('data-status')).toMatch(/running|waiting/);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await verdict(page);
    await context.close();
  });

  test('that is pulled in mid-run ends the run, keeps the log, and can be used again when it is back', async () => {
    const module = await serveModule('never-registers');
    const { page, context } = await bench().open();
    await runWaiting(page, module.address);
    await module.close();
    expect(await verdict(page)).toMatch(/^COULD NOT JUDGE · at step 5/);
    await expect.poll(() => page.getByRole('alert').first().innerText()).toMatch(/again/);
    await expect.poll(() => page.getByRole('log').innerText()).toContain('Port lost');
    const again = await serveModule(null, module.port);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect.poll(() => verdict(page), { timeout: 25_000 }).toMatch(/^PASSED/);
    await again.close();
    await context.close();
  });

  test('that cannot be one is refused with what is wrong, and the old one stays chosen', async () => {
    const { page, context } = await bench().open();
    await page.getByRole('button', { name: 'Choose the port' }).click();
    await page.getByRole('menuitem', { name: 'Enter a port …' }).click();
    await page.getByLabel('Address').fill('tcp://127.0.0.1');
    await page.getByRole('button', { name: 'Use this port' }).click();
    await expect.poll(() => page.getByRole('dialog').innerText()).toContain('the TCP port is missing');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await context.close();
  });
});

describe('a line to the service that breaks', () => {
  test('is taken up again in the middle of a run, with nothing missing', async () => {
    const context = await bench().browser.newContext();
    const page = await context.newPage();
    const lines: WebSocketRoute[] = [];
    await page.routeWebSocket(/\/rpc$/, (line) => {
      line.connectToServer();
      lines.push(line);
    });
    await page.goto(bench().service.url);
    await usable(page);
    await runWaiting(page, 'sim:broken-line?fault=never-registers');
    await lines[0]?.close();
    await page.getByRole('alert').filter({ hasText: 'The service has stopped' }).waitFor();
    await usable(page);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await verdict(page)).toMatch(/^CANCELLED · at step 5/);
    expect(lines.length).toBeGreaterThan(1);
    await context.close();
  });
});

describe('a service that goes away', () => {
  test('is missed when an old run is asked for: an empty checklist would say that nothing happened', async () => {
    const service = await startService();
    const browser = await launchBrowser();
    const { page } = await openWindow(browser, service.url);
    await runOn(page, 'sim:lost-old?speed=instant');
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await historyRow(page, 'sim:lost-old').waitFor();
    await service.kill();
    await page.getByRole('alert').filter({ hasText: 'The service has stopped' }).waitFor();
    await historyRow(page, 'sim:lost-old').locator('[data-status]').first().click();
    await page.getByText('The service could not be reached; nothing was done.').waitFor();
    expect(await page.locator('[data-old-run]').count()).toBe(0);
    await historyRow(page, 'sim:lost-old').waitFor();
    // Nor is anything being read.
    await page.getByRole('button', { name: 'Bench', exact: true }).click();
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await page.getByRole('main').getByText('The service cannot be reached').waitFor();
    await browser.close();
    await service.close();
  });

  test('leaves the log on the screen, and says why nothing of it can be exported right now', async () => {
    const service = await startService();
    const browser = await launchBrowser();
    const { page, complaints } = await openWindow(browser, service.url);
    await runWaiting(page, 'sim:lost-live?fault=never-registers');
    await service.kill();
    await page.getByRole('alert').filter({ hasText: 'The service has stopped' }).waitFor();
    await expect.poll(() => page.getByRole('log').innerText()).toContain('AT+CREG?');
    await expect.poll(() => page.getByRole('button', { name: 'Stop', exact: true }).isDisabled()).toBe(true);
    expect(complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
    await page.getByRole('button', { name: 'Export…' }).click();
    const menu = page.getByRole('menu');
    await expect.poll(() => menu.innerText()).toContain('Everything is in the record');
    for (const item of await menu.getByRole('menuitem').all())
      await expect.poll(() => item.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await browser.close();
    await service.close();
  });
});
