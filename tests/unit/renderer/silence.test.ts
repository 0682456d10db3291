import { describe, expect, it } from 'vitest';
import { silenceOf } from '../../../renderer/store/silence.ts';
import type { ShownRun } from '../../../renderer/store/window-state.ts';
import type { RunFact } from '../../../shared/events.ts';
import type { TracePiece } from '../../../shared/log/log-entry.ts';
import { STARTED } from '../shared/run-events.ts';
import { readRun, windowState } from './window-states.ts';

/** When runs of the tests begin: their first fact has the number 1. */
const BEGAN_MS = 1_700_000_000_001;

const OPEN: RunFact = { type: 'link.opened', baudRate: 9600 };
/** Third fact, 30 ms after the beginning. */
const FIRST: RunFact = { type: 'step.started', step: 1, attempt: 1 };
const SENT: TracePiece = { direction: 'sent', bytes: 'AT\r\n', elapsedMs: 40 };
const heard = (bytes: string, elapsedMs = 50): TracePiece => ({ direction: 'received', bytes, elapsedMs });

const live = (facts: readonly RunFact[], trace: readonly TracePiece[]): ShownRun => ({
  ...readRun('r', facts, trace),
  reach: 'live',
});

const at = (segment: ShownRun, ms: number) =>
  silenceOf(windowState({ segments: [segment], nowMs: BEGAN_MS + ms }));

const RUN = [STARTED, OPEN, FIRST];

describe('a run whose module says nothing', () => {
  it('is explained from the third second on, with the rate at which it was asked', () => {
    const run = live(RUN, [SENT]);
    expect(at(run, 3029)).toBeNull();
    expect(at(run, 3030)).toEqual({ of: 'run', port: 'p', seconds: 3, rate: 9600 });
    expect(at(run, 7900)).toMatchObject({ seconds: 7 });
  });

  it('is not explained before the log is known: nobody can say that nothing came', () => {
    expect(at({ ...live(RUN, [SENT]), log: null }, 9000)).toBeNull();
  });

  it.each([
    ['an answer', 'OK\r\n'],
    ['a byte without sense', '\u0000'],
    ['an empty line', '\r\n'],
  ])('is explained no more once %s has come', (_what, bytes) => {
    expect(at(live(RUN, [SENT, heard(bytes)]), 9000)).toBeNull();
  });

  it('is not explained before its port is open, nor when the port has gone', () => {
    expect(at(live([STARTED, FIRST], [SENT]), 9000)).toBeNull();
    const gone: RunFact = { type: 'link.lost', fault: { kind: 'gone' } };
    expect(at(live([...RUN, gone], [SENT]), 9000)).toBeNull();
  });

  it('is not explained beside the verdict, nor when nobody is asked any more', () => {
    const outcome = { kind: 'failed', code: 'no_answer', evidence: [] } as const;
    const ended: RunFact = { type: 'step.finished', step: 1, outcome, attempts: 1, durationMs: 9 };
    expect(at(live([...RUN, ended], [SENT]), 9000)).toBeNull();
    expect(at({ ...live(RUN, [SENT]), reach: 'whole' }, 9000)).toBeNull();
    expect(at(live([STARTED, OPEN], []), 9000)).toBeNull();
  });
});

describe('a typed command that hears nothing', () => {
  const CONSOLE: RunFact[] = [{ ...STARTED, purpose: 'console' }, OPEN];

  it('is explained from the third second on', () => {
    const typed = live(CONSOLE, [SENT]);
    expect(at(typed, 3039)).toBeNull();
    expect(at(typed, 3040)).toEqual({ of: 'typed', port: 'p', seconds: 3, rate: 9600 });
  });

  it('is not, when anything came after it was sent', () => {
    expect(at(live(CONSOLE, [SENT, heard('+CSQ')]), 9000)).toBeNull();
  });

  it('is explained although the module spoke before', () => {
    const later: TracePiece = { ...SENT, elapsedMs: 500 };
    const typed = live(CONSOLE, [SENT, heard('OK\r\n'), later]);
    expect(at(typed, 9000)).toMatchObject({ of: 'typed', seconds: 8 });
  });

  it('is not, when nothing was typed', () => {
    expect(at(live(CONSOLE, []), 9000)).toBeNull();
  });
});
