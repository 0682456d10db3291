import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { LogAnswers } from '../../../electron/reading/log/answers.ts';
import { Logs } from '../../../electron/reading/log/logs.ts';
import { Records } from '../../../electron/reading/records.ts';
import type { RecordStore } from '../../../electron/records/index.ts';
import { NO_FILTER } from '../../../shared/log/filter.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  STARTED,
  temporaryFile,
  traceOf,
} from '../records/synthetic.ts';

let path: string;
let store: RecordStore;
let records: Records;
let logs: Logs;
let answers: LogAnswers;

beforeEach(async () => {
  path = temporaryFile();
  store = await openedStore(path);
  records = new Records([path]);
  onTestFinished(() => records.close());
  logs = new Logs(records);
  answers = new LogAnswers(logs);
});

async function record(runId: string): Promise<void> {
  const events = eventsOf(runId, [STARTED, EXCHANGED, FINISHED]);
  const written = await store.append({ events, trace: traceOf(runId, ['AT\r\n', 'OK\r\n']) });
  if (!written.ok) throw new Error(written.fault.kind);
}

/** Changes the file as no release does. */
function spoil(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

const rows = (runId: string) => answers.rows({ runId, filter: NO_FILTER, language: 'en' }, 0, 10);

describe('the logs that are kept', () => {
  it('are the last few that were asked for', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await record(id);
      expect(await rows(id)).toMatchObject({ ok: true, rows: { length: 4 } });
    }
    const kept = logs.of('f');
    expect(logs.of('f')).toBe(kept);
    const first = logs.of('a');
    expect(first.log).toBeNull();
    expect(await rows('a')).toMatchObject({ ok: true, rows: { length: 4 } });
  });

  it('are all that somebody follows', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      await record(id);
      onTestFinished(logs.of(id).follow(() => {}));
    }
    const kept = logs.of('a');
    await rows('a');
    expect(logs.of('a')).toBe(kept);
    expect(kept.log).not.toBeNull();
  });

  it('are not those of runs that were taken out of the record', async () => {
    await record('a');
    await rows('a');
    spoil("DELETE FROM facts; DELETE FROM trace; DELETE FROM measurements; DELETE FROM runs WHERE id = 'a'");
    expect(await rows('a')).toEqual({ ok: false, fault: { kind: 'record', fault: { kind: 'not_found' } } });
  });

  it('are read on where another process has recorded more', async () => {
    await store.append({ events: eventsOf('a', [STARTED]), trace: [] });
    expect(await rows('a')).toMatchObject({ rows: { length: 1 } });
    await store.append({ events: eventsOf('a', [FINISHED], 2), trace: traceOf('a', ['AT\r\n']) });
    expect(await rows('a')).toMatchObject({ rows: { length: 3 } });
  });
});

describe('a record that is damaged', () => {
  it('says so, and what could be read ahead of the damage is there', async () => {
    const lines = Array.from({ length: 1500 }, () => 'OK\r\n');
    await store.append({ events: eventsOf('a', [STARTED, FINISHED]), trace: traceOf('a', lines) });
    spoil('UPDATE trace SET elapsed_ms = 9e999 WHERE ordinal = 1400');
    const damaged = { ok: false, fault: { kind: 'record', fault: { kind: 'corrupt' } } };
    expect(await rows('a')).toMatchObject({ ok: true, rows: { length: 10 } });
    const kept = logs.of('a');
    const late = await answers.rows({ runId: 'a', filter: NO_FILTER, language: 'en' }, 1400, 10);
    expect(late).toMatchObject(damaged);
    expect(await answers.line('a', 1)).toMatchObject({ ok: false, fault: { kind: 'corrupt' } });
    expect(logs.of('a')).toBe(kept);
  });

  it('cannot be asked where it is no record', async () => {
    const nowhere = new LogAnswers(new Logs(new Records([temporaryFile()])));
    expect(await nowhere.line('a', 1)).toMatchObject({ ok: false });
  });
});
