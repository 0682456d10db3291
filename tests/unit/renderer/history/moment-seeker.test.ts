import { describe, expect, it } from 'vitest';
import { MomentSeeker, type MomentSource } from '../../../../renderer/service/moment-seeker.ts';
import { createWindowStore } from '../../../../renderer/store/window-store.ts';
import { evidenceOf } from '../../../../shared/diagnosis/evidence.ts';
import { numbered, passingFacts } from '../../shared/run-events.ts';
import { readRun } from '../window-states.ts';
import { turn } from './record-double.ts';

const FACTS = passingFacts();
/** One fact every 10 ms. */
const EVENTS = numbered(FACTS);
const END_MS = EVENTS.length * 10;

/** A window with an old run on it, and a service that answers when it is told to. */
function opened({ held = false } = {}) {
  const store = createWindowStore();
  store.setState({ openedRun: 'old', segments: [{ ...readRun('old', FACTS), reach: 'whole' }] });
  const asked: (number | null)[] = [];
  const waiting: (() => void)[] = [];
  const hold = () =>
    held
      ? new Promise<void>((resolve) => {
          waiting.push(resolve);
        })
      : Promise.resolve();
  let isBroken = false;
  const service: MomentSource = {
    runs: {
      open: async ({ untilMs }) => {
        asked.push(untilMs);
        await hold();
        if (isBroken) throw new Error('the line broke');
        const past = EVENTS.filter(({ elapsedMs }) => untilMs === null || elapsedMs <= untilMs);
        return { ok: true, run: { evidence: evidenceOf(past), seq: past.length, endMs: END_MS } };
      },
      page: async ({ afterSeq, limit }) => {
        const events = EVENTS.slice(afterSeq, afterSeq + limit);
        return {
          ok: true,
          page: { events, trace: [], seq: afterSeq + events.length, ordinal: 0, more: false },
        };
      },
    },
  };
  const wishes: (number | null | undefined)[] = [];
  const seeker = new MomentSeeker({ store, service: () => service, onWish: (wish) => wishes.push(wish) });
  const answer = async () => {
    waiting.shift()?.();
    await turn();
  };
  return { store, asked, wishes, seeker, answer, breakDown: () => (isBroken = true) };
}

describe('going to a moment', () => {
  it('takes the run back to it, and to its end again', async () => {
    const { store, seeker, wishes } = opened();
    await seeker.seek(100);
    expect(store.getState()).toMatchObject({ momentMs: 100, past: { runId: 'old', seq: 10 } });
    expect(store.getState().past?.evidence.state.finish).toBeNull();
    await seeker.seek(null);
    expect(store.getState()).toMatchObject({ momentMs: null, past: null });
    expect(wishes).toEqual([100, undefined, null, undefined]);
  });

  it('asks for the newest wish only while one is on its way', async () => {
    const { store, seeker, asked, answer } = opened({ held: true });
    for (const ms of [100, 110, 120, 130, 140]) void seeker.seek(ms);
    await turn();
    await answer();
    expect(store.getState().momentMs).toBe(100);
    await answer();
    expect(store.getState().momentMs).toBe(140);
    expect(asked).toEqual([100, 140]);
  });

  it('that was overtaken by the end is not shown', async () => {
    const { store, seeker, answer } = opened({ held: true });
    void seeker.seek(100);
    void seeker.seek(null);
    await answer();
    await turn();
    expect(store.getState()).toMatchObject({ momentMs: null, past: null });
  });

  it('of a run that was closed meanwhile changes nothing', async () => {
    const { store, seeker, answer } = opened({ held: true });
    void seeker.seek(100);
    await turn();
    store.setState({ openedRun: 'another', segments: [] });
    await answer();
    expect(store.getState()).toMatchObject({ momentMs: null, past: null });
  });

  it('stays where it is when the line breaks, and can be tried again', async () => {
    const { store, seeker, wishes, breakDown } = opened();
    await seeker.seek(50);
    breakDown();
    await seeker.seek(100);
    expect(store.getState().momentMs).toBe(50);
    expect(wishes.at(-1)).toBeUndefined();
    await seeker.seek(null);
    expect(store.getState().momentMs).toBeNull();
  });

  it('never goes ahead of the first fact, which may be stamped a little late', async () => {
    const { seeker, asked } = opened();
    await seeker.seek(0);
    expect(asked).toEqual([1]);
  });
});

describe('going from fact to fact', () => {
  it('goes to the one before, from the end and from a moment between two', async () => {
    const { store, seeker } = opened();
    await seeker.step('previous', END_MS);
    expect(store.getState().momentMs).toBe(END_MS - 10);
    await seeker.seek(105);
    await seeker.step('previous', END_MS);
    expect(store.getState().momentMs).toBe(100);
    await seeker.step('previous', END_MS);
    expect(store.getState().momentMs).toBe(90);
  });

  it('goes to the one behind, and from the last but one to the end', async () => {
    const { store, seeker } = opened();
    await seeker.seek(105);
    await seeker.step('next', END_MS);
    expect(store.getState().momentMs).toBe(110);
    await seeker.seek(END_MS - 10);
    await seeker.step('next', END_MS);
    expect(store.getState()).toMatchObject({ momentMs: null, past: null });
  });

  it('ends at the first fact and at the end', async () => {
    const { store, seeker } = opened();
    await seeker.seek(10);
    await seeker.step('previous', END_MS);
    expect(store.getState().momentMs).toBe(1);
    await seeker.seek(null);
    await seeker.step('next', END_MS);
    expect(store.getState().momentMs).toBeNull();
  });

  it('leaves out keys that come while one is on its way', async () => {
    const { store, seeker, answer } = opened({ held: true });
    void seeker.seek(100);
    await turn();
    await seeker.step('previous', END_MS);
    await answer();
    expect(store.getState().momentMs).toBe(100);
  });
});
