import type { Clock } from '../../../shared/clock.ts';
import { EMPTY_LOG, type LogHead, type LogView, type LogViewFault } from '../../../shared/log-view.ts';
import { NextNews } from '../next-news.ts';
import { readFault } from '../read-fault.ts';
import { TURN_MS, turn } from '../turn.ts';
import type { OpenLog } from './open-log.ts';
import type { View } from './view.ts';

/** A window paints sixty times a second; telling it more often would only fill the line. */
const FRAME_MS = 16;

/** How far a view of a log reaches: at once, and whenever that has changed; ends with the run, or with `signal`. */
export async function* followView(
  open: OpenLog,
  wanted: LogView,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<LogHead> {
  const news = new NextNews(signal);
  const stops = [open.follow(() => news.tell())];
  let view: View | null = null;
  let told: { readonly head: LogHead; readonly changes: number } | null = null;
  let toldMs = Number.NEGATIVE_INFINITY;
  try {
    await turn();
    while (!signal.aborted) {
      news.take();
      if (view === null && open.log !== null) {
        view = open.view(wanted);
        if (view !== null) stops.push(open.lookAt(view));
      }
      const isDone = view === null || updated(open, view);
      const isOver = isDone && open.isCaughtUp && !open.isLive;
      const waitMs = toldMs + FRAME_MS - clock.monotonic();
      const head = headOf(open, view, told?.changes ?? 0);
      const isNews = told === null || !isSame(head, told.head);
      if ((isNews && waitMs <= 0) || isOver) {
        told = { head, changes: view?.version ?? 0 };
        toldMs = clock.monotonic();
        yield head;
      }
      if (isOver) return;
      if (!isDone || (told === null && !open.isCaughtUp)) await turn();
      else if (isNews && waitMs > 0) await news.within(clock, waitMs);
      else await news.next();
    }
  } finally {
    for (const stop of stops) stop();
  }
}

/** Whether a view has taken in all there is; a record that can no longer be read has no more. */
function updated(open: OpenLog, view: View): boolean {
  try {
    return view.update(performance.now() + TURN_MS);
  } catch (error) {
    open.fail(readFault(error));
    return true;
  }
}

function headOf(open: OpenLog, view: View | null, changes: number): LogHead {
  const { log } = open;
  const rows = view?.length ?? 0;
  return {
    version: view?.stamp ?? 0,
    rows,
    unchanged: Math.min(rows, view?.changedSince(changes) ?? 0),
    entries: log?.columns.length ?? 0,
    percent: open.isCaughtUp ? (view?.percent() ?? null) : (log?.percent() ?? 0),
    live: open.isLive,
    fault: faultOf(open, view),
    summary: log?.summary() ?? EMPTY_LOG,
  };
}

function faultOf(open: OpenLog, view: View | null): LogViewFault | null {
  return open.fault === null ? (view?.fault ?? null) : { kind: 'record', fault: open.fault };
}

function isSame(one: LogHead, other: LogHead): boolean {
  return JSON.stringify({ ...one, unchanged: 0 }) === JSON.stringify({ ...other, unchanged: 0 });
}
