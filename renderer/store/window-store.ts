import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunPage, StationNews } from '../../shared/contract.ts';
import type { OpenedRun } from '../../shared/contract/opening.ts';
import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../shared/diagnosis/evidence.ts';
import type { KeepingNews } from '../../shared/keeping.ts';
import { type LogFilter, NO_FILTER } from '../../shared/log/filter.ts';
import { DEFAULT_SETTINGS } from '../../shared/station.ts';
import { NO_USUAL_TIMES } from '../../shared/usual-time.ts';
import type { NoticeContent } from './notice.ts';
import type { ShownRun, StationState, WindowState } from './window-state.ts';

export type WindowStore = StoreApi<WindowState>;

/** Runs that stay on the screen of a port; older ones are in the list. */
const SEGMENTS_KEPT = 6;

const NO_STATION: StationState = {
  info: null,
  ports: [],
  profiles: [],
  settings: DEFAULT_SETTINGS,
  bays: [],
  recordFault: null,
  usual: NO_USUAL_TIMES,
  keeping: { logFault: null, removals: [] },
  faults: [],
};

/** What a window shows of a log when nobody says otherwise. */
export const WHOLE_LOG: LogFilter = { ...NO_FILTER, folded: true };

/** The state of one window, before the service was heard. */
export function createWindowStore(): WindowStore {
  return createStore<WindowState>(() => ({
    service: 'connecting',
    station: NO_STATION,
    chosen: { port: null, profileId: null, unit: '' },
    page: 'bench',
    segments: [],
    parked: {},
    openedRun: null,
    momentMs: null,
    past: null,
    selectedStep: null,
    log: { filter: WHOLE_LOG, hex: false, time: 'clock', follow: true, collapsed: false, target: null },
    profileField: null,
    discardedTries: [],
    brokerAsked: null,
    typedAhead: null,
    toolUsed: null,
    meterOpen: false,
    openedLog: null,
    reading: null,
    notices: [],
    toldRemovalsMs: 0,
    nowMs: 0,
  }));
}

/** Takes what the service told of the station. */
export function stationWith(station: StationState, news: StationNews): StationState {
  switch (news.kind) {
    case 'info':
      return { ...station, info: news.info };
    case 'ports':
      return { ...station, ports: news.ports };
    case 'profiles':
      return { ...station, profiles: news.profiles };
    case 'settings':
      return { ...station, settings: news.settings };
    case 'bays':
      return { ...station, bays: news.bays };
    case 'record':
      return { ...station, recordFault: news.fault };
    case 'usual':
      return { ...station, usual: news.times };
    case 'keeping':
      return { ...station, keeping: news.keeping };
  }
}

/** A run of which nothing was read yet. */
export function unreadRun(runId: string): ShownRun {
  return {
    runId,
    state: INITIAL_EVIDENCE.state,
    evidence: INITIAL_EVIDENCE,
    seq: 0,
    endMs: 0,
    log: null,
    reach: 'reading',
    fault: null,
  };
}

/** Takes a run as the service has folded it. */
export function runOpened(run: ShownRun, { evidence, seq, endMs }: OpenedRun): ShownRun {
  return { ...run, evidence, state: evidence.state, seq, endMs, fault: null };
}

/** Takes a page of a run's facts. */
export function runWith(run: ShownRun, { events, seq }: Pick<RunPage, 'events' | 'seq'>): ShownRun {
  const evidence = events.reduce<Evidence>(reduceEvidence, run.evidence);
  const endMs = events.reduce((latest, { elapsedMs }) => Math.max(latest, elapsedMs), run.endMs);
  return { ...run, evidence, state: evidence.state, seq, endMs, fault: null };
}

/** The segments with a run changed; a run that is not among them stands last. */
export function segmentsWith(segments: readonly ShownRun[], run: ShownRun): readonly ShownRun[] {
  return segments.some(({ runId }) => runId === run.runId)
    ? segments.map((each) => (each.runId === run.runId ? run : each))
    : [...segments, run].slice(-SEGMENTS_KEPT);
}

let lastNotice = 0;

/** Removals in a notice that nobody has dismissed; the page of records lists all. */
const REMOVALS_SHOWN = 4;

/** Shows a notice; one of the same kind is overtaken by it. */
export function notify(store: WindowStore, content: NoticeContent): void {
  lastNotice += 1;
  const notice = { ...content, id: lastNotice };
  store.setState(({ notices }) => ({
    notices: [...notices.filter(({ kind }) => kind !== content.kind), notice].slice(-4),
  }));
}

/** Tells of what was taken away since it was told last, and of a session log that cannot be written. */
export function tellKeeping(
  store: WindowStore,
  { logFault, removals }: KeepingNews,
  before: KeepingNews,
): void {
  if (logFault !== null && before.logFault === null) notify(store, { kind: 'log_fault', code: logFault });
  if (logFault === null) withdraw(store, ['log_fault']);
  const { toldRemovalsMs } = store.getState();
  const fresh = removals.filter(({ atMs }) => atMs > toldRemovalsMs);
  if (fresh.length === 0) return;
  const unread = store.getState().notices.flatMap((notice) => ('removals' in notice ? notice.removals : []));
  notify(store, { kind: 'removed', removals: [...fresh, ...unread].slice(0, REMOVALS_SHOWN) });
  store.setState({ toldRemovalsMs: Math.max(...fresh.map(({ atMs }) => atMs)) });
}

/** Takes notices of these kinds away: what they say has been overtaken. */
export function withdraw(store: WindowStore, kinds: readonly NoticeContent['kind'][]): void {
  store.setState(({ notices }) => ({ notices: notices.filter(({ kind }) => !kinds.includes(kind)) }));
}

/** Takes away that nothing was begun because the record could not be written. */
export function withdrawRefusals(store: WindowStore): void {
  store.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.kind !== 'not_started' || notice.fault.kind !== 'record'),
  }));
}

/** Takes a notice away. */
export function dismiss(store: WindowStore, id: number): void {
  store.setState(({ notices }) => ({ notices: notices.filter((each) => each.id !== id) }));
}
