import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openRecordStore } from '../../../electron/records/index.ts';
import { APPLICATION_ID, refusal, SCHEMA_VERSION } from '../../../electron/records/file-mark.ts';
import { MIGRATIONS } from '../../../electron/records/schema.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { EXCHANGED, eventsOf, openedStore, STARTED, temporaryFile } from './synthetic.ts';

/** A connection of another program, closed after the test. */
function otherConnection(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
}

async function recordWith(path: string, sql: string): Promise<void> {
  const store = await openedStore(path);
  await store.append({ events: eventsOf('a', [STARTED]), trace: [] });
  await store.close();
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

describe('opening a record', () => {
  it('makes the folders on the way', async () => {
    const path = join(dirname(temporaryFile()), 'one', 'two', 'record.sqlite');
    await openedStore(path);
    expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it('takes a name that looks like a URI for a file name', async () => {
    const path = join(dirname(temporaryFile()), 'file:record?mode=memory');
    await openedStore(path);
    expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it('finds again what an earlier process wrote', async () => {
    const path = temporaryFile();
    await recordWith(path, 'SELECT 1');
    const again = await openedStore(path);
    expect(await again.readRun('a')).toMatchObject({ ok: true, events: eventsOf('a', [STARTED]) });
  });

  it('keeps a write-ahead log, so that nobody who reads has to wait', async () => {
    const path = temporaryFile();
    await openedStore(path);
    expect(otherConnection(path).prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('refuses the file of a newer release and leaves it as it is', async () => {
    const path = temporaryFile();
    await recordWith(path, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    const before = readFileSync(path);
    expect(await openRecordStore(path)).toEqual({
      ok: false,
      fault: { kind: 'newer_version', found: SCHEMA_VERSION + 1, known: SCHEMA_VERSION },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([
    ['with tables of its own', 'CREATE TABLE bookmarks (url TEXT)'],
    ['with a header of its own', 'PRAGMA application_id = 7; PRAGMA user_version = 1'],
  ])("refuses another program's SQLite file %s and leaves it as it is", async (_, sql) => {
    const path = temporaryFile();
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
    const before = readFileSync(path);
    expect(await openRecordStore(path)).toEqual({ ok: false, fault: { kind: 'foreign_file' } });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([1, 2, 3])('takes a record for one that another process makes before look %i at it', (look) => {
    const path = temporaryFile();
    const database = otherConnection(path);
    const prepare = database.prepare.bind(database);
    let looks = 0;
    vi.spyOn(database, 'prepare').mockImplementation((sql) => {
      looks += 1;
      if (looks === look) {
        const other = otherConnection(path);
        other.exec(`BEGIN; ${MIGRATIONS.join(';')}; PRAGMA application_id = ${APPLICATION_ID}`);
        other.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
      }
      return prepare(sql);
    });
    for (let time = 1; time <= 3; time += 1) expect(refusal(database)).toBeNull();
    expect(looks).toBeGreaterThanOrEqual(look);
  });

  it('refuses a file that is no database and leaves it as it is', async () => {
    const path = temporaryFile();
    writeFileSync(
      path,
      'This is a text file, and it is longer than the header of a database would be. '.repeat(9),
    );
    const before = readFileSync(path);
    expect(await openRecordStore(path)).toMatchObject({ ok: false, fault: { kind: 'corrupt' } });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('notices overwritten pages', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const facts = Array.from({ length: 400 }, () => EXCHANGED);
    await store.append({ events: eventsOf('a', [STARTED, ...facts]), trace: [] });
    await store.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, bytes.length - 16_384, bytes.length - 4096));
    expect(await openRecordStore(path)).toMatchObject({ ok: false, fault: { kind: 'corrupt' } });
  });

  it('says that the place is not writable when a file stands where a folder should', async () => {
    const path = temporaryFile('a-file');
    writeFileSync(path, '');
    const fault = { kind: 'not_writable', code: 'ENOTDIR' };
    expect(await openRecordStore(join(path, 'folder', 'record.sqlite'))).toEqual({ ok: false, fault });
  });

  it('says that the place is not writable when it is a folder', async () => {
    const path = temporaryFile('folder');
    mkdirSync(path);
    expect(await openRecordStore(path)).toMatchObject({ ok: false, fault: { kind: 'not_writable' } });
  });

  it('waits for a process that is writing, and says `locked` when that does not end', async () => {
    const path = temporaryFile();
    await recordWith(path, 'SELECT 1');
    const other = otherConnection(path);
    other.exec('BEGIN IMMEDIATE');
    const clock = new VirtualClock();
    const opened = await clock.runUntil(openRecordStore(path, clock));
    expect(opened).toEqual({ ok: false, fault: { kind: 'locked' } });
    expect(clock.monotonic()).toBeGreaterThan(3000);
    other.exec('ROLLBACK');
    expect(await (await openedStore(path)).readRun('a')).toMatchObject({ ok: true });
  });
});

describe('a file that another process is writing', () => {
  it('answers `locked` to an append, and takes the same batch afterwards', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const other = otherConnection(path);
    const batch = { events: eventsOf('a', [STARTED]), trace: [] };
    other.exec('BEGIN IMMEDIATE');
    expect(await store.append(batch)).toEqual({ ok: false, fault: { kind: 'locked' } });
    expect(await store.listRuns({ limit: 1 })).toEqual({ ok: true, runs: [], damaged: [] });
    other.exec('ROLLBACK');
    expect(await store.append(batch)).toEqual({ ok: true });
  });
});
