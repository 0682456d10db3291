import type { Page } from 'playwright';

/** What is measured inside of a page. Each function is sent to the page as it stands, and uses nothing around it. */

export interface Motion {
  /** Milliseconds from frame to frame. */
  readonly frames: readonly number[];
  /** Milliseconds of the longest task; tasks under 50 ms have no name of their own and count as 0. */
  readonly longestTaskMs: number;
}

/** Scrolls the log through its whole length, a good screen a frame, and watches the frames. */
export function scrollThrough(page: Page, screens: number): Promise<Motion> {
  return page.evaluate(async (count) => {
    const log = document.querySelector<HTMLElement>('[role=log] [role=grid]');
    if (log === null) throw new Error('no log');
    let longestTaskMs = 0;
    const watch = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    watch.observe({ type: 'longtask' });
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const step = log.scrollHeight / count;
    log.scrollTop = 0;
    await frame();
    const frames: number[] = [];
    let before = await frame();
    for (let at = 0; at < count; at += 1) {
      log.scrollTop += step;
      const now = await frame();
      frames.push(now - before);
      before = now;
    }
    watch.disconnect();
    return { frames, longestTaskMs };
  }, screens);
}

/** The frames of a page on which nothing moves. */
export function idleFrames(page: Page, count: number): Promise<readonly number[]> {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const frames: number[] = [];
    let before = await frame();
    for (let at = 0; at < wanted; at += 1) {
      const now = await frame();
      frames.push(now - before);
      before = now;
    }
    return frames;
  }, count);
}

/** From now on notes when rows of the checklist have been painted as passed, and the longest task. */
export function watchRows(page: Page): Promise<void> {
  return page.evaluate(() => {
    const painted: Record<string, number> = {};
    let longestTaskMs = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    }).observe({ type: 'longtask' });
    const list = document.querySelector('nav ol')?.closest('nav');
    if (list === null || list === undefined) throw new Error('no checklist');
    new MutationObserver(() => {
      for (const row of list.querySelectorAll('[data-step][data-status=passed]')) {
        const step = row.getAttribute('data-step') ?? '';
        if (painted[step] !== undefined) continue;
        painted[step] = 0;
        // The frame that shows it is done when the task after it begins.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => {
            painted[step] = performance.timeOrigin + performance.now();
          });
          port1.start();
          port2.postMessage(null);
        });
      }
    }).observe(list, { subtree: true, attributes: true, childList: true });
    Object.assign(globalThis, { benchWatch: () => ({ painted, longestTaskMs }) });
  });
}

/** What `watchRows` has seen: times since 1970 by step, and the longest task. */
export function watched(
  page: Page,
): Promise<{ readonly painted: Readonly<Record<string, number>>; readonly longestTaskMs: number }> {
  return page.evaluate('benchWatch()');
}
