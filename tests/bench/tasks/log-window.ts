import type { Browser, Locator, Page } from 'playwright';
import { startService } from '../../e2e/support/service.ts';
import { enterPort, openWindow } from '../../e2e/support/window.ts';
import { launchBrowser } from '../../support/browser.ts';
import buildPage from '../../support/build-page.ts';
import type { Samples } from '../child.ts';
import { type Flood, flood } from '../window/flood.ts';
import {
  type Motion,
  motionSeen,
  untilOtherRows,
  watchMotion,
  watchRowCount,
} from '../window/log-in-page.ts';
import { recordLongRun } from '../window/long-run.ts';
import { heapMb, processMb } from '../window/page-memory.ts';
import { withTemporaryFolder } from './station.ts';

const ENTRIES = 1_000_000;
/** Turns of the wheel, and steps in which the bar is dragged from one end to the other. */
const WHEEL_TURNS = 200;
const WHEEL_PX = 120;
const DRAG_STEPS = 150;
const PAUSE_MS = 16;
/** How often a filter is set and taken back. */
const ROUNDS = 3;
const FOLLOW_LINES_PER_S = 5000;
const FOLLOW_S = 10;

/** The log of a million entries in a real browser, and one that grows by 5,000 lines a second. */
export async function measureLogWindow(): Promise<Samples> {
  await buildPage();
  const browser = await launchBrowser([], ['--hide-scrollbars']);
  try {
    return { ...(await millionEntries(browser)), ...(await following(browser)) };
  } finally {
    await browser.close();
  }
}

function millionEntries(browser: Browser): Promise<Samples> {
  return onWindow(
    browser,
    (folder) => recordLongRun(folder, ENTRIES),
    async (page) => {
      const emptyHeapMb = await heapMb(page);
      const firstRowsMs = await openLongRun(page);
      const wheel = await watching(page, () => turnWheel(page));
      const drag = await watching(page, () => dragBar(page));
      return {
        emptyHeapMb: [emptyHeapMb],
        firstRowsMs: [firstRowsMs],
        wheelFps: framesPerSecond(wheel),
        wheelTaskMs: [wheel.longestTaskMs],
        dragFps: framesPerSecond(drag),
        dragTaskMs: [drag.longestTaskMs],
        blankFrames: [wheel.blankFrames + drag.blankFrames],
        ...(await filterTimes(page)),
        heapMb: [await heapMb(page)],
        processMb: [await processMb(browser)],
      };
    },
  );
}

/** A window on a service of its own, whose data folder is prepared first. */
function onWindow(
  browser: Browser,
  prepare: (folder: string) => Promise<void>,
  measure: (page: Page) => Promise<Samples>,
): Promise<Samples> {
  return withTemporaryFolder(async (folder) => {
    await prepare(folder);
    const service = await startService(0, folder);
    try {
      const { page, context } = await openWindow(browser, service.url, { width: 1600, height: 900 });
      const samples = await measure(page);
      await context.close();
      return samples;
    } finally {
      await service.close();
    }
  });
}

const framesPerSecond = ({ frames }: Motion): readonly number[] => frames.map((ms) => 1000 / ms);

/** From the click in the history to the first rows. */
async function openLongRun(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'History', exact: true }).click();
  const row = page.locator('[data-run]').first();
  await row.waitFor();
  const beganMs = performance.now();
  await row.locator('[data-status]').first().click();
  await rowsOf(page).first().waitFor({ timeout: 60_000 });
  const tookMs = performance.now() - beganMs;
  await page
    .getByRole('status')
    .filter({ hasText: 'Reading the record' })
    .waitFor({ state: 'detached', timeout: 120_000 });
  return tookMs;
}

const rowsOf = (page: Page): Locator => page.getByRole('log').getByRole('row');
const gridOf = (page: Page): Locator => page.getByRole('grid', { name: 'Lines of the log' });

async function watching(page: Page, act: () => Promise<void>): Promise<Motion> {
  await watchMotion(page);
  await act();
  return await motionSeen(page);
}

