import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { RecordStore } from '../../../electron/records/index.ts';
import { pageOf, pages } from './pages.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED, temporaryFile, traceOf } from './synthetic.ts';

describe('a damaged record in pages', () => {
  const EVENTS = eventsOf('a', [STARTED, EXCHANGED, EXCHANGED, EXCHANGED, FINISHED]);
  const TRACE = traceOf('a', ['AT\r', 'OK', 'ATE0\r', 'OK']);

  async function damaged(sql: string): Promise<RecordStore> {
    const path = temporaryFile();
    const store = await openedStore(path);
    await store.append({ events: EVENTS, trace: TRACE });
    const other = new DatabaseSync(path);
    other.exec(sql);
    other.close();
    return store;
  }

  /** Everything that is said to be damaged, page by page. */
  async function damageIn(store: RecordStore, limit: number) {
    const found: unknown[] = [];
    for (let [seq, ordinal] = [0, 0]; ; ) {
      const page = await pageOf(store, 'a', seq, ordinal, limit);
      found.push(...page.damaged.map((each) => [each.seq, each.problem]));
      if (!page.more) return found;
      [seq, ordinal] = [page.seq, page.ordinal];
    }
  }

  it.each([1, 2, 3, 9])('names each fact that cannot be read once, in pages of %i', async (limit) => {
    const store = await damaged(
      "UPDATE facts SET body = '{' WHERE seq = 2; UPDATE facts SET type = 'moon.risen' WHERE seq = 4",
    );
    expect(await damageIn(store, limit)).toEqual([
      [2, 'not_json'],
      [4, 'not_a_fact'],
    ]);
    const { events, trace } = await pages(store, 'a', limit);
    expect(events).toEqual([EVENTS[0], EVENTS[2], EVENTS[4]]);
    expect(trace).toHaveLength(4);
  });

  it.each([1, 2, 9])('names facts that are gone from the middle, in pages of %i', async (limit) => {
    const store = await damaged('DELETE FROM facts WHERE seq IN (2, 3)');
    expect(await damageIn(store, limit)).toEqual([
      [2, 'missing'],
      [3, 'missing'],
    ]);
    expect((await pages(store, 'a', limit)).events).toEqual([EVENTS[0], EVENTS[3], EVENTS[4]]);
  });

  it.each([1, 2, 9])('reads around pieces of no known direction, in pages of %i', async (limit) => {
    const store = await damaged("UPDATE trace SET direction = 'up' WHERE ordinal IN (1, 2)");
    const read = await pages(store, 'a', limit);
    expect(read).toMatchObject({ events: EVENTS, trace: TRACE.slice(2).map(({ chunk }) => chunk) });
  });

  it.each(['facts SET elapsed_ms = 9e999 WHERE seq = 2', 'trace SET elapsed_ms = 9e999 WHERE ordinal = 2'])(
    'is called corrupt where a time has no end: %s',
    async (change) => {
      const store = await damaged(`UPDATE ${change}`);
      expect(await store.readPage({ runId: 'a', afterSeq: 0, afterOrdinal: 0, limit: 9 })).toMatchObject({
        ok: false,
        fault: { kind: 'corrupt' },
      });
    },
  );

  it('has a port where the row of the run has none', async () => {
    const store = await damaged('UPDATE runs SET port = NULL');
    expect((await pages(store, 'a', 9)).events[0]).toMatchObject({ seq: 1, port: '' });
  });
});
