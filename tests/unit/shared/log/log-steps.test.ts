import { describe, expect, it } from 'vitest';
import type { StepNumber } from '../../../../shared/plan.ts';
import { citedLines, linesOfStep } from '../../../support/whole-book.ts';
import {
  began,
  bookOf,
  CONNECT,
  CONNECT_FACTS,
  CONNECT_TRACE,
  exchanged,
  passed,
  place,
  received,
  sent,
  stated,
  told,
} from './dialogue.ts';

describe('the step of a time', () => {
  const book = bookOf(CONNECT_TRACE, CONNECT_FACTS);

  it('is the one that was under way', () => {
    expect([0, 9.9, 10, 41, 21_000.1, 43_001].map((ms) => book.stepAt(ms))).toEqual([
      null,
      null,
      11,
      11,
      11,
      11,
    ]);
    expect([43_001.5, 43_002, 43_100, 43_100.001, 1e9].map((ms) => book.stepAt(ms))).toEqual([
      null,
      12,
      12,
      null,
      null,
    ]);
  });

  it('is known of every line, and of a note by its own word', () => {
    expect(book.entries.map((entry) => book.stepOf(entry))).toEqual([
      null,
      null,
      10,
      11,
      11,
      11,
      11,
      11,
      11,
      11,
      11,
      11,
      12,
      12,
      12,
      12,
      null,
    ]);
  });

  it('goes on while nothing has ended it, and ends with the run', () => {
    const open = bookOf([], stated([[1, began(4)]]));
    expect(open.stepAt(1e9)).toBe(4);
    const finished = {
      type: 'run.finished',
      outcome: 'errored',
      failedStep: null,
      code: 'tester_fault',
    } as const;
    const run = { ...finished, detail: null, complete: false, durationMs: 1 };
    open.append({ events: stated([[8, run]], 2), trace: [] });
    expect([8, 8.001].map((ms) => open.stepAt(ms))).toEqual([4, null]);
  });

  it('is the one a fact names, also when it was not under way', () => {
    const late = { type: 'at.late', place: place(4), line: 'OK', command: null } as const;
    const book = bookOf(
      [],
      stated([
        [1, began(5)],
        [2, late],
        [3, { ...late, place: place(null) }],
      ]),
    );
    expect(book.entries.map((entry) => book.stepOf(entry))).toEqual([5, 4, null]);
  });

  it('belongs to a note without a step of its own, too', () => {
    const stop = { type: 'run.cancelRequested', immediate: false } as const;
    const stopped = bookOf(
      [],
      stated([
        [1, stop],
        [1, began(4)],
        [1, stop],
        [1, passed(4)],
        [1, stop],
      ]),
    );
    expect(stopped.entries.map((entry) => stopped.stepOf(entry))).toEqual([null, 4, 4, 4, null]);
  });

  it('is not touched by steps that are skipped', () => {
    const skipped = bookOf(
      [],
      stated([
        [
          1,
          {
            type: 'step.finished',
            step: 2,
            outcome: { kind: 'skipped', reason: 'switched_off' },
            attempts: 0,
            durationMs: 0,
          },
        ],
        [2, began(4)],
        [3, passed(2)],
      ]),
    );
    expect([1.5, 2.5, 4].map((ms) => skipped.stepAt(ms))).toEqual([null, 4, 4]);
  });
});

describe('a piece of the log', () => {
  const book = bookOf(CONNECT_TRACE, CONNECT_FACTS);
  const step = (number: StepNumber) => linesOfStep(book, number).map(told);

  it('is a step, every attempt of it, from its beginning to its end', () => {
    expect(step(11)).toEqual([
      '· step.started',
      `→ ${CONNECT}␍␊`,
      '← ␍␊OK␍␊',
      '← ␍␊CONNECT FAIL␍␊',
      '· step.started',
      `→ ${CONNECT}␍␊`,
      '← ␍␊OK␍␊',
      '← ␍␊CONNECT OK␍␊',
      '· step.finished',
    ]);
    expect(step(12)).toEqual([
      '· step.started',
      '→ AT+MCONFIG="id","user",***␍␊',
      '← ␍␊OK␍␊',
      '· step.finished',
    ]);
    expect(step(13)).toEqual([]);
  });

  it('is a step that goes on, up to now', () => {
    const open = bookOf(CONNECT_TRACE.slice(0, 2), CONNECT_FACTS.slice(0, 4));
    expect(linesOfStep(open, 11).map(told)).toEqual(['· step.started', `→ ${CONNECT}␍␊`, '← ␍␊OK␍␊']);
  });

  it('is a step that was left and taken up again', () => {
    const facts = stated([
      [1, began(4)],
      [2, passed(4)],
      [3, began(4)],
      [4, began(5)],
    ]);
    const twice = bookOf([received(2.5, 'RDY\r\n'), received(3.5, 'OK\r\n')], facts);
    expect(linesOfStep(twice, 4).map(told)).toEqual([
      '· step.started',
      '· step.finished',
      '· step.started',
      '← OK␍␊',
    ]);
  });

  it('is an exchange, told by its command and its times', () => {
    const found = CONNECT_FACTS.filter((event) => event.type === 'at.exchanged').map((event) =>
      citedLines(book, event),
    );
    expect(found).toEqual([
      { first: 1, last: 3 },
      { first: 4, last: 6 },
    ]);
  });

  it('is an exchange whose fact was stated late, among the same command asked again and again', () => {
    const polls = [0, 100, 200].flatMap((ms) => [
      sent(ms + 0.1, 'AT+CREG?\r\n'),
      received(ms + 20, '+CREG: 0,2\r\n'),
    ]);
    const polled = bookOf(polls);
    const poll = (statedMs: number, durationMs: number) => {
      const event = {
        seq: 9,
        runId: 'r',
        port: 'p',
        atMs: 0,
        elapsedMs: statedMs,
        ...exchanged('AT+CREG?', durationMs),
      };
      return citedLines(polled, event);
    };
    expect(poll(20, 20)).toEqual({ first: 1, last: 2 });
    expect(poll(128, 20)).toEqual({ first: 3, last: 4 });
    expect(poll(220.01, 20)).toEqual({ first: 5, last: 6 });
    expect(poll(100.1, 100)).toMatchObject({ first: 1 });
  });

  it('is nothing when the command never went out, or its bytes are lost', () => {
    const polled = bookOf([sent(1, 'AT\r\n'), received(2, 'OK\r\n')]);
    const event = { seq: 9, runId: 'r', port: 'p', atMs: 0, elapsedMs: 2 } as const;
    expect(citedLines(polled, { ...event, ...exchanged('AT', 0, { kind: 'abandoned' }) })).toBeNull();
    expect(citedLines(polled, { ...event, ...exchanged('AT+CSQ', 0.5) })).toEqual({
      first: 2,
      last: 2,
    });
    expect(citedLines(polled, { ...event, ...exchanged('AT+CSQ', 5), elapsedMs: 900 })).toBeNull();
  });
});