async function turnWheel(page: Page): Promise<void> {
  await gridOf(page).hover();
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
    await page.mouse.wheel(0, turn % 50 < 40 ? -WHEEL_PX : WHEEL_PX);
    await page.waitForTimeout(PAUSE_MS);
  }
}

/** From the end to the beginning. */
async function dragBar(page: Page): Promise<void> {
  await gridOf(page).press('End');
  const box = await gridOf(page).boundingBox();
  if (box === null) throw new Error('no log');
  const x = box.x + box.width - 6;
  await page.mouse.move(x, box.y + box.height - 22);
  await page.mouse.down();
  for (let step = 1; step <= DRAG_STEPS; step += 1) {
    await page.mouse.move(x, box.y + box.height - 22 - (step / DRAG_STEPS) * (box.height - 40));
    await page.waitForTimeout(PAUSE_MS);
  }
  await page.mouse.up();
}

/** From a key, or a click, to the rows that it leaves. */
async function filterTimes(page: Page): Promise<Samples> {
  await watchRowCount(page);
  const search = page.getByLabel('Search');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const [text, keys, pattern, direction, unsolicited, step]: number[][] = [[], [], [], [], [], []];
  const timed = async (into: number[] | undefined, act: () => Promise<void>) => {
    into?.push(await untilOtherRows(page, act));
  };
  const all = () => untilOtherRows(page, () => button('Show all').click());
  for (let round = 0; round < ROUNDS; round += 1) {
    await timed(text, () => search.fill(`+CSQ: ${round + 7},`));
    await all();
    for (const key of ['1', '2']) await timed(keys, () => search.press(key));
    await all();
    await button('Regular expression').click();
    await timed(pattern, () => search.fill(`CSQ: (${round}|1${round}),0$`));
    await all();
    await timed(direction, () => button('Sent').click());
    await all();
    await timed(unsolicited, () => button('Unsolicited').click());
    await all();
    await button('Step').click();
    await timed(step, () => page.getByRole('menuitem', { name: '6 GPRS attach' }).click());
    await all();
  }
  return {
    textMs: text ?? [],
    keysMs: keys ?? [],
    patternMs: pattern ?? [],
    directionMs: direction ?? [],
    unsolicitedMs: unsolicited ?? [],
    stepMs: step ?? [],
  };
}

/** The newest rows of a console whose module says 5,000 lines a second. */
async function following(browser: Browser): Promise<Samples> {
  const module = await flood(FOLLOW_LINES_PER_S);
  try {
    return await onWindow(
      browser,
      async () => {},
      (page) => follow(page, module),
    );
  } finally {
    module.close();
  }
}

async function follow(page: Page, module: Flood): Promise<Samples> {
  await enterPort(page, module.address);
  await page.getByLabel('AT command').fill('AT');
  await page.getByLabel('AT command').press('Enter');
  await rowsOf(page).first().waitFor();
  await page.waitForTimeout(1000);
  const beginHeapMb = await heapMb(page);
  const saidBefore = module.said();
  const behind: number[] = [];
  const motion = await watching(page, async () => {
    for (let second = 0; second < FOLLOW_S; second += 1) {
      await page.waitForTimeout(1000);
      behind.push(module.said() - (await newestShown(page)));
    }
  });
  return {
    followFps: framesPerSecond(motion),
    followTaskMs: [motion.longestTaskMs],
    followBlankFrames: [motion.blankFrames],
    followLinesPerS: [(module.said() - saidBefore) / FOLLOW_S],
    followBehind: behind,
    beginHeapMb: [beginHeapMb],
    followHeapMb: [await heapMb(page)],
  };
}

/** The number in the newest line that is on the screen; a flood has notes in between. */
async function newestShown(page: Page): Promise<number> {
  const text = await gridOf(page).innerText();
  return Number([...text.matchAll(/bench\/(\d+)/g)].at(-1)?.[1] ?? 0);
}
