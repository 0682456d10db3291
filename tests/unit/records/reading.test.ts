import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { History } from '../../../electron/records/history.ts';
import { openForReading, type ReadOnlyRecord } from '../../../electron/records/open-for-reading.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../electron/records/file-mark.ts';
import { MIGRATIONS } from '../../../electron/records/schema.ts';
import { EVERY_RUN, type RunQuery } from '../../../shared/history.ts';
import { EXCHANGED, eventsOf, openedStore, STARTED, temporaryFile, traceOf } from './synthetic.ts';

async function openedToRead(path: string): Promise<ReadOnlyRecord> {
  const opened = await openForReading(path);
  if (!opened.ok) throw new Error(`cannot be read: ${JSON.stringify(opened.fault)}`);
  onTestFinished(opened.record.close);
  return opened.record;
}

const countOf = ({ database }: ReadOnlyRecord, table: string) =>
  database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count'];

/** Every file of a folder with its bytes and the time it was last written to. */
const filesIn = (folder: string) =>
  readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return [name, statSync(path).mtimeMs, readFileSync(path).toString('latin1')] as const;
  });

async function closedRecord(path = temporaryFile()): Promise<string> {
  const store = await openedStore(path);
  await store.append({ events: eventsOf('a', [STARTED, EXCHANGED]), trace: traceOf('a', ['AT', 'OK']) });
  await store.close();
  return path;
}

describe('a record that is only read', () => {
  it('is read without a file being made or changed', async () => {
    const path = await closedRecord();
    const before = filesIn(dirname(path));
    const record = await openedToRead(path);
    expect([countOf(record, 'facts'), countOf(record, 'trace')]).toEqual([2, 2]);
    expect(record.isSound()).toBe(true);
    expect(filesIn(dirname(path))).toEqual(before);
    record.close();
    record.close();
    expect(filesIn(dirname(path))).toEqual(before);
  });

  it('is read in a folder whose name looks like an address', async () => {
    const folder = join(dirname(temporaryFile()), 'a?b#c%20 d');
    const path = await closedRecord(join(folder, 'record.sqlite'));
    expect(countOf(await openedToRead(path), 'facts')).toBe(2);
    expect(readdirSync(folder)).toEqual(['record.sqlite']);
  });

  it('cannot be written to', async () => {
    const { database } = await openedToRead(await closedRecord());
    expect(() => database.exec('DELETE FROM facts')).toThrow(/readonly/);
  });

  it('is read while somebody else records, up to the newest fact', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await store.append({ events: eventsOf('a', [STARTED]), trace: [] });
    const record = await openedToRead(path);
    expect(countOf(record, 'facts')).toBe(1);
    expect(await store.append({ events: eventsOf('a', [EXCHANGED], 2), trace: [] })).toEqual({ ok: true });
    expect(countOf(record, 'facts')).toBe(2);
    expect(record.isSound()).toBe(true);
  });

  it('is read as a killed process left it', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await store.append({ events: eventsOf('a', [STARTED, EXCHANGED]), trace: [] });
    const left = join(dirname(path), 'left');
    mkdirSync(left);
    for (const name of ['record.sqlite', 'record.sqlite-wal', 'record.sqlite-shm'])
      copyFileSync(join(dirname(path), name), join(left, name));
    const before = filesIn(left).filter(([name]) => !name.endsWith('-shm'));
    const record = await openedToRead(join(left, 'record.sqlite'));
    expect(countOf(record, 'facts')).toBe(2);
    record.close();
    expect(filesIn(left).filter(([name]) => !name.endsWith('-shm'))).toEqual(before);
  });

  it('notices that somebody began to write to it although nobody had it open', async () => {
    const path = await closedRecord();
    const record = await openedToRead(path);
    expect(countOf(record, 'facts')).toBe(2);
    const store = await openedStore(path);
    await store.append({ events: eventsOf('b', [STARTED]), trace: [] });
    await store.close();
    expect(record.isSound()).toBe(false);
  });
});

