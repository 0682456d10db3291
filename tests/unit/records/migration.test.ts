import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openRecordStore } from '../../../electron/records/index.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../electron/records/file-mark.ts';
import { MIGRATIONS } from '../../../electron/records/schema.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  PORT,
  STARTED,
  temporaryFile,
  traceOf,
} from './synthetic.ts';

/** The facts of its first run as this release reads them; of a purpose they said nothing. */
const READ = eventsOf('a', [STARTED, EXCHANGED, FINISHED]);

/** A file as the first release left it: three runs, one of them cut short and one of which only bytes are known. */
function firstRelease(): string {
  const path = temporaryFile();
  const database = new DatabaseSync(path);
  database.exec(MIGRATIONS[0] ?? '');
  database.exec(
    `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1; PRAGMA journal_mode = WAL`,
  );
  const run = database.prepare(
    `INSERT INTO runs (id, port, unit, profile_name, version, from_step, started_at_ms, imei, finished_at_ms,
       duration_ms, outcome, failed_step, code, complete)
     VALUES (?, ?, ?, ?, '0.1.0', 1, 1700000000001, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ending = [1_700_000_000_003, 21_769.5, 'failed', 11, 'connect_failed', 1];
  run.run('a', PORT, 'SN-0117', 'Baidu IoT Hub', '490154203237518', ...ending);
  run.run('b', PORT, null, 'Baidu IoT Hub', null, null, null, null, null, null, null);
  database.exec("INSERT INTO runs (id) VALUES ('c')");
  const fact = database.prepare('INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?)');
  for (const { seq, atMs, elapsedMs, type, runId: _runId, port: _port, ...body } of READ)
    fact.run(1, seq, atMs, elapsedMs, type, JSON.stringify({ ...body, purpose: undefined }));
  const piece = database.prepare('INSERT INTO trace VALUES (?, ?, ?, ?, ?, NULL, NULL)');
  for (const { ordinal, chunk } of traceOf('a', ['AT+CREG?\r\n', '\r\nOK\r\n']))
    if (chunk.direction !== 'dropped') piece.run(1, ordinal, chunk.elapsedMs, chunk.direction, chunk.bytes);
  database.close();
  return path;
}

it('there is a migration to every version', () => {
  expect(SCHEMA_VERSION).toBe(MIGRATIONS.length);
});

describe('a record of the first release', () => {
  it('is opened and brought up to date', async () => {
    const path = firstRelease();
    const store = await openedStore(path);
    expect(await store.check()).toEqual({ ok: true });
    await store.close();
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION });
    const columns = database.prepare("SELECT name FROM pragma_table_info('runs')").all();
    expect(columns).toContainEqual({ name: 'purpose' });
    database.close();
  });

  it('lists its runs as what the first release knew: runs through the steps', async () => {
    const store = await openedStore(firstRelease());
    expect(await store.listRuns({ limit: 9 })).toMatchObject({
      ok: true,
      damaged: [],
      runs: [
        { id: 'c', state: 'interrupted', purpose: 'bring_up', port: null, startedAtMs: null },
        { id: 'b', state: 'interrupted', purpose: 'bring_up', profileName: 'Baidu IoT Hub', imei: null },
        {
          id: 'a',
          state: 'finished',
          purpose: 'bring_up',
          unit: 'SN-0117',
          imei: '490154203237518',
          outcome: 'failed',
          failedStep: 11,
          code: 'connect_failed',
          complete: true,
          warnings: 0,
          durationMs: 21_769.5,
        },
      ],
    });
  });

  it('is opened although a fact in it is damaged, and counts the warnings of those that are not', async () => {
    const path = firstRelease();
    const database = new DatabaseSync(path);
    const finished = database.prepare("INSERT INTO facts VALUES (1, ?, 0, 0, 'step.finished', ?)");
    finished.run(4, '{"outcome":{"kind":"passed","warn');
    finished.run(5, '{"outcome":{"kind":"passed","warnings":["echo_stays","imei_check_digit"]}}');
    database.close();
    const store = await openedStore(path);
    expect(await store.listRuns({ limit: 1, before: 'b' })).toMatchObject({
      runs: [{ id: 'a', warnings: 2 }],
    });
  });

  it('gives its facts and bytes, whole and in pages', async () => {
    const store = await openedStore(firstRelease());
    expect(await store.readRun('a')).toMatchObject({ ok: true, events: READ, damaged: [] });
    const page = await store.readPage({ runId: 'a', afterSeq: 0, afterOrdinal: 0, limit: 100 });
    expect(page).toMatchObject({
      ok: true,
      page: { events: READ, damaged: [], seq: 3, ordinal: 2, more: false },
    });
    expect(page.ok && page.page.trace.map(({ direction }) => direction)).toEqual(['sent', 'received']);
  });

  it('takes new runs, each with its purpose', async () => {
    const store = await openedStore(firstRelease());
    const console = { ...STARTED, purpose: 'console' } as const;
    await store.append({ events: eventsOf('d', [console, FINISHED]), trace: [] });
    await store.append({ events: eventsOf('e', [STARTED]), trace: [] });
    expect(await store.listRuns({ limit: 3 })).toMatchObject({
      runs: [
        { id: 'e', purpose: 'bring_up', state: 'live' },
        { id: 'd', purpose: 'console', state: 'finished' },
        { id: 'c', purpose: 'bring_up' },
      ],
    });
  });

  it('takes what follows of a run that was cut short', async () => {
    const store = await openedStore(firstRelease());
    await store.append({ events: eventsOf('b', [STARTED, FINISHED]), trace: [] });
    expect(await store.readRun('b')).toMatchObject({ run: { purpose: 'bring_up', state: 'finished' } });
  });

  it('is migrated once, however often it is opened', async () => {
    const path = firstRelease();
    for (let time = 0; time < 3; time += 1) {
      const store = await openedStore(path);
      expect(await store.listRuns({ limit: 9 })).toMatchObject({ ok: true, runs: [{}, {}, {}] });
      await store.close();
    }
    expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it('is opened by two at once', async () => {
    const path = firstRelease();
    const [one, two] = await Promise.all([openedStore(path), openedStore(path)]);
    await one.append({ events: eventsOf('d', [STARTED, FINISHED]), trace: [] });
    expect(await two.listRuns({ limit: 1 })).toMatchObject({ runs: [{ id: 'd', purpose: 'bring_up' }] });
  });

  it('keeps its version where its tables are not what they were', async () => {
    const path = temporaryFile();
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE walks (id TEXT)');
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
    expect(await openRecordStore(path)).toMatchObject({ ok: false, fault: { kind: 'io' } });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    database.close();
  });
});
