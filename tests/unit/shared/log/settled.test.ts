import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_HEAD, reduceHead, textExport, textHeader, TextLines } from '../../../../shared/log/export.ts';
import { LogBook } from '../../../../shared/log/log-book.ts';
import type { LogEntry, LogPage } from '../../../../shared/log/log-entry.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { fold } from '../run-events.ts';
import { anyCuts, anyRun, type Run } from './any-run.ts';
import { began, bookOf, log, passed, received, sent, stated, told, unsolicited } from './dialogue.ts';

/** Pages cut as asked for; those behind which nothing earlier comes say that more follows, as the record's do. */
function pagesOf({ events, trace }: Run, cuts: readonly (readonly [number, number])[]): readonly LogPage[] {
  const pages: LogPage[] = [];
  let [event, piece] = [0, 0];
  for (const [facts, pieces] of [...cuts, [events.length, trace.length] as const]) {
    const page = { events: events.slice(event, event + facts), trace: trace.slice(piece, piece + pieces) };
    event += facts;
    piece += pieces;
    const reachMs = Math.max(page.events.at(-1)?.elapsedMs ?? 0, page.trace.at(-1)?.elapsedMs ?? 0);
    const left = [...events.slice(event), ...trace.slice(piece)];
    pages.push({ ...page, more: left.every(({ elapsedMs }) => elapsedMs >= reachMs) });
  }
  return pages;
}

interface Stepped {
  readonly entry: LogEntry;
  readonly step: StepNumber | null;
}

const stepped = (book: LogBook, entries: readonly LogEntry[]): Stepped[] =>
  entries.map((entry) => ({ entry, step: book.stepOf(entry) }));

describe('what was taken out of a log', () => {
  it('is the beginning of the whole log, however it was cut and whenever it is taken', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, fc.array(fc.boolean()), (run, cuts, takes) => {
        const whole = bookOf(run.trace, run.events);
        const book = new LogBook();
        const taken: Stepped[] = [];
        for (const [turn, page] of pagesOf(run, cuts).entries()) {
          book.append(page);
          if (takes[turn] ?? true) taken.push(...stepped(book, book.takeSettled()));
          expect(book.taken).toBe(taken.length);
          expect(book.length).toBe(taken.length + book.entries.length);
        }
        taken.push(...stepped(book, book.takeRest()));
        expect(taken).toEqual(stepped(whole, whole.entries));
        expect(book.gaps).toEqual(whole.gaps);
      }),
      { numRuns: 2000 },
    );
  });

  it('never changes what has changed since', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (run, cuts) => {
        const book = new LogBook();
        const seen: LogEntry[] = [];
        for (const page of pagesOf(run, cuts)) {
          const { version } = book;
          book.append(page);
          const from = book.changedSince(version);
          expect(from).toBeGreaterThanOrEqual(book.taken);
          seen.splice(from, seen.length, ...book.entries.slice(from - book.taken));
          book.takeSettled();
          expect(seen).toHaveLength(book.length);
        }
        expect(seen).toEqual(bookOf(run.trace, run.events).entries);
      }),
    );
  });

  it('is text as the whole log is', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (run, cuts) => {
        const pages = pagesOf(run, cuts);
        const head = pages.reduce(reduceHead, NO_HEAD);
        const lines = new TextLines(head.state.startedAtMs);
        const text = [...textHeader(head), ...pages.flatMap((page) => [...lines.of(page)]), ...lines.rest()];
        expect(text).toEqual([...textExport(bookOf(run.trace, run.events), fold(run.events))]);
      }),
    );
  });
});

const MINUTE = 60_000;

describe('an entry of the log', () => {
  it('stays as long as something may still go ahead of it, grow or be marked', () => {
    const book = bookOf([sent(1, 'AT\r\n'), received(2, 'OK\r\n')], stated([[3, began(1)]]));
    expect(book.takeSettled()).toEqual([]);
    book.append({ events: [], trace: [received(MINUTE, 'RDY\r\n')] });
    expect(book.takeSettled()).toEqual([]);
    book.append({ events: stated([[MINUTE, passed(1)]], 2), trace: [] });
    expect(book.takeSettled().map(told)).toEqual(['→ AT␍␊', '← OK␍␊', '· step.started']);
    expect(log(book)).toEqual(['← RDY␍␊', '· step.finished']);
  });

  it('goes without any fact where the page says that there is none', () => {
    const trace = [sent(1, 'AT\r\n'), received(MINUTE, 'OK\r\n')];
    const book = new LogBook();
    book.append({ events: [], trace, more: true });
    expect(book.takeSettled().map(told)).toEqual(['→ AT␍␊']);
  });

  it('stays while a fact of its time still looks for its line', () => {
    const facts = stated([
      [MINUTE, unsolicited('RDY')],
      [2 * MINUTE, began(1)],
    ]);
    const book = bookOf([received(MINUTE - 1, 'RDY\r\n'), sent(2 * MINUTE, 'AT\r\n')], facts);
    expect(book.takeSettled()).toEqual([]);
    book.append({ events: [], trace: [received(2 * MINUTE, 'OK\r\n')] });
    expect(book.takeSettled().map(told)).toEqual(['! RDY␍␊']);
  });

  it('that nobody ended is complete when it is old, and what comes then is another one', () => {
    const book = bookOf([received(1, '> '), sent(MINUTE, 'payload\r\n')]);
    expect(log(book)).toEqual(['← > ', '→ payload␍␊']);
    book.append({ events: [], trace: [received(MINUTE + 1, '\r\nOK\r\n')] });
    expect(log(book)).toEqual(['← > ', '→ payload␍␊', '← ␍␊OK␍␊']);
  });

  it('that comes later than any piece can stands where it still may', () => {
    const book = bookOf([received(MINUTE, 'OK\r\n'), sent(1, 'AT\r\n')]);
    expect(book.entries.map(({ elapsedMs }) => elapsedMs)).toEqual([40_000, MINUTE]);
  });

  it('goes in the end though no fact was stated: the log must not grow without bound', () => {
    const book = new LogBook();
    const lines = Array.from({ length: 50_000 }, (_, index) => received(index, 'x\n'));
    let taken = 0;
    for (let page = 0; page < 6; page += 1) {
      book.append({ events: [], trace: lines });
      taken += book.takeSettled().length;
    }
    expect(taken).toBeGreaterThan(0);
    expect(book.entries.length).toBeLessThanOrEqual(200_000);
    book.append({ events: stated([[1, passed(1)]]), trace: [] });
    expect(book.takeRest()).toHaveLength(300_001 - taken);
  });
});
