import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunLog } from '../../../electron/reading/log/run-log.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import type { LogEntry, TraceGap, TracePiece } from '../../../shared/log/log-entry.ts';
import type { LogSummary } from '../../../shared/log-view.ts';
import { anyCuts, anyRun } from '../shared/log/any-run.ts';
import { began, exchanged, passed, received, RUN_STARTED, sent, stated } from '../shared/log/dialogue.ts';
import { GrowingRecord, readAll } from './growing-record.ts';

const entriesOf = (log: RunLog): (LogEntry | null)[] =>
  Array.from({ length: log.columns.length }, (_, index) => log.entryAt(index));

function bookOf(events: readonly RunEvent[], trace: readonly (TracePiece | TraceGap)[]): LogBook {
  const book = new LogBook();
  book.append({ events, trace });
  return book;
}

/** The same, by a look at the whole log. */
function summaryOf(book: LogBook): LogSummary {
  const { entries, gaps } = book;
  const sentAt = entries.findLastIndex((entry) => entry.kind === 'line' && entry.direction === 'sent');
  const heardBehind = (from: number) =>
    book.unlisted('received') !== '' ||
    entries.some((entry, at) => at >= from && entry.kind === 'line' && entry.direction === 'received');
  return {
    lines: entries.filter(({ kind }) => kind === 'line').length,
    heard: heardBehind(0),
    sentMs: entries[sentAt]?.elapsedMs ?? null,
    answered: sentAt >= 0 && heardBehind(sentAt),
    unmet: null,
    gaps: gaps.length,
    droppedChunks: gaps.reduce((sum, { droppedChunks }) => sum + droppedChunks, 0),
    damaged: 0,
    endMs: entries.at(-1)?.elapsedMs ?? 0,
  };
}

describe('the log of a run, as it is read from the record', () => {
  it('is what the facts and bytes so far come to, however the record grew', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, anyCuts, async ({ events, trace }, cuts) => {
        const record = await GrowingRecord.open();
        record.add(events.slice(0, 1), trace.slice(0, 1));
        const log = record.log();
        readAll(log);
        let [event, piece] = [1, 1];
        for (const [facts, pieces] of [...cuts, [events.length, trace.length] as const]) {
          record.add(events.slice(event, event + facts), trace.slice(piece, piece + pieces));
          event += facts;
          piece += pieces;
          readAll(log);
          const book = bookOf(events.slice(0, event), trace.slice(0, piece));
          expect(entriesOf(log)).toEqual(book.entries);
          expect(log.summary()).toEqual(summaryOf(book));
          for (const [index, entry] of book.entries.entries()) {
            expect(log.columns.stepAt(index)).toBe(book.stepOf(entry));
            expect(log.columns.countAheadOf(entry)).toBe(index);
            if (entry.kind === 'line') expect(log.columns.placeOfLine(entry.no)).toBe(index);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it('says from where on it has changed, so that what stands ahead need not be looked at again', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, anyCuts, async ({ events, trace }, cuts) => {
        const record = await GrowingRecord.open();
        record.add(events.slice(0, 1), trace.slice(0, 1));
        const log = record.log();
        let seen: readonly (LogEntry | null)[] = [];
        let version = 0;
        let [event, piece] = [1, 1];
        for (const [facts, pieces] of cuts) {
          readAll(log);
          const from = log.changedSince(version);
          const now = entriesOf(log);
          expect(now.slice(0, from)).toEqual(seen.slice(0, from));
          expect(log.settled).toBeLessThanOrEqual(now.length);
          [seen, version] = [now, log.version];
          record.add(events.slice(event, event + facts), trace.slice(piece, piece + pieces));
          event += facts;
          piece += pieces;
        }
      }),
      { numRuns: 80 },
    );
  });

  it('tells the newest expectation that was not met, until something else is sent', async () => {
    const record = await GrowingRecord.open();
    const compared = (met: boolean, expected: string) =>
      ({
        type: 'answer.compared',
        place: { phase: 'manual', step: null, attempt: 1 },
        command: 'AT',
        expected,
        met,
      }) as const;
    record.add(stated([[3, compared(false, 'OK')]]), [sent(1, 'AT\r\n'), received(2, 'ERROR\r\n')]);
    const log = record.log();
    const unmet = () => {
      readAll(log);
      return log.summary().unmet;
    };
    expect(unmet()).toBe('OK');
    record.add([], [sent(4, 'AT\r\n')]);
    expect(unmet()).toBeNull();
    record.add(stated([[5, compared(true, 'OK')]], 2), []);
    expect(unmet()).toBeNull();
  });

  it('counts what is missing, in the bytes and in the facts', async () => {
    const record = await GrowingRecord.open();
    const events = stated([
      [1, RUN_STARTED],
      [2, began(1)],
      [3, passed(1)],
    ]);
    record.add(
      events.filter(({ seq }) => seq !== 2),
      [received(1, '\r\n'), { direction: 'dropped', droppedChunks: 7, droppedBytes: 70, elapsedMs: 2 }],
    );
    const log = record.log();
    readAll(log);
    expect(log.summary()).toMatchObject({ lines: 0, heard: true, gaps: 1, droppedChunks: 7, damaged: 1 });
  });
});

describe('a log of many lines', () => {
  const LINES = 30_000;
  const lineOf = (index: number) =>
    index % 3 === 0
      ? sent(index, `AT+${index}\r\n`)
      : received(index, `${'é'.repeat(index % 7)}${index}\r\n`);

  it('has its bytes read again where there is no room for them', async () => {
    const record = await GrowingRecord.open();
    const trace = Array.from({ length: LINES }, (_, index) => lineOf(index));
    record.add(stated([[0, RUN_STARTED]]), trace);
    record.add(stated([[LINES + 60_000, exchanged('AT', 1, { kind: 'timeout', heard: false })]], 2), [
      received(LINES + 60_000, 'x'),
    ]);
    const book = bookOf([], trace);
    const log = record.log(10_000);
    readAll(log);
    const lines = () => entriesOf(log).filter((entry) => entry?.kind === 'line');
    expect(lines().slice(0, LINES)).toEqual(book.entries);
    for (let no = LINES; no > 0; no -= 997)
      expect(log.columns.lineAt(log.columns.placeOfLine(no) ?? -1)).toEqual(book.entries[no - 1]);
  });

  it('takes some twenty bytes an entry beside its text, and lets its settled text go', async () => {
    const record = await GrowingRecord.open();
    record.add(
      [],
      Array.from({ length: LINES }, (_, index) => lineOf(index)),
    );
    record.add(stated([[LINES + 60_000, RUN_STARTED]]), [received(LINES + 60_000, 'x')]);
    const log = record.log();
    readAll(log);
    expect(log.settled).toBe(LINES);
    expect(log.columns.size / LINES).toBeLessThan(30);
  });
});
