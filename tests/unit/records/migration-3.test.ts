import { DatabaseSync } from 'node:sqlite';
import { copyFileSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecordStore } from '../../../electron/records/index.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../electron/records/file-mark.ts';
import { MIGRATIONS } from '../../../electron/records/schema.ts';
import { recordOfVersion } from './old-records.ts';
import { eventsOf, FINISHED, openedStore, STARTED, temporaryFile } from './synthetic.ts';

function reading(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true });
  onTestFinished(() => database.close());
  return database;
}

async function migrated(version: 1 | 2): Promise<DatabaseSync> {
  const path = recordOfVersion(version);
  await (await openedStore(path)).close();
  return reading(path);
}

const versionOf = (database: DatabaseSync) => database.prepare('PRAGMA user_version').get()?.['user_version'];

/** Names and declarations of all columns. */
function shapeOf(database: DatabaseSync): unknown {
  return database
    .prepare(
      `SELECT tables.name AS in_table, columns.name, columns.type, "notnull", dflt_value, pk
       FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS columns
       WHERE tables.schema = 'main' ORDER BY 1, 2`,
    )
    .all();
}

describe.each([1, 2] as const)('a record of version %i', (version) => {
  it('gets columns that say what its facts say', async () => {
    const runs = (await migrated(version)).prepare(
      'SELECT id, imsi, network, station, plan_version, last_at_ms, profile_key, text_group, detail FROM runs',
    );
    const unknown = { imsi: null, network: null, station: null, plan_version: null, text_group: null };
    expect(runs.all()).toEqual([
      {
        ...unknown,
        id: 'ended',
        imsi: '460001234567890',
        network: 'CHINA MOBILE',
        last_at_ms: 1_700_000_000_009,
        profile_key: 1,
        detail: 'CONNECT FAIL',
      },
      { ...unknown, id: 'cut', last_at_ms: 1_700_000_100_777, profile_key: 1, detail: null },
      { ...unknown, id: 'bytes', last_at_ms: null, profile_key: null, detail: null },
      {
        ...unknown,
        id: 'console',
        last_at_ms: 1_700_000_200_002,
        profile_key: null,
        detail: null,
      },
      {
        ...unknown,
        id: 'damaged',
        last_at_ms: 1_700_000_300_009,
        profile_key: null,
        detail: null,
      },
    ]);
  });

  it('counts as its bytes what its facts and trace come to', async () => {
    const database = await migrated(version);
    const sums = database.prepare(
      `SELECT bytes, (SELECT coalesce(sum(length(CAST(body AS BLOB))), 0) FROM facts WHERE run_key = key)
         + (SELECT coalesce(sum(length(bytes)), 0) FROM trace WHERE run_key = key) AS sum FROM runs`,
    );
    for (const { bytes, sum } of sums.all()) expect(bytes).toBe(sum);
  });

  it('gets its measurements as rows, and leaves out those that nobody can read', async () => {
    const rows = (await migrated(version)).prepare('SELECT * FROM measurements').all();
    const noted = { unit: null, criterion: null, verdict: 'none' };
    const asked = { run_key: 7, step: 11, phase: 'diagnosis', name: 'operator', ...noted };
    expect(rows).toEqual([
      { run_key: 7, seq: 2, step: null, phase: 'identity', name: 'imsi', value: '460001234567890', ...noted },
      {
        ...noted,
        run_key: 7,
        seq: 3,
        step: 5,
        phase: 'step',
        name: 'signal',
        value: 18,
        unit: 'rssi ≈ -77 dBm',
      },
      { ...asked, seq: 4, value: 'CHINA MOBILE' },
      { ...asked, seq: 5, value: null },
      {
        ...noted,
        run_key: 99,
        seq: 5,
        step: null,
        phase: 'step',
        name: 'signal',
        value: null,
        verdict: 'fail',
      },
      { ...noted, run_key: 99, seq: 6, step: 5, phase: 'step', name: 'imei', value: 1.5, verdict: 'pass' },
    ]);
  });

  it('keeps a profile once, however many runs used it', async () => {
    expect((await migrated(version)).prepare('SELECT * FROM profiles').all()).toEqual([
      { key: 1, body: '{"apn":{"name":"CMNET","password":"***"}}' },
    ]);
  });

  it('keeps every row that it had as it was', async () => {
    const path = recordOfVersion(version);
    const before = `${path}.before`;
    copyFileSync(path, before);
    await (await openedStore(path)).close();
    const columns = reading(before)
      .prepare("SELECT group_concat(name) AS names FROM pragma_table_info('runs')")
      .get()?.['names'];
    for (const sql of ['SELECT * FROM facts', 'SELECT * FROM trace', `SELECT ${String(columns)} FROM runs`]) {
      const warned = (rows: readonly object[]) => rows.map((row) => ({ ...row, warnings: 0 }));
      expect(warned(reading(path).prepare(sql).all())).toEqual(warned(reading(before).prepare(sql).all()));
    }
  });

  it('has the very tables that a new file has', async () => {
    const fresh = temporaryFile();
    await (await openedStore(fresh)).close();
    expect(shapeOf(await migrated(version))).toEqual(shapeOf(reading(fresh)));
  });

  it('lists its runs as before, and takes new ones', async () => {
    const store = await openedStore(recordOfVersion(version));
    await store.append({ events: eventsOf('new', [STARTED, FINISHED]), trace: [] });
    expect(await store.listRuns({ limit: 9 })).toMatchObject({
      ok: true,
      damaged: [],
      runs: [
        { id: 'new', lastAtMs: 1_700_000_000_002 },
        { id: 'damaged' },
        { id: 'console', network: null },
        { id: 'bytes', state: 'interrupted', lastAtMs: null },
        { id: 'cut', state: 'interrupted', lastAtMs: 1_700_000_100_777 },
        { id: 'ended', imsi: '460001234567890', network: 'CHINA MOBILE', operator: '李伟', station: null },
      ],
    });
    expect(await store.check()).toEqual({ ok: true });
  });

  it('is whole after a migration that was cut short at any statement', async () => {
    const path = recordOfVersion(version);
    const before = shapeOf(reading(path));
    const statements = MIGRATIONS.slice(version).join('').split(';');
    expect(statements.length).toBeGreaterThan(15);
    for (let count = 1; count < statements.length; count += 1) {
      // As a process that is killed leaves it: closing without a commit undoes what was begun.
      const killed = new DatabaseSync(path);
      killed.exec('BEGIN IMMEDIATE');
      killed.exec(statements.slice(0, count).join(';'));
      killed.close();
    }
    expect(versionOf(reading(path))).toBe(version);
    expect(shapeOf(reading(path))).toEqual(before);
    await (await openedStore(path)).close();
    expect(versionOf(reading(path))).toBe(SCHEMA_VERSION);
  });

  it('is left as it is by a migration that fails', async () => {
    const path = recordOfVersion(version);
    const editor = new DatabaseSync(path);
    editor.exec('CREATE TABLE removals (id INTEGER)');
    editor.close();
    const before = shapeOf(reading(path));
    expect(await openRecordStore(path)).toMatchObject({ ok: false, fault: { kind: 'io' } });
    expect(versionOf(reading(path))).toBe(version);
    expect(shapeOf(reading(path))).toEqual(before);
  });
});

