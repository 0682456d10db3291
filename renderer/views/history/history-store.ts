import { create } from 'zustand';
import type { RunQuery } from '../../../shared/history.ts';
import { ANY_TIME, limitsOf, type Period } from './period.ts';

/** Runs that can be marked, as many as can be exported by name. */
export const MOST_MARKED = 10_000;

/** Two runs that are held against each other. */
export interface Pair {
  readonly one: string;
  readonly other: string;
}

/** What is looked for in the record. It stays while the user is elsewhere in the window. */
export interface HistoryState {
  /** Times apart: they are said as a period. */
  readonly wanted: Omit<RunQuery, 'fromMs' | 'toMs'>;
  readonly period: Period;
  /** What is on its way into `wanted.search`. */
  readonly typed: string;
  /** Runs that were marked, by their ids. */
  readonly marked: ReadonlySet<string>;
  /** The row that the keyboard is at. */
  readonly active: number;
  /** Where the list was left. */
  readonly scrolledTo: number;
  readonly compared: Pair | null;
}

const EVERYTHING: HistoryState['wanted'] = {
  search: '',
  outcomes: [],
  step: null,
  profile: null,
  operator: null,
  network: null,
  purposes: [],
};

export const NOTHING_SOUGHT: HistoryState = {
  wanted: EVERYTHING,
  period: ANY_TIME,
  typed: '',
  marked: new Set(),
  active: 0,
  scrolledTo: 0,
  compared: null,
};

export const useHistory = create<HistoryState>(() => NOTHING_SOUGHT);

/** What is asked of the service. */
export function queryOf(
  { wanted, period }: Pick<HistoryState, 'wanted' | 'period'>,
  nowMs: number,
): RunQuery {
  return { ...wanted, search: wanted.search.trim(), ...limitsOf(period, nowMs) };
}

/** How many filters are at work, the search aside. */
export function filtersOn({ wanted, period }: Pick<HistoryState, 'wanted' | 'period'>): number {
  const { outcomes, step, profile, operator, network, purposes } = wanted;
  return [
    outcomes.length > 0,
    step !== null,
    profile !== null,
    operator !== null,
    network !== null,
    purposes.length > 0,
    period.kind !== 'any',
  ].filter(Boolean).length;
}

const AT_THE_TOP = { active: 0, scrolledTo: 0 };

/** Narrows the list down, or widens it. What was marked stays marked. */
export function seek(change: Partial<HistoryState['wanted']>): void {
  useHistory.setState(({ wanted }) => ({ wanted: { ...wanted, ...change }, ...AT_THE_TOP }));
}

export const seekPeriod = (period: Period): void => useHistory.setState({ period, ...AT_THE_TOP });

/** Looks for a text alone, as a click on a unit's number does. */
export function seekOnly(search: string): void {
  useHistory.setState({ wanted: { ...EVERYTHING, search }, typed: search, period: ANY_TIME, ...AT_THE_TOP });
}

/** Takes every filter away; `alsoSearch`: and the text. */
export function clearFilters(alsoSearch: boolean): void {
  const search = alsoSearch ? '' : useHistory.getState().wanted.search;
  useHistory.setState({
    wanted: { ...EVERYTHING, search },
    typed: search,
    period: ANY_TIME,
    ...AT_THE_TOP,
  });
}

/** Marks a run, or takes its mark away. */
export function toggleMark(id: string): void {
  useHistory.setState(({ marked }) => {
    const next = new Set(marked);
    if (!next.delete(id) && next.size < MOST_MARKED) next.add(id);
    return { marked: next };
  });
}

/** Marks many at once. */
export function mark(ids: readonly string[]): void {
  useHistory.setState(({ marked }) => ({ marked: new Set([...marked, ...ids].slice(0, MOST_MARKED)) }));
}

export const unmarkAll = (): void => useHistory.setState({ marked: new Set() });
export const compare = (compared: Pair | null): void => useHistory.setState({ compared });
