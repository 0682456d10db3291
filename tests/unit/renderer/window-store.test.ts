import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeContent } from '../../../renderer/store/notice.ts';
import {
  createWindowStore,
  dismiss,
  notify,
  runOpened,
  runWith,
  segmentsWith,
  stationWith,
  unreadRun,
  withdrawRefusals,
} from '../../../renderer/store/window-store.ts';
import type { StationNews } from '../../../shared/contract.ts';
import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../../shared/diagnosis/evidence.ts';
import { INITIAL_RUN_STATE } from '../../../shared/run-state.ts';
import { DEFAULT_SETTINGS } from '../../../shared/station.ts';
import { fold, numbered, passingFacts } from '../shared/run-events.ts';
import { bay } from './window-states.ts';

describe('a window before the service was heard', () => {
  it('shows nothing, and knows nothing of the station', () => {
    expect(createWindowStore().getState()).toMatchObject({
      service: 'connecting',
      station: {
        info: null,
        ports: [],
        profiles: [],
        bays: [],
        recordFault: null,
        settings: DEFAULT_SETTINGS,
      },
      chosen: { port: null, profileId: null },
      segments: [],
      openedRun: null,
      notices: [],
    });
  });

  it('is apart from every other window', () => {
    const [one, other] = [createWindowStore(), createWindowStore()];
    one.setState({ page: 'history' });
    expect(other.getState().page).toBe('bench');
  });
});

describe('news of the station', () => {
  const { station } = createWindowStore().getState();
  const info = {
    version: '1',
    shell: 'browser',
    dataFolder: '/data',
    secretsKeptBy: 'file',
    systemLanguage: 'en',
    setAside: [],
  } as const;
  const settings = { ...DEFAULT_SETTINGS, theme: 'dark' } as const;

  it.each<[StationNews, object]>([
    [{ kind: 'info', info }, { info }],
    [
      { kind: 'ports', ports: [{ path: 'sim:', kind: 'simulated' }] },
      { ports: [{ path: 'sim:', kind: 'simulated' }] },
    ],
    [{ kind: 'profiles', profiles: [] }, { profiles: [] }],
    [{ kind: 'settings', settings }, { settings }],
    [{ kind: 'bays', bays: [bay('COM1', 'a')] }, { bays: [bay('COM1', 'a')] }],
    [{ kind: 'record', fault: { kind: 'disk_full' } }, { recordFault: { kind: 'disk_full' } }],
  ])('take the place of what was known, and of nothing else: %j', (news, change) => {
    expect(stationWith(station, news)).toEqual({ ...station, ...change });
  });

  it('tell that the record can be written again', () => {
    const faulty = stationWith(station, { kind: 'record', fault: { kind: 'disk_full' } });
    expect(stationWith(faulty, { kind: 'record', fault: null })).toEqual(station);
  });
});

describe('a run in the window', () => {
  const events = numbered(passingFacts());

  it('of which nothing was read is empty, and begins at the beginning', () => {
    expect(unreadRun('a')).toMatchObject({ runId: 'a', seq: 0, log: null, reach: 'reading', fault: null });
    expect(unreadRun('a').state).toBe(INITIAL_RUN_STATE);
  });

  it('comes to the same however it was cut into pages', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1 }), (sizes) => {
        let run = unreadRun('r');
        for (let from = 0, turn = 0; from < events.length; turn += 1) {
          const to = Math.min(events.length, from + (sizes[turn % sizes.length] ?? 0) + 1);
          run = runWith(run, { events: events.slice(from, to), seq: to });
          from = to;
        }
        expect(run.state).toEqual(fold(events));
        expect(run.seq).toBe(events.length);
        expect(run.endMs).toBe(events.at(-1)?.elapsedMs);
      }),
    );
  });

  it('that the service has folded goes on where that ends', () => {
    const half = events.slice(0, 30);
    const evidence = half.reduce<Evidence>(reduceEvidence, INITIAL_EVIDENCE);
    const opened = runOpened(unreadRun('r'), { evidence, seq: 30, endMs: 300 });
    expect(opened).toMatchObject({ seq: 30, endMs: 300, state: fold(half) });
    const whole = runWith(opened, { events: events.slice(30), seq: events.length });
    expect(whole.state).toEqual(fold(events));
  });

  it('that could not be read for a while can be again', () => {
    const faulty = { ...unreadRun('r'), fault: { kind: 'locked' } as const };
    expect(runWith(faulty, { events: [], seq: 0 }).fault).toBeNull();
  });
});

describe('the runs on the screen', () => {
  const runs = ['a', 'b', 'c', 'd', 'e', 'f'].map(unreadRun);

  it('take a new one at their end, and let go of the oldest of more than six', () => {
    expect(segmentsWith([], unreadRun('a')).map(({ runId }) => runId)).toEqual(['a']);
    expect(segmentsWith(runs, unreadRun('g')).map(({ runId }) => runId)).toEqual([
      'b',
      'c',
      'd',
      'e',
      'f',
      'g',
    ]);
  });

  it('take a changed one in its place', () => {
    const changed = { ...unreadRun('c'), seq: 7 };
    const after = segmentsWith(runs, changed);
    expect(after.map(({ runId }) => runId)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(after[2]).toBe(changed);
    expect(after[1]).toBe(runs[1]);
    expect(runs[2]?.seq).toBe(0);
  });
});

describe('a notice', () => {
  const SAVED: NoticeContent = { kind: 'saved', path: '/a' };
  const kindsIn = (store: ReturnType<typeof createWindowStore>) =>
    store.getState().notices.map(({ kind }) => kind);

  it('is shown until it is dismissed, under a number of its own', () => {
    const store = createWindowStore();
    notify(store, SAVED);
    notify(store, { kind: 'call_failed' });
    const [first, second] = store.getState().notices;
    expect(first?.id).not.toBe(second?.id);
    dismiss(store, first?.id ?? 0);
    expect(store.getState().notices).toEqual([second]);
    dismiss(store, first?.id ?? 0);
    expect(store.getState().notices).toEqual([second]);
  });

  it('overtakes the one of its kind', () => {
    const store = createWindowStore();
    notify(store, SAVED);
    notify(store, { kind: 'call_failed' });
    notify(store, { kind: 'saved', path: '/b' });
    expect(store.getState().notices).toMatchObject([{ kind: 'call_failed' }, { kind: 'saved', path: '/b' }]);
  });

  it('is one of four at most; the oldest goes', () => {
    const store = createWindowStore();
    const more: readonly NoticeContent[] = [
      SAVED,
      { kind: 'call_failed' },
      { kind: 'store', code: 'EIO' },
      { kind: 'save_failed', code: 'EIO' },
      { kind: 'unsaved_profile' },
    ];
    for (const each of more) notify(store, each);
    expect(kindsIn(store)).toEqual(['call_failed', 'store', 'save_failed', 'unsaved_profile']);
  });
});

describe('a record that can be written again', () => {
  it('takes away that nothing was begun because of it, and nothing else', () => {
    const store = createWindowStore();
    notify(store, { kind: 'not_started', fault: { kind: 'record', fault: { kind: 'disk_full' } } });
    withdrawRefusals(store);
    expect(store.getState().notices).toEqual([]);
    notify(store, { kind: 'not_started', fault: { kind: 'closed' } });
    notify(store, { kind: 'call_failed' });
    withdrawRefusals(store);
    expect(
      store
        .getState()
        .notices.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['call_failed', 'not_started']);
  });
});
