import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogRows } from '../../../renderer/store/log-rows.ts';
import type { ShownRun } from '../../../renderer/store/window-state.ts';
import { runWith } from '../../../renderer/store/window-store.ts';
import { type LogFilter, matches, NO_FILTER } from '../../../shared/log/filter.ts';
import type { TracePiece } from '../../../shared/log/log-entry.ts';
import { plainText } from '../../../shared/log/shown-bytes.ts';
import { received, sent } from '../shared/log/dialogue.ts';
import { STARTED } from '../shared/run-events.ts';
import { readRun } from './window-states.ts';

const SENT: LogFilter = { ...NO_FILTER, show: 'sent' };
const NOTES: LogFilter = { ...NO_FILTER, show: 'notes' };

/** Asks and is answered so many times. */
const talk = (name: string, times: number, fromMs = 100): TracePiece[] =>
  Array.from({ length: times }, (_, index) => [
    sent(fromMs + index * 10, `AT+${name}${index}\r\n`),
    received(fromMs + index * 10 + 5, '\r\nOK\r\n'),
  ]).flat();

const textsOf = (rows: LogRows): string[] =>
  Array.from({ length: rows.count }, (_, index) => {
    const row = rows.at(index);
    if (row === null) throw new Error(`no row ${index}`);
    return row.entry.kind === 'line' ? plainText(row.entry.bytes) : row.entry.event.type;
  });

/** What the rows must be: run after run, what the filter lets through. */
const expected = (runs: readonly ShownRun[], filter: LogFilter) =>
  runs.flatMap((run) =>
    run.book.entries.filter((entry) => matches(entry, filter, run.book)).map((entry) => ({ run, entry })),
  );

const all = (rows: LogRows) => Array.from({ length: rows.count }, (_, index) => rows.at(index));

