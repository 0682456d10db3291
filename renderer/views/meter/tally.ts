import { dbm } from '../../../shared/signal.ts';
import type { RunState } from '../../../shared/run-state.ts';

/** A measured signal; `elapsedMs` counts from the beginning of its run. */
export type Reading = RunState['signal'][number];

/** What was measured since the meter was opened. Grows with every reading, keeps none of them. */
export interface Tally {
  readonly runId: string | null;
  /** Of the newest reading that is in it. */
  readonly untilMs: number;
  /** CSQ, 0 to 31; null before the first reading that says something. */
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly sum: number;
  /** Readings that say something: all but 99. */
  readonly known: number;
  readonly count: number;
}

/** Nothing measured yet, beginning behind the newest reading of a run. */
export function emptyTally(runId: string | null, readings: readonly Reading[]): Tally {
  const untilMs = readings.at(-1)?.elapsedMs ?? -1;
  return { runId, untilMs, lowest: null, highest: null, sum: 0, known: 0, count: 0 };
}

/** Takes the readings that are new; the same tally where there are none. Another run goes on with its own time. */
export function tallied(tally: Tally, runId: string | null, readings: readonly Reading[]): Tally {
  const from = tally.runId === runId ? tally.untilMs : -1;
  const fresh = readings.filter(({ elapsedMs }) => elapsedMs > from);
  if (fresh.length === 0) return tally.runId === runId ? tally : { ...tally, runId, untilMs: from };
  const known = fresh.map(({ rssi }) => rssi).filter((rssi) => rssi !== UNKNOWN);
  const most = (pick: (...values: number[]) => number, so: number | null) =>
    known.length === 0 ? so : pick(...known, ...(so === null ? [] : [so]));
  return {
    runId,
    untilMs: fresh.at(-1)?.elapsedMs ?? from,
    lowest: most(Math.min, tally.lowest),
    highest: most(Math.max, tally.highest),
    sum: known.reduce((sum, rssi) => sum + rssi, tally.sum),
    known: tally.known + known.length,
    count: tally.count + fresh.length,
  };
}

const UNKNOWN = 99;

/** The mean power in dBm, to a whole one; null where nothing is known. */
export function averagePower({ sum, known }: Tally): number | null {
  return known === 0 ? null : Math.round(-113 + (2 * sum) / known);
}

/** Milliseconds that the trace of the meter goes back. */
export const TRACE_MS = 120_000;

export interface TracePoint {
  /** Seconds before the newest reading, 0 or less. */
  readonly at: number;
  /** dBm; null for what is unknown, which leaves a gap. */
  readonly power: number | null;
}

/** The readings of the last two minutes. */
export function traceOf(readings: readonly Reading[]): readonly TracePoint[] {
  const newest = readings.at(-1)?.elapsedMs ?? 0;
  return readings
    .filter(({ elapsedMs }) => elapsedMs > newest - TRACE_MS)
    .map(({ elapsedMs, rssi }) => ({ at: (elapsedMs - newest) / 1000, power: dbm({ rssi, ber: 99 }) }));
}

/** The places of the lowest and the highest point of a trace: the newest of several. */
export function extremes(
  trace: readonly TracePoint[],
): { readonly low: number; readonly high: number } | null {
  let [low, high] = [-1, -1];
  const power = (index: number) => trace[index]?.power ?? null;
  for (const [index, { power: here }] of trace.entries()) {
    if (here === null) continue;
    if (here <= (power(low) ?? here)) low = index;
    if (here >= (power(high) ?? here)) high = index;
  }
  return low < 0 ? null : { low, high };
}
