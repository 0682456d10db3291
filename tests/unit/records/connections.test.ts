import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openIndexConnection, openReadConnection } from '../../../electron/records/open-database.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../electron/records/file-mark.ts';
import { recordOfVersion } from './old-records.ts';
import { eventsOf, openedStore, STARTED, temporaryFile } from './synthetic.ts';

const KINDS = [
  ['reads', openReadConnection],
  ['keeps the text index', openIndexConnection],
] as const;

function fileWith(sql: string): string {
  const path = temporaryFile();
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  return path;
}

describe.each(KINDS)('a further connection that %s', (_, open) => {
  it('sees what the one that records has written, and goes on seeing it', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    const opened = open(path);
    if (!opened.ok) throw new Error(opened.fault.kind);
    onTestFinished(() => opened.database.close());
    const count = opened.database.prepare('SELECT count(*) AS runs FROM runs');
    expect(count.get()).toEqual({ runs: 0 });
    await store.append({ events: eventsOf('a', [STARTED]), trace: [] });
    expect(count.get()).toEqual({ runs: 1 });
  });

  it.each([
    [
      'of a newer release',
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 77`,
      'newer_version',
    ],
    ['of another program', 'CREATE TABLE bookmarks (url TEXT)', 'foreign_file'],
    ['in which nothing ever was', '', 'io'],
  ])('refuses a file %s and leaves it as it is', (_, sql, kind) => {
    const path = fileWith(sql);
    const before = readFileSync(path);
    expect(open(path)).toMatchObject({ ok: false, fault: { kind } });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a record of an earlier release, which has to be migrated first', async () => {
    const path = recordOfVersion(2);
    expect(open(path)).toEqual({ ok: false, fault: { kind: 'io', code: 'OLDER_VERSION' } });
    await openedStore(path);
    const opened = open(path);
    expect(opened.ok && opened.database.prepare('PRAGMA user_version').get()).toEqual({
      user_version: SCHEMA_VERSION,
    });
    if (opened.ok) opened.database.close();
  });

  it('refuses what is no database', () => {
    const path = temporaryFile();
    writeFileSync(path, 'A text that is longer than the header of a database would be. '.repeat(20));
    expect(open(path)).toMatchObject({ ok: false, fault: { kind: 'corrupt' } });
  });

  it('makes no file where there is none', () => {
    const path = temporaryFile();
    expect(open(path)).toMatchObject({ ok: false, fault: { kind: 'not_writable' } });
    expect(existsSync(path)).toBe(false);
  });
});

it('a connection that reads cannot write', async () => {
  const path = temporaryFile();
  await openedStore(path);
  const opened = openReadConnection(path);
  if (!opened.ok) throw new Error(opened.fault.kind);
  onTestFinished(() => opened.database.close());
  expect(() => opened.database.exec("INSERT INTO runs (id) VALUES ('a')")).toThrow('readonly');
});
