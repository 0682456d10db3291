import type { Page } from 'playwright';

/** What is measured of the log inside of a page. Each function is sent to the page as it stands. */

/** What was seen between `watchMotion` and `motionSeen`. */
export interface Motion {
  /** Milliseconds from frame to frame. */
  readonly frames: readonly number[];
  /** Milliseconds of the longest task; tasks under 50 ms have no name of their own and count as 0. */
  readonly longestTaskMs: number;
  /** Frames in which a row in sight was still a blank. */
  readonly blankFrames: number;
}

/** From now on notes every frame and the longest task. */
export function watchMotion(page: Page): Promise<void> {
  return page.evaluate(() => {
    const frames: number[] = [];
    const seen = { frames, longestTaskMs: 0, blankFrames: 0 };
    let isOver = false;
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
    });
    tasks.observe({ type: 'longtask' });
    let before = performance.now();
    const frame = (now: number) => {
      // Two of the first callbacks may be of the same frame.
      if (now > before) frames.push(now - before);
      before = now;
      if (document.querySelector('[role=log] [class*=blank]') !== null) seen.blankFrames += 1;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(frame);
    });
    Object.assign(globalThis, {
      benchMotion: () => {
        isOver = true;
        tasks.disconnect();
        return seen;
      },
    });
  });
}

/** Ends `watchMotion`. */
export function motionSeen(page: Page): Promise<Motion> {
  return page.evaluate('benchMotion()');
}

/**
 * From now on notes when something was pressed or typed, and when the rows that came of it had been painted: those whose
 * number, in the grid's `aria-rowcount`, is another one.
 */
export function watchRowCount(page: Page): Promise<void> {
  return page.evaluate(() => {
    let actedAt = 0;
    let waiting: ((ms: number) => void) | null = null;
    const rows = () => document.querySelector('[role=log] [role=grid]')?.getAttribute('aria-rowcount') ?? '0';
    let before = rows();
    const acted = () => {
      actedAt = performance.now();
    };
    for (const type of ['input', 'click']) document.addEventListener(type, acted, { capture: true });
    new MutationObserver(() => {
      if (waiting === null || rows() === before) return;
      const done = waiting;
      waiting = null;
      // The frame that shows it is done when the task after it begins.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => done(performance.now() - actedAt));
        port1.start();
        port2.postMessage(null);
      });
    }).observe(document.querySelector('[role=log]') ?? document.body, {
      subtree: true,
      attributes: true,
      childList: true,
    });
    Object.assign(globalThis, {
      benchRows: () => {
        before = rows();
        const painted = new Promise<number>((resolve, reject) => {
          waiting = resolve;
          setTimeout(() => reject(new Error('the same rows as before')), 30_000);
        });
        return { painted };
      },
    });
  });
}

/** Milliseconds from what `act` presses or types to other rows on the screen. */
export async function untilOtherRows(page: Page, act: () => Promise<void>): Promise<number> {
  const waiting = await page.evaluateHandle('benchRows()');
  await act();
  return await page.evaluate((handle) => Reflect.get(Object(handle), 'painted'), waiting);
}
