import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QueryRuns } from '../../../electron/reading/history/query-runs.ts';
import { Stamps } from '../../../electron/reading/log/stamps.ts';
import type { History } from '../../../electron/records/history.ts';
import { EVERY_RUN } from '../../../shared/history.ts';
import { type SearchedRecord, searchedRecord } from '../records/history/searched.ts';
import { FINISHED, STARTED } from '../records/synthetic.ts';

/** Longer than runs that begin or end are waited for. */
const AGAIN_MS = 1000;

let record: SearchedRecord;
/** While it is there, whoever asks the record gets this. */
let fault: Error | null = null;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  fault = null;
  record = await searchedRecord();
});

afterEach(() => {
  vi.useRealTimers();
});

/** The record's history, which throws `fault` while there is one. */
function faulty(): History {
  return new Proxy(record.history, {
    get(history, name) {
      if (name === 'search' && fault !== null) throw fault;
      const value: unknown = Reflect.get(history, name, history);
      return typeof value === 'function' ? value.bind(history) : value;
    },
  });
}

const everyRun = () => new QueryRuns(faulty(), EVERY_RUN, new Set(), new Stamps());

const locked = () => Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 });

describe('what a query found', () => {
  it('is current until a run is told of, and not again before the record was looked through', async () => {
    await record.add('first', [STARTED, FINISHED]);
    const query = everyRun();
    await query.found(10);
    expect(query.isCurrent).toBe(true);
    query.changed();
    expect(query.isCurrent).toBe(false);
    await record.add('second', [STARTED, FINISHED]);
    // The new search is begun, and nobody has asked for any of it.
    vi.advanceTimersByTime(AGAIN_MS);
    expect(query.isCurrent).toBe(false);
    expect(query.count).toBe(1);
    const stop = query.follow(() => {});
    await vi.waitFor(() => expect(query.count).toBe(2));
    expect(query.isCurrent).toBe(true);
    stop();
    query.close();
  });

  it('is looked for again when somebody else lets go of the record', async () => {
    await record.add('first', [STARTED, FINISHED]);
    const query = everyRun();
    fault = locked();
    const stop = query.follow(() => {});
    await vi.waitFor(() => expect(query.fault).toEqual({ kind: 'locked' }));
    query.look();
    await vi.waitFor(() => expect(query.fault).toEqual({ kind: 'locked' }));
    fault = null;
    query.look();
    await vi.waitFor(() => expect([query.fault, query.count, query.percent]).toEqual([null, 1, null]));
    stop();
    query.close();
  });

  it('stays as it was while the record is held, and is made new afterwards', async () => {
    await record.add('first', [STARTED, FINISHED]);
    const query = everyRun();
    const stop = query.follow(() => {});
    await vi.waitFor(() => expect([query.count, query.percent]).toEqual([1, null]));
    await record.add('second', [STARTED, FINISHED]);
    fault = locked();
    query.changed();
    vi.advanceTimersByTime(AGAIN_MS);
    expect([query.count, query.fault]).toEqual([1, { kind: 'locked' }]);
    fault = null;
    query.look();
    await vi.waitFor(() => expect([query.count, query.fault]).toEqual([2, null]));
    stop();
    query.close();
  });
});
