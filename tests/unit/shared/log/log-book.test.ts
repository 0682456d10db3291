import { describe, expect, it } from 'vitest';
import { LogBook } from '../../../../shared/log/log-book.ts';
import {
  began,
  bookOf,
  CONNECT,
  CONNECT_FACTS,
  CONNECT_TRACE,
  exchanged,
  lines,
  log,
  passed,
  place,
  received,
  sent,
  stated,
} from './dialogue.ts';

describe('the log', () => {
  it('holds lines and notes in order of time', () => {
    expect(log(bookOf(CONNECT_TRACE.slice(0, 3), CONNECT_FACTS.slice(0, 5)))).toEqual([
      '· run.started',
      '· link.opened',
      '· step.finished',
      '· step.started',
      `→ ${CONNECT}␍␊`,
      '← ␍␊OK␍␊',
      '← ␍␊CONNECT FAIL␍␊',
    ]);
  });

  it('is empty before anything came', () => {
    const book = new LogBook();
    book.append({ events: [], trace: [] });
    expect(book.entries).toEqual([]);
    expect(book.version).toBe(0);
    expect(book.stepAt(0)).toBeNull();
    expect(book.spansOf(1)).toEqual([]);
    expect(book.length).toBe(0);
  });

  it('shows an echo as what it is: received lines', () => {
    const book = bookOf([sent(1, 'AT+CSQ\r\n'), received(2, 'AT+CSQ\r\r\n+CSQ: 21,0\r\n\r\nOK\r\n')]);
    expect(log(book)).toEqual(['→ AT+CSQ␍␊', '← AT+CSQ␍', '← ␍␊+CSQ: 21,0␍␊', '← ␍␊OK␍␊']);
  });

  it('dates a line by its first byte that is no line end', () => {
    const book = bookOf([received(5, 'OK\r\n\r\n'), received(30_000, '+CR'), received(30_007, 'EG: 1\r\n')]);
    expect(lines(book).map(({ elapsedMs }) => elapsedMs)).toEqual([5, 30_000]);
    expect(book.stepAt(30_000)).toBeNull();
  });

  it('dates lines in whole microseconds as facts are, so that a line does not slip behind its step', () => {
    const book = bookOf([received(0.1 + 0.2, 'OK\r\n')], stated([[0.3, passed(1)]]));
    expect(log(book)).toEqual(['← OK␍␊', '· step.finished']);
    expect(lines(book)[0]?.elapsedMs).toBe(0.3);
  });

  it('keeps the bytes of a direction in order even if their times do not', () => {
    const book = bookOf([received(5, 'a\n'), received(4, 'b\n'), sent(4, 'c\n')]);
    expect(log(book)).toEqual(['→ c␊', '← a␊', '← b␊']);
  });

  it('numbers lines in the order of the trace, and places them by time', () => {
    const book = bookOf([received(3, 'OK\r\n'), sent(1, 'AT\r\n'), received(4, 'RDY\r\n')]);
    expect(lines(book).map(({ no }) => no)).toEqual([2, 1, 3]);
    expect(lines(book).map(({ no }) => no)).toEqual([2, 1, 3]);
  });

  it('places bytes that were held back among those that are there', () => {
    const book = bookOf([received(3, 'OK\r\n'), received(900, 'RDY\r\n')]);
    book.append({ events: [], trace: [sent(2, 'AT+MCONFIG="id"\r\n')] });
    expect(log(book)).toEqual(['→ AT+MCONFIG="id"␍␊', '← OK␍␊', '← RDY␍␊']);
  });

  it('keeps lines of one time in the order of the trace', () => {
    expect(log(bookOf([sent(1, 'AT\r\n'), received(1, 'OK\r\n')]))).toEqual(['→ AT␍␊', '← OK␍␊']);
    expect(log(bookOf([received(1, 'OK\r\n'), sent(1, 'AT\r\n')]))).toEqual(['← OK␍␊', '→ AT␍␊']);
  });

  it('begins a step ahead of the lines of that time and ends it behind them', () => {
    const trace = [sent(5, 'AT\r\n'), received(5, 'OK\r\n')];
    expect(log(bookOf(trace, stated([[5, began(1)]])))).toEqual(['· step.started', '→ AT␍␊', '← OK␍␊']);
    const both = stated([
      [1, began(1)],
      [5, passed(1)],
    ]);
    expect(log(bookOf(trace, both)).at(-1)).toBe('· step.finished');
  });

  it('never lets one note overtake another', () => {
    const facts = stated([
      [1, began(1)],
      [5, passed(1)],
      [5, began(2)],
    ]);
    const book = bookOf([received(5, 'OK\r\n')], facts);
    expect(log(book)).toEqual(['· step.started', '← OK␍␊', '· step.finished', '· step.started']);
    expect(book.stepAt(5)).toBe(1);
    expect(book.stepAt(5.001)).toBe(2);
  });

  it('has no note for an exchange that ends with a line, and one for silence', () => {
    const facts = (kind: 'ok' | 'abandoned' | 'completion_timeout') =>
      stated([[2, exchanged('AT', 1, { kind })]]);
    expect(log(bookOf([], facts('ok')))).toEqual([]);
    expect(log(bookOf([], facts('abandoned')))).toEqual(['· at.exchanged']);
    expect(log(bookOf([], facts('completion_timeout')))).toEqual(['· at.exchanged']);
  });

  it('has notes for pauses, stops and what came late, none for waits and measurements', () => {
    const facts = stated([
      [1, { type: 'step.waiting', step: 4, until: 'sim', limitMs: 1 }],
      [2, { type: 'at.late', place: place(4), line: 'OK', command: 'AT' }],
      [3, { type: 'at.flooded', place: place(4), lines: 7 }],
      [4, { type: 'run.paused', nextStep: 5 }],
      [5, { type: 'run.continued' }],
      [6, { type: 'run.cancelRequested', immediate: false }],
      [7, { type: 'link.lost', fault: { kind: 'gone' } }],
    ]);
    expect(log(bookOf([], facts))).toEqual([
      '· at.late',
      '· at.flooded',
      '· run.paused',
      '· run.continued',
      '· run.cancelRequested',
      '· link.lost',
    ]);
  });
});

describe('a line that grows', () => {
  it('is visible at once and replaced, never changed', () => {
    const book = bookOf([received(1, 'RDY\r\n> ')]);
    const [ready, prompt] = lines(book);
    expect(prompt).toMatchObject({ bytes: '> ', open: true });
    book.append({ events: [], trace: [received(2, '\r\nOK\r\n')] });
    expect(prompt).toMatchObject({ bytes: '> ', open: true });
    expect(book.entries[0]).toBe(ready);
    expect(book.entries[1]).toMatchObject({ no: 2, bytes: '> \r\n', elapsedMs: 1, open: false });
    expect(book.changedSince(1)).toBe(1);
  });

  it('changes the version; line ends that no line follows do not', () => {
    const book = bookOf([received(1, 'OK\r\n')]);
    expect(book.version).toBe(1);
    book.append({ events: [], trace: [received(2, '\r\n')] });
    expect(book.version).toBe(1);
    expect(book.unlisted('received')).toBe('\r\n');
    expect(book.unlisted('sent')).toBe('');
    expect(book.changedSince(1)).toBe(1);
    book.append({ events: [], trace: [received(3, 'R')] });
    expect(book.version).toBe(2);
    expect(book.unlisted('received')).toBe('');
    expect(book.changedSince(0)).toBe(0);
    expect(book.changedSince(1)).toBe(1);
  });
});
