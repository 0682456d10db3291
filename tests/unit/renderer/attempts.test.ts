import { describe, expect, it } from 'vitest';
import { attemptsOf, folded, type Talk } from '../../../renderer/views/bench/attempts.ts';
import type { RunFact } from '../../../shared/events.ts';
import type { LineRow, LogRow } from '../../../shared/log-view.ts';
import { began, exchanged, passed } from '../shared/log/dialogue.ts';
import { numbered } from '../shared/run-events.ts';

const line = (direction: LineRow['direction'], bytes: string): LineRow => ({
  kind: 'line',
  no: 1,
  direction,
  bytes,
  length: bytes.length,
  elapsedMs: 0,
  beforeMs: null,
  step: null,
  open: false,
  unsolicited: false,
  repeats: null,
});
const asks = (bytes: string) => line('sent', bytes);
const says = (bytes: string) => line('received', bytes);

function note(fact: RunFact): LogRow {
  const [event] = numbered([fact]);
  if (event === undefined) throw new Error('no event');
  return { kind: 'note', event, elapsedMs: 0, beforeMs: null, step: null };
}

/** Attempts in a few characters. */
const shape = (entries: readonly LogRow[]) =>
  attemptsOf(entries).map(({ number, talks }) => [
    number,
    ...talks.map(({ sent, rest }) => [
      sent?.bytes ?? null,
      ...rest.map((entry) => (entry.kind === 'line' ? entry.bytes : entry.event.type)),
    ]),
  ]);

describe('what was said in a step', () => {
  it('is nothing before anything was said', () => {
    expect(attemptsOf([])).toEqual([]);
    expect(attemptsOf([note(passed(5))])).toEqual([]);
  });

  it('goes from command to command', () => {
    expect(
      shape([note(began(5)), asks('A'), says('1'), says('2'), asks('B'), says('3'), note(passed(5))]),
    ).toEqual([[1, ['A', '1', '2'], ['B', '3']]]);
  });

  it('goes from attempt to attempt, each under its own number', () => {
    const entries = [
      note(began(11)),
      asks('A'),
      says('1'),
      note(began(11, 2)),
      asks('B'),
      note(began(11, 3)),
    ];
    expect(shape(entries)).toEqual([[1, ['A', '1']], [2, ['B']], [3]]);
  });

  it('keeps what came before any command', () => {
    expect(shape([note(began(5)), says('RDY'), asks('A')])).toEqual([[1, [null, 'RDY'], ['A']]]);
  });

  it('keeps what came before any attempt', () => {
    expect(shape([says('RDY'), asks('A'), note(began(5)), asks('B')])).toEqual([
      [1, [null, 'RDY'], ['A']],
      [1, ['B']],
    ]);
  });

  it('has the notes where they stand, but for the ones that begin and end the step', () => {
    const timeout = note(exchanged('A', 1000, { kind: 'timeout', heard: false }));
    const late = note({
      type: 'at.late',
      place: { phase: 'step', step: 5, attempt: 1 },
      line: 'OK',
      command: 'A',
    });
    expect(shape([note(began(5)), asks('A'), timeout, asks('B'), late, note(passed(5))])).toEqual([
      [1, ['A', 'at.exchanged'], ['B', 'at.late']],
    ]);
  });
});

describe('talks that repeat each other', () => {
  const talks = (...commands: readonly (string | null)[]): Talk[] =>
    commands.map((command) => ({ sent: command === null ? null : asks(command), rest: [] }));
  const counts = (given: readonly Talk[]) => {
    const { first, hidden, last } = folded(given);
    expect(first.length + hidden + last.length).toBe(given.length);
    return [first.length, hidden, last.length];
  };
  const polls = (times: number) => talks(...Array.from({ length: times }, () => 'AT+CREG?'));

  it.each([
    [0, [0, 0, 0]],
    [1, [1, 0, 0]],
    [4, [4, 0, 0]],
    [5, [5, 0, 0]],
    [6, [1, 2, 3]],
    [40, [1, 36, 3]],
  ])('are shown at both ends only, where that hides more than one: %i', (times, expected) => {
    expect(counts(polls(times))).toEqual(expected);
  });

  it('show the first and the last ones', () => {
    const given = polls(10);
    const { first, last } = folded(given);
    expect(first).toEqual(given.slice(0, 1));
    expect(last).toEqual(given.slice(-3));
  });

  it('may be two commands in turn', () => {
    const turns = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'AT+CREG?' : 'AT+CSQ'));
    expect(counts(talks(...turns))).toEqual([1, 16, 3]);
  });

  it('are all shown where they are no repetition', () => {
    expect(counts(talks('A', 'B', 'C', 'D', 'E', 'F', 'G'))).toEqual([7, 0, 0]);
    expect(counts(talks('A', 'A', 'A', 'A', 'B', 'B', 'B', 'C'))).toEqual([8, 0, 0]);
    expect(counts(talks(null, 'A', 'B', 'A', 'B', 'A', 'B'))).toEqual([7, 0, 0]);
  });
});
