import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../browser.ts';
import type { Machine } from './happenings.ts';

/** The browser behind the windows. */

let browser: Browser | null = null;
let page: Page | null = null;

/** Electron tells a page when the other end of its port is gone; a plain browser has to be told to. */
const PORTS_TELL = '--enable-blink-features=MessagePortCloseEvent';

export async function startEngine({ dark, locale }: Machine): Promise<void> {
  browser = await launchBrowser([PORTS_TELL]);
  const context = await browser.newContext({ colorScheme: dark ? 'dark' : 'light', locale });
  page = await context.newPage();
}

/** The page for the one window that the program opens. */
export function takePage(): Page {
  if (page === null) throw new Error('a window before the program is ready');
  return page;
}

export async function stopEngine(): Promise<void> {
  await browser?.close();
}