describe('the rows of the log', () => {
  it('are those of every run, one run after the other', () => {
    const runs = [readRun('a', [STARTED], talk('A', 1)), readRun('b', [], talk('B', 2))];
    const rows = new LogRows(NO_FILTER, () => '').update(runs, NO_FILTER);
    expect(textsOf(rows)).toEqual([
      'run.started',
      'AT+A0␍␊',
      '␍␊OK␍␊',
      'AT+B0␍␊',
      '␍␊OK␍␊',
      'AT+B1␍␊',
      '␍␊OK␍␊',
    ]);
    expect(rows.at(3)?.run).toBe(runs[1]);
    expect(rows.newest()).toEqual(rows.at(6));
  });

  it('are none where there is nothing, and none beyond the ends', () => {
    const rows = new LogRows(NO_FILTER, () => '');
    expect([rows.count, rows.at(0), rows.newest()]).toEqual([0, null, null]);
    rows.update([readRun('a', [], [])], NO_FILTER);
    expect([rows.count, rows.at(0), rows.newest()]).toEqual([0, null, null]);
    rows.update([readRun('a', [], talk('A', 1))], NO_FILTER);
    expect([rows.at(-1), rows.at(2), rows.at(1.5)]).toEqual([null, null, null]);
  });

  it('skip runs that have none, wherever they stand', () => {
    const empty = () => readRun('empty', []);
    const full = readRun('a', [], talk('A', 1));
    for (const runs of [
      [empty(), full],
      [full, empty()],
      [empty(), empty(), full, empty()],
    ]) {
      const rows = new LogRows(SENT, () => '').update(runs, SENT);
      expect(textsOf(rows)).toEqual(['AT+A0␍␊']);
      expect(rows.at(0)?.run).toBe(full);
      expect(rows.at(1)).toBeNull();
    }
  });

  it('grow with the run they are of', () => {
    let run = readRun('a', [STARTED], talk('A', 1));
    const rows = new LogRows(NO_FILTER, () => '').update([run], NO_FILTER);
    expect(rows.count).toBe(3);
    run = runWith(run, { events: [], trace: talk('B', 2, 1000), seq: 1, ordinal: 6, more: false });
    expect(rows.count, 'not before it is looked at').toBe(3);
    rows.update([run], NO_FILTER);
    expect(rows.count).toBe(7);
    expect(rows.newest()?.run).toBe(run);
    expect(textsOf(rows).slice(-2)).toEqual(['AT+B1␍␊', '␍␊OK␍␊']);
  });

  it('are others through another filter, and the same again through the first', () => {
    const runs = [readRun('a', [STARTED], talk('A', 2)), readRun('b', [STARTED], talk('B', 1))];
    const rows = new LogRows(NO_FILTER, () => '').update(runs, NO_FILTER);
    expect(textsOf(rows.update(runs, SENT))).toEqual(['AT+A0␍␊', 'AT+A1␍␊', 'AT+B0␍␊']);
    expect(textsOf(rows.update(runs, NOTES))).toEqual(['run.started', 'run.started']);
    expect(textsOf(rows.update(runs, { ...NO_FILTER, search: 'at+b' }))).toEqual(['AT+B0␍␊']);
    expect(rows.update(runs, NO_FILTER).count).toBe(8);
  });

  it('of a run that left the screen are gone, and are there again when it comes back', () => {
    const [a, b] = [readRun('a', [], talk('A', 1)), readRun('b', [], talk('B', 1))];
    const rows = new LogRows(SENT, () => '').update([a, b], SENT);
    expect(textsOf(rows.update([b], SENT))).toEqual(['AT+B0␍␊']);
    expect(rows.indexOf('a', 1)).toBeNull();
    expect(textsOf(rows.update([], SENT))).toEqual([]);
    expect(textsOf(rows.update([a, b], SENT))).toEqual(['AT+A0␍␊', 'AT+B0␍␊']);
  });

  it('are always what the filter lets through of the runs, however they grow', () => {
    const filter = fc.constantFrom(NO_FILTER, SENT, NOTES, { ...NO_FILTER, search: 'a1' });
    const step = fc.record({ run: fc.nat(2), pieces: fc.nat(4), filter, shown: fc.subarray([0, 1, 2]) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const runs = ['a', 'b', 'c'].map((id) => readRun(id, [STARTED]));
        const rows = new LogRows(NO_FILTER, () => '');
        let ms = 0;
        for (const { run: index, pieces, filter: through, shown } of steps) {
          const run = runs[index];
          if (run === undefined) continue;
          ms += 1000;
          const trace = talk('A', pieces, ms);
          runs[index] = runWith(run, { events: [], trace, seq: run.seq, ordinal: run.ordinal, more: false });
          const visible = shown.flatMap((each) => runs[each] ?? []);
          rows.update(visible, through);
          expect(all(rows)).toEqual(expected(visible, through));
          expect(rows.newest()).toEqual(expected(visible, through).at(-1) ?? null);
        }
      }),
    );
  });
});

describe('the row of a line', () => {
  const runs = [readRun('a', [STARTED], talk('A', 2)), readRun('b', [STARTED], talk('B', 2))];

  it('is found by its run and its number', () => {
    const rows = new LogRows(NO_FILTER, () => '').update(runs, NO_FILTER);
    for (const runId of ['a', 'b'])
      for (const no of [1, 2, 3, 4]) {
        const index = rows.indexOf(runId, no);
        const row = index === null ? null : rows.at(index);
        expect(row?.run.runId).toBe(runId);
        expect(row?.entry).toMatchObject({ kind: 'line', no });
      }
  });

  it('is the one that follows where the filter keeps the line back', () => {
    const rows = new LogRows(SENT, () => '').update(runs, SENT);
    expect(rows.indexOf('a', 2)).toBe(1);
    expect(rows.at(1)?.entry).toMatchObject({ no: 3 });
    // Behind the last line of the run the next run begins.
    expect(rows.indexOf('a', 4)).toBe(2);
    expect(rows.at(2)?.run.runId).toBe('b');
  });

  it('is none where there is no such line or no such run', () => {
    const rows = new LogRows(NO_FILTER, () => '').update(runs, NO_FILTER);
    expect([rows.indexOf('a', 0), rows.indexOf('a', 5), rows.indexOf('c', 1)]).toEqual([null, null, null]);
  });
});
