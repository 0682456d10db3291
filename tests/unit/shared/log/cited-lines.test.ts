import { describe, expect, it } from 'vitest';
import type { RunFact } from '../../../../shared/events.ts';
import { joinedRanges } from '../../../../shared/log/cited-lines.ts';
import { citedLines } from '../../../support/whole-book.ts';
import {
  bookOf,
  CONNECT_FACTS,
  CONNECT_TRACE,
  exchanged,
  place,
  received,
  sent,
  stated,
  unsolicited,
} from './dialogue.ts';

const book = bookOf(CONNECT_TRACE, CONNECT_FACTS);

/** A fact that is stated at a time. */
function at(elapsedMs: number, fact: RunFact) {
  const [event] = stated([[elapsedMs, fact]]);
  if (event === undefined) throw new Error('no fact');
  return event;
}

const SIGNAL: RunFact = {
  type: 'measurement.recorded',
  place: place(5),
  name: 'signal',
  value: 21,
  unit: null,
  criterion: null,
  verdict: 'none',
};

describe('the lines that a fact tells of', () => {
  it('are those of an exchange, from its command to its end', () => {
    const exchanges = CONNECT_FACTS.filter(({ type }) => type === 'at.exchanged');
    expect(exchanges.map((event) => citedLines(book, event))).toEqual([
      { first: 1, last: 3 },
      { first: 4, last: 6 },
    ]);
  });

  it('are none for an exchange that is not in the log', () => {
    expect(citedLines(bookOf([]), at(100, exchanged('AT', 20)))).toBeNull();
  });

  it('are the line that came by itself, though it was stated a little later', () => {
    expect(citedLines(book, at(50_030, unsolicited('+CREG: 1')))).toEqual({ first: 9, last: 9 });
  });

  it('are the newest of lines that say the same, and never a later one', () => {
    const twice = bookOf([received(10, 'RDY\r\n'), received(900, 'RDY\r\n'), received(1100, 'RDY\r\n')]);
    expect(citedLines(twice, at(1000, unsolicited('RDY')))).toEqual({ first: 2, last: 2 });
  });

  it('are none where that was never said, was said long ago, or was sent', () => {
    expect(citedLines(book, at(50_030, unsolicited('RDY')))).toBeNull();
    expect(citedLines(book, at(60_000, unsolicited('+CREG: 1')))).toBeNull();
    expect(citedLines(bookOf([sent(1, 'RDY\r\n')]), at(2, unsolicited('RDY')))).toBeNull();
  });

  it('are those of a late answer', () => {
    const late = at(21_000, { type: 'at.late', place: place(11), line: 'CONNECT FAIL', command: null });
    expect(citedLines(book, late)).toEqual({ first: 3, last: 3 });
  });

  it('are the command and the answer that a measurement was taken from', () => {
    const asked = bookOf([
      sent(1, 'AT\r\n'),
      received(2, 'OK\r\n'),
      sent(10, 'AT+CSQ\r\n'),
      received(12, '\r\n+CSQ: 21,0\r\n\r\nOK\r\n'),
      sent(40, 'AT+CREG?\r\n'),
    ]);
    expect(citedLines(asked, at(13, SIGNAL))).toEqual({ first: 3, last: 5 });
    expect(citedLines(bookOf([received(12, 'OK\r\n')]), at(13, SIGNAL))).toBeNull();
  });

  it('are none for facts that no line tells', () => {
    expect(citedLines(book, at(43_001, { type: 'run.continued' }))).toBeNull();
    expect(citedLines(book, at(43_001, { type: 'link.opened', baudRate: 9600 }))).toBeNull();
  });
});

describe('ranges of lines', () => {
  it('stand in the order of the log, those that touch as one', () => {
    const ranges = [
      { first: 30, last: 31 },
      { first: 7, last: 9 },
      { first: 4, last: 6 },
      { first: 8, last: 8 },
      { first: 11, last: 11 },
    ];
    expect(joinedRanges(ranges)).toEqual([
      { first: 4, last: 9 },
      { first: 11, last: 11 },
      { first: 30, last: 31 },
    ]);
    expect(joinedRanges([])).toEqual([]);
  });

  it('that lie within another one do not cut it short', () => {
    expect(
      joinedRanges([
        { first: 2, last: 3 },
        { first: 1, last: 9 },
      ]),
    ).toEqual([{ first: 1, last: 9 }]);
  });
});
