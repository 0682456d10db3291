import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogBook } from '../../../../shared/log/log-book.ts';
import { type LineEntry, lineText, type LogEntry } from '../../../../shared/log/log-entry.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { linesOfStep } from '../../../support/whole-book.ts';
import { anyCuts, anyRun, type Run } from './any-run.ts';
import { bookOf, lines } from './dialogue.ts';

function read(
  { events, trace }: Run,
  pages: readonly (readonly [number, number])[],
  onPage?: (book: LogBook) => void,
) {
  const book = new LogBook();
  let event = 0;
  let piece = 0;
  const take = (facts: number, pieces: number) => {
    book.append({ events: events.slice(event, event + facts), trace: trace.slice(piece, piece + pieces) });
    event += facts;
    piece += pieces;
    onPage?.(book);
  };
  for (const [facts, pieces] of pages) take(facts, pieces);
  take(events.length, trace.length);
  return book;
}

const bytesOf = (entries: readonly LineEntry[], direction: string) =>
  entries.flatMap((line) => (line.direction === direction ? [line.bytes] : [])).join('');

describe('the log of any run', () => {
  it('is the same however facts and bytes were cut into pages', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (whole, pages) => {
        expect(read(whole, pages).entries).toEqual(bookOf(whole.trace, whole.events).entries);
      }),
      { numRuns: 1500 },
    );
  });

  it('is the same when the facts are read first, or the bytes', () => {
    fc.assert(
      fc.property(anyRun, (whole) => {
        const { entries } = bookOf(whole.trace, whole.events);
        const factsFirst = whole.events.map(() => [1, 0] as const);
        const bytesFirst = whole.trace.map(() => [0, 1] as const);
        expect(read(whole, [...factsFirst, ...bytesFirst]).entries).toEqual(entries);
        expect(read(whole, [...bytesFirst, ...factsFirst]).entries).toEqual(entries);
      }),
      { numRuns: 500 },
    );
  });

  it('has every byte of the trace, in order', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (whole, pages) => {
        const book = read(whole, pages);
        for (const direction of ['sent', 'received'] as const) {
          const bytes = whole.trace
            .flatMap((piece) => (piece.direction === direction ? [piece.bytes] : []))
            .join('');
          expect(bytesOf(lines(book), direction) + book.unlisted(direction)).toBe(bytes);
        }
      }),
    );
  });

  it('is in order of time, lines numbered without gaps, notes in the order of the facts', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (whole, pages) => {
        const { entries } = read(whole, pages);
        const times = entries.map(({ elapsedMs }) => elapsedMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        const nos = entries.flatMap((entry) => (entry.kind === 'line' ? [entry.no] : []));
        expect(nos.toSorted((one, other) => one - other)).toEqual(nos.map((_, index) => index + 1));
        const seqs = entries.flatMap((entry) => (entry.kind === 'note' ? [entry.event.seq] : []));
        expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
      }),
    );
  });

  it('has another version exactly when something is to be seen, and says from where on', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (whole, pages) => {
        const seen: { readonly version: number; readonly entries: readonly LogEntry[] }[] = [
          { version: 0, entries: [] },
        ];
        read(whole, pages, (book) => {
          const before = seen.at(-1);
          const isSame =
            before?.entries.length === book.entries.length &&
            before.entries.every((each, at) => each === book.entries[at]);
          expect(before?.version === book.version).toBe(isSame);
          for (const { version, entries } of seen) {
            const from = book.changedSince(version);
            expect(book.entries.slice(0, from)).toEqual(entries.slice(0, from));
            if (version === book.version) expect(from).toBe(book.entries.length);
          }
          seen.push({ version: book.version, entries: [...book.entries] });
        });
      }),
    );
  });

  it('marks for each fact the newest line of its text that came before it and is not taken', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (whole, pages) => {
        const all = lines(read(whole, pages)).filter(({ direction }) => direction === 'received');
        const taken = new Set<number>();
        for (const event of whole.events) {
          if (event.type !== 'at.unsolicited') continue;
          const parts = event.line.split('\r\n\r\n');
          const standsAt = (last: number) =>
            parts.every((part, index) => {
              const line = all[last - parts.length + 1 + index];
              return (
                line !== undefined && !taken.has(line.no) && lineText(line).replace(/^(?:> )+/, '') === part
              );
            });
          const last = all.findLastIndex(
            ({ elapsedMs }, index) =>
              elapsedMs <= event.elapsedMs && elapsedMs >= event.elapsedMs - 20_000 && standsAt(index),
          );
          if (last >= 0) for (const { no } of all.slice(last - parts.length + 1, last + 1)) taken.add(no);
        }
        expect(all.filter((line) => line.unsolicited).map(({ no }) => no)).toEqual(
          [...taken].sort((a, b) => a - b),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('tells the step of every line by the last note ahead of it that begins or ends one', () => {
    fc.assert(
      fc.property(anyRun, anyCuts, (whole, pages) => {
        const book = read(whole, pages);
        let current: StepNumber | null = null;
        for (const entry of book.entries) {
          if (entry.kind === 'line') {
            expect(book.stepAt(entry.elapsedMs)).toBe(current);
            expect(book.stepOf(entry)).toBe(current);
          } else if (entry.event.type === 'step.started') current = entry.event.step;
          else if (entry.event.type === 'step.finished' && entry.event.step === current) current = null;
        }
      }),
    );
  });

  it('gives a step the entries that belong to it', () => {
    fc.assert(
      fc.property(anyRun, (whole) => {
        const book = bookOf(whole.trace, whole.events);
        for (const number of [1, 2, 3] as const) {
          const own = lines(book).filter((line) => book.stepOf(line) === number);
          expect(linesOfStep(book, number).filter(({ kind }) => kind === 'line')).toEqual(own);
        }
      }),
    );
  });
});