describe('a record that cannot be read', () => {
  it('since there is none, is told as such, and none is made', async () => {
    const path = temporaryFile();
    const folder = join(dirname(path), 'missing');
    for (const missing of [path, join(folder, 'record.sqlite')])
      expect(await openForReading(missing)).toEqual({ ok: false, fault: { kind: 'no_record' } });
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('since nothing was ever written to it, is told as such', async () => {
    const path = temporaryFile();
    writeFileSync(path, '');
    expect(await openForReading(path)).toEqual({ ok: false, fault: { kind: 'no_record' } });
    expect(statSync(path).size).toBe(0);
  });

  it('since a folder stands in its place, is told as such', async () => {
    const path = temporaryFile();
    mkdirSync(path);
    expect(await openForReading(path)).toEqual({ ok: false, fault: { kind: 'no_record' } });
  });

  it.each([
    ['a newer release wrote it', `PRAGMA user_version = ${SCHEMA_VERSION + 1}`, 'newer_version'],
    ['another program wrote it', 'PRAGMA application_id = 7', 'foreign_file'],
  ])('since %s, stays as it is', async (_, sql, kind) => {
    const path = await closedRecord();
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
    const before = filesIn(dirname(path));
    expect(await openForReading(path)).toMatchObject({ ok: false, fault: { kind } });
    expect(filesIn(dirname(path))).toEqual(before);
  });

  it('since it is no database, stays as it is', async () => {
    const path = temporaryFile();
    writeFileSync(path, 'This is a text file, longer than the header of a database would be. '.repeat(20));
    const before = filesIn(dirname(path));
    expect(await openForReading(path)).toMatchObject({ ok: false, fault: { kind: 'corrupt' } });
    expect(filesIn(dirname(path))).toEqual(before);
  });
});

describe.each(MIGRATIONS.map((_, index) => index + 1))('a record of version %i', (version) => {
  it('is seen through the tables of this one, and stays as old as it is', async () => {
    const path = temporaryFile();
    const database = new DatabaseSync(path);
    for (const migration of MIGRATIONS.slice(0, version)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
    database.exec("INSERT INTO runs (id, unit, outcome) VALUES ('a', 'SN-1', 'passed')");
    database.close();
    const before = filesIn(dirname(path));
    const record = await openedToRead(path);
    const newest = new DatabaseSync(':memory:');
    for (const migration of MIGRATIONS) newest.exec(migration);
    const [row] = record.database.prepare('SELECT * FROM runs').all();
    newest.exec("INSERT INTO runs (id, unit, outcome) VALUES ('a', 'SN-1', 'passed')");
    expect(row).toEqual(newest.prepare('SELECT * FROM runs').get());
    expect(record.database.prepare('SELECT count(*) AS count FROM measurements').get()).toEqual({ count: 0 });
    record.close();
    expect(filesIn(dirname(path))).toEqual(before);
  });

  it('is searched like one of this release', async () => {
    const path = temporaryFile();
    const database = new DatabaseSync(path);
    for (const migration of MIGRATIONS.slice(0, version)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
    database.exec("INSERT INTO runs (id, unit, outcome, failed_step) VALUES ('a', 'SN-1', 'failed', 4)");
    database.exec('INSERT INTO facts VALUES (1, 1, 0, 0, \'at.late\', \'{"line":"+CPIN: READY"}\')');
    database.close();
    const history = new History((await openedToRead(path)).database);
    const found = (query: Partial<RunQuery>) => {
      const search = history.search({ ...EVERY_RUN, ...query }, new Set());
      while (!search.done) search.advance(100);
      return search.found.length;
    };
    expect([found({}), found({ search: 'sn-1 +cpin', step: 4 }), found({ search: '+creg' })]).toEqual([
      1, 1, 0,
    ]);
    expect(history.rows([1], new Set())).toMatchObject([{ id: 'a' }]);
  });
});
