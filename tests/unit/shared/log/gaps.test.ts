import { describe, expect, it } from 'vitest';
import { jsonExport, textExport } from '../../../../shared/log/export.ts';
import { LogBook } from '../../../../shared/log/log-book.ts';
import type { LogPage, TraceGap } from '../../../../shared/log/log-entry.ts';
import { fold } from '../run-events.ts';
import { began, log, passed, received, RUN_STARTED, sent, stated } from './dialogue.ts';

const gap = (elapsedMs: number): TraceGap => ({
  direction: 'dropped',
  elapsedMs,
  droppedChunks: 12,
  droppedBytes: 3456,
});
const EVENTS = stated([
  [0, RUN_STARTED],
  [1, began(5)],
  [90, passed(5)],
]);
const TORN: LogPage['trace'] = [
  sent(10, 'AT+CREG?\r\n'),
  received(20, '\r\n+CREG: 0,'),
  gap(30),
  received(40, '1\r\n'),
];

function bookOf(...pages: readonly LogPage[]): LogBook {
  const book = new LogBook();
  for (const page of pages) book.append(page);
  return book;
}

describe('bytes that are missing', () => {
  it('are never bridged: what came before and after them are two lines, however the pages were cut', () => {
    const torn = ['→ AT+CREG?␍␊', '← ␍␊+CREG: 0,', '← 1␍␊'];
    expect(log(bookOf({ events: [], trace: TORN }))).toEqual(torn);
    expect(log(bookOf(...TORN.map((piece) => ({ events: [], trace: [piece] }))))).toEqual(torn);
  });

  it('close the lines of both directions', () => {
    const trace = [sent(1, 'AT\r'), received(2, 'O'), gap(3)];
    expect(log(bookOf({ events: [], trace }))).toEqual(['→ AT␍', '← O']);
  });

  it('are listed by the log, in order', () => {
    expect(bookOf({ events: [], trace: [gap(3), gap(4)] }).gaps).toEqual([gap(3), gap(4)]);
    expect(bookOf({ events: [], trace: [received(1, 'OK\r\n')] }).gaps).toEqual([]);
  });

  it('stand in the text where they were, with their number', () => {
    const text = [...textExport(bookOf({ events: EVENTS, trace: TORN }), fold(EVENTS))];
    const body = text.filter((line) => !line.startsWith('# ')).map((line) => line.slice(25));
    expect(body.slice(2)).toEqual([
      '   +0.010 →  5 AT+CREG?␍␊\n',
      '   +0.020 ←  5 ␍␊+CREG: 0,\n',
      '   +0.030 ·  5 bytes.dropped 3456 bytes in 12 pieces, not recorded\n',
      '   +0.040 ←  5 1␍␊\n',
      '   +0.090 ·  5 step.finished passed 1 ms\n',
    ]);
  });

  it('stand in the text behind everything when nothing came after them', () => {
    const text = [...textExport(bookOf({ events: EVENTS, trace: [gap(500)] }), fold(EVENTS))];
    expect(text.at(-1)).toContain('+0.500 ·    bytes.dropped 3456 bytes');
  });

  it('are a line of their own in JSON Lines', () => {
    const lines = [...jsonExport([{ events: EVENTS, trace: TORN }])].map((line): unknown => JSON.parse(line));
    const places = { runId: 'r', port: 'p', elapsedMs: 30, atMs: 1_700_000_000_030 };
    expect(lines[4]).toEqual({ type: 'bytes.dropped', ...places, chunks: 12, bytes: 3456 });
    expect(lines).toHaveLength(7);
  });
});

describe('facts that cannot be read', () => {
  const page: LogPage = { events: EVENTS.slice(0, 1), trace: [], damaged: [2, 3] };

  it('are named in the head of the text', () => {
    const text = [...textExport(bookOf(page, { events: [], trace: [], damaged: [7] }), fold(page.events))];
    expect(text).toContain('# damaged: facts 2, 3, 7 cannot be read\n');
    expect([...textExport(bookOf({ events: EVENTS, trace: [] }), fold(EVENTS))].join('')).not.toContain(
      'damaged',
    );
  });

  it('are named in JSON Lines', () => {
    const lines = [...jsonExport([page])].map((line): unknown => JSON.parse(line));
    expect(lines.slice(0, 2)).toEqual([
      { type: 'fact.damaged', runId: 'r', seq: 2 },
      { type: 'fact.damaged', runId: 'r', seq: 3 },
    ]);
  });
});
