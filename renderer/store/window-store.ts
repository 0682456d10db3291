import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunPage, StationNews } from '../../shared/contract.ts';
import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../shared/diagnosis/evidence.ts';
import { NO_FILTER } from '../../shared/log/filter.ts';
import { LogBook } from '../../shared/log/log-book.ts';
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
  faults: [],
};

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
    log: { filter: NO_FILTER, hex: false, follow: true, collapsed: false, target: null },
    profileField: null,
    discardedTries: [],
    brokerAsked: null,
    typedAhead: null,
    toolUsed: null,
    meterOpen: false,
    openedLog: null,
    reading: null,
    notices: [],
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
  }
}

/** A run of which nothing was read yet. */
export function unreadRun(runId: string): ShownRun {
  return {
    runId,
    state: INITIAL_EVIDENCE.state,
    evidence: INITIAL_EVIDENCE,
    book: new LogBook(),
    version: 0,
    seq: 0,
    ordinal: 0,
    reach: 'reading',
    fault: null,
  };
}

/** Takes a page of a run's record. */
export function runWith(run: ShownRun, page: RunPage): ShownRun {
  run.book.append(page);
  const evidence = page.events.reduce<Evidence>(reduceEvidence, run.evidence);
  return {
    ...run,
    state: evidence.state,
    evidence,
    version: run.book.version,
    seq: page.seq,
    ordinal: page.ordinal,
    fault: null,
  };
}

/** The segments with a run changed; a run that is not among them stands last. */
export function segmentsWith(segments: readonly ShownRun[], run: ShownRun): readonly ShownRun[] {
  return segments.some(({ runId }) => runId === run.runId)
    ? segments.map((each) => (each.runId === run.runId ? run : each))
    : [...segments, run].slice(-SEGMENTS_KEPT);
}

let lastNotice = 0;

/** Shows a notice; one of the same kind is overtaken by it. */
export function notify(store: WindowStore, content: NoticeContent): void {
  lastNotice += 1;
  const notice = { ...content, id: lastNotice };
  store.setState(({ notices }) => ({
    notices: [...notices.filter(({ kind }) => kind !== content.kind), notice].slice(-4),
  }));
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
