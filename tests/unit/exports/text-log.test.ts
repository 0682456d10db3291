import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { bytesOf } from '../../../shared/log/binary.ts';
import { textExport } from '../../../shared/log/export.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import { INITIAL_RUN_STATE, reduceRun } from '../../../shared/run-state.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  STARTED,
  temporaryFile,
  traceOf,
} from '../records/synthetic.ts';
import { anyRun, type Run } from '../shared/log/any-run.ts';
import { contentOf, runs } from './exported.ts';

/** The log of a run as it is told by one who holds all of it. */
function wholeText({ events, trace }: Run): string {
  const book = new LogBook();
  book.append({ events, trace });
  return [...textExport(book, events.reduce(reduceRun, INITIAL_RUN_STATE))].join('');
}

const named = (events: readonly RunEvent[], runId: string) => events.map((event) => ({ ...event, runId }));

describe('the log as text', () => {
  it('is what one who holds all of it would write, run after run', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyRun, { minLength: 1, maxLength: 3 }), async (drawn) => {
        const all = drawn
          .filter(({ events }) => events.length > 0)
          .map(({ events, trace }) => {
            count += 1;
            return { id: `run ${count}`, events: named(events, `run ${count}`), trace };
          });
        for (const { id, events, trace } of all) {
          const entries = trace.map(({ bytes, ...piece }, index) => ({
            runId: id,
            ordinal: index + 1,
            chunk: { ...piece, bytes: bytesOf(bytes) },
          }));
          expect(await store.append({ events, trace: entries })).toEqual({ ok: true });
        }
        if (all.length === 0) return;
        const what = runs(...all.map(({ id }) => id));
        expect(await contentOf({ record: path, what, format: 'text' })).toBe(all.map(wholeText).join(''));
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('is whole however long the run', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const events = eventsOf('a', [STARTED, ...Array.from({ length: 1200 }, () => EXCHANGED), FINISHED]);
    const entries = traceOf(
      'a',
      Array.from({ length: 5000 }, (_, index) => `line ${index}\r\n`),
    );
    await store.append({ events, trace: entries });
    const trace = entries.map(({ chunk }) => ({
      direction: chunk.direction === 'sent' ? ('sent' as const) : ('received' as const),
      elapsedMs: chunk.elapsedMs,
      bytes: chunk.direction === 'dropped' ? '' : Buffer.from(chunk.bytes).toString('latin1'),
    }));
    let done = 0;
    const onProgress = (so: number, total: number) => {
      expect(total).toBe(6202);
      done = so;
    };
    const text = await contentOf({ record: path, what: runs('a'), format: 'text', onProgress });
    expect(text === wholeText({ events, trace })).toBe(true);
    expect(done).toBe(6202);
  });
});
