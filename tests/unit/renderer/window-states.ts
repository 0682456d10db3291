import { createWindowStore, runWith, unreadRun } from '../../../renderer/store/window-store.ts';
import type { ShownRun, WindowState } from '../../../renderer/store/window-state.ts';
import type { BayInfo } from '../../../shared/contract.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import type { LogPage, TracePiece } from '../../../shared/log/log-entry.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import type { LogHead } from '../../../shared/log-view.ts';
import { summaryOf } from '../../support/log-double.ts';
import { numbered } from '../shared/run-events.ts';

/** A window before the service was heard, with something changed. */
export function windowState(change: Partial<WindowState> = {}): WindowState {
  return { ...createWindowStore().getState(), ...change };
}

/** A run of which this was read. */
export function readRun(
  runId: string,
  facts: readonly RunFact[],
  trace: readonly TracePiece[] = [],
): ShownRun {
  const events = numbered(facts).map((event): RunEvent => ({ ...event, runId }));
  const run = runWith(unreadRun(runId), { events, seq: events.length });
  return { ...run, log: headOfLog({ events, trace }) };
}

/** What a service says of a log that has this in it. */
function headOfLog(page: LogPage): LogHead {
  const book = new LogBook();
  book.append(page);
  const { length } = book.entries;
  return {
    version: book.version,
    rows: length,
    unchanged: 0,
    entries: length,
    percent: null,
    live: true,
    fault: null,
    summary: summaryOf(book),
  };
}

export const bay = (port: string, runId: string, change: Partial<BayInfo> = {}): BayInfo => ({
  port,
  runId,
  purpose: 'bring_up',
  live: true,
  bringUp: runId,
  typed: null,
  tools: [],
  ...change,
});
