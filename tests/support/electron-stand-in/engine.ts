import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../browser.ts';
import type { Machine } from './happenings.ts';

/** The browser behind the windows. */

let browser: Browser | null = null;
let page: Page | null = null;
/** Pages of a world without scripts, for what is put onto paper: made ahead, for a window is there at once. */
const paper: Page[] = [];
const PAPER_AHEAD = 2;

/** Electron tells a page when the other end of its port is gone; a plain browser has to be told to. */
const PORTS_TELL = '--enable-blink-features=MessagePortCloseEvent';

export async function startEngine({ dark, locale }: Machine): Promise<void> {
  browser = await launchBrowser([PORTS_TELL]);
  const context = await browser.newContext({ colorScheme: dark ? 'dark' : 'light', locale });
  page = await context.newPage();
  for (let count = 0; count < PAPER_AHEAD; count += 1) paper.push(await newPaper(browser));
}

async function newPaper(from: Browser): Promise<Page> {
  const context = await from.newContext({ javaScriptEnabled: false });
  return await context.newPage();
}

/** A page for a window that runs no script; the next one is made at once. */
export function takePaper(): Page {
  const taken = paper.shift();
  if (taken === undefined || browser === null) throw new Error('no page for paper is there yet');
  void newPaper(browser).then((made) => paper.push(made));
  return taken;
}

/** The page for the one window that the program opens. */
export function takePage(): Page {
  if (page === null) throw new Error('a window before the program is ready');
  return page;
}

export async function stopEngine(): Promise<void> {
  await browser?.close();
}