describe('a new record', () => {
  it('can give room back piece by piece', async () => {
    const path = temporaryFile();
    await openedStore(path);
    expect(reading(path).prepare('PRAGMA auto_vacuum').get()).toEqual({ auto_vacuum: 2 });
  });

  it('says of a run where and by which plan it was walked', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const started = { ...STARTED, station: 'bench-7', planVersion: 1 };
    await store.append({ events: eventsOf('a', [started]), trace: [] });
    await store.append({ events: eventsOf('b', [STARTED]), trace: [] });
    expect(reading(path).prepare('SELECT station, plan_version, profile_key FROM runs').all()).toEqual([
      { station: 'bench-7', plan_version: 1, profile_key: 1 },
      { station: null, plan_version: null, profile_key: 1 },
    ]);
  });

  it('counts what is given twice once', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const batch = { events: eventsOf('a', [STARTED, FINISHED]), trace: [] };
    await store.append(batch);
    const bytes = reading(path).prepare('SELECT bytes FROM runs').get()?.['bytes'];
    await store.append(batch);
    expect(bytes).toBeGreaterThan(100);
    expect(reading(path).prepare('SELECT bytes, last_at_ms FROM runs').all()).toEqual([
      { bytes, last_at_ms: 1_700_000_000_002 },
    ]);
  });
});

describe('the record of a release to come', () => {
  it('is refused and left as it is, byte for byte', async () => {
    const path = temporaryFile();
    const database = new DatabaseSync(path);
    for (const migration of MIGRATIONS) database.exec(migration);
    database.exec(`CREATE TABLE wonders (id TEXT); PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    const before = readFileSync(path);
    expect(await openRecordStore(path)).toEqual({
      ok: false,
      fault: { kind: 'newer_version', found: SCHEMA_VERSION + 1, known: SCHEMA_VERSION },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
