import { createWindowStore, runWith, unreadRun } from '../../../renderer/store/window-store.ts';
import type { ShownRun, WindowState } from '../../../renderer/store/window-state.ts';
import type { BayInfo } from '../../../shared/contract.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import type { TracePiece } from '../../../shared/log/log-entry.ts';
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
  return runWith(unreadRun(runId), { events, trace, seq: events.length, ordinal: trace.length, more: false });
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
