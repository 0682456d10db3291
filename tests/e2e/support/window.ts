import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { type Service, startService } from './service.ts';

export interface WindowOptions {
  readonly theme?: 'light' | 'dark';
  readonly locale?: 'en-GB' | 'zh-CN';
  readonly width?: number;
  readonly height?: number;
  /** Done to the page before it is opened. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A window on a service, as a person has it. */
export interface BenchWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page's policy refused, and what was thrown in the page, so far. */
  readonly complaints: readonly string[];
}

/** A service and a browser for the tests of a file. */
export interface Bench {
  readonly service: Service;
  readonly browser: Browser;
  /** Opens a window of a person of its own: no cookie, no memory. */
  open(options?: WindowOptions): Promise<BenchWindow>;
  close(): Promise<void>;
}

/** Starts service and browser; `close` them. */
export async function openBench(): Promise<Bench> {
  const [service, browser] = await Promise.all([startService(), launchBrowser()]);
  return {
    service,
    browser,
    open: (options) => openWindow(browser, service.url, options),
    close: async () => {
      await browser.close();
      await service.close();
    },
  };
}

/** Opens a page of the service in a new context and waits until it can be used. */
export async function openWindow(
  browser: Browser,
  url: string,
  { theme = 'light', locale = 'en-GB', width = 1280, height = 720, prepare }: WindowOptions = {},
): Promise<BenchWindow> {
  const context = await browser.newContext({ colorScheme: theme, locale, viewport: { width, height } });
  // Less than a test has: what was waited for is named then.
  context.setDefaultTimeout(20_000);
  // What the policy refuses is not always written to the console.
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  const page = await context.newPage();
  const complaints = listen(page);
  await prepare?.(page);
  await page.goto(url);
  await usable(page);
  return { page, context, complaints };
}

/** Resolves when the page has heard its service. */
export async function usable(page: Page): Promise<void> {
  await page.locator('nav[data-service="up"]').waitFor();
}

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(`${fault.message}\n${fault.stack ?? ''}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
}

/** Chooses an address that is typed in. */
export async function enterPort(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose the port' }).click();
  await page.getByRole('menuitem', { name: 'Enter a port …' }).click();
  await page.getByLabel('Address').fill(address);
  await page.getByRole('button', { name: 'Use this port' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** The row of a step in the checklist. */
export const stepRow = (page: Page, number: number): Locator => page.locator(`button[data-step="${number}"]`);

/** The statuses of the 19 rows, in their order. */
export const stepStatuses = (page: Page): Promise<readonly (string | null)[]> =>
  page.locator('button[data-step]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-status')));

/** Resolves with the verdict's text once the run is over. */
export async function verdict(page: Page): Promise<string> {
  const card = page.locator('[data-verdict]');
  await card.and(page.locator('[data-over="true"]')).waitFor({ timeout: 25_000 });
  return await card.innerText();
}

/** Runs to the end on a port, and gives the verdict's text. */
export async function runOn(page: Page, address: string): Promise<string> {
  await enterPort(page, address);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  return await verdict(page);
}

/** Opens the newest run of the history with these words in its row. */
export async function openFromHistory(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await historyRow(page, words).locator('[data-status]').first().click();
  await page.locator('[data-old-run]').waitFor();
}

/** The newest run of the history with these words in its row. */
export const historyRow = (page: Page, words: string): Locator =>
  page.locator('[data-run]').filter({ hasText: words }).first();

/** Starts a run that waits for the network; the module must be one that never registers. */
export async function runWaiting(page: Page, address: string): Promise<void> {
  await enterPort(page, address);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await stepRow(page, 5).and(page.locator('[data-status=waiting]')).waitFor({ timeout: 15_000 });
}

/** A window without complaints. */
export function expectNoComplaints({ complaints }: BenchWindow): void {
  expect(complaints).toEqual([]);
}
