import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { MIGRATIONS } from '../../../electron/records/schema.ts';
import { recordOfVersion } from '../../unit/records/old-records.ts';
import { openedStore } from '../../unit/records/synthetic.ts';

/** Writes what it is given, a part of it on the disk already, and is killed before it could commit. */
const KILLED = `
  import { DatabaseSync } from 'node:sqlite';
  const [path, sql] = process.argv.slice(1);
  const database = new DatabaseSync(path);
  database.exec('PRAGMA cache_spill = 1; PRAGMA cache_size = 1; BEGIN IMMEDIATE');
  database.exec(sql);
  process.kill(process.pid, 'SIGKILL');
`;

it('a process that is killed while it migrates leaves the old record, which the next one migrates', async () => {
  const path = recordOfVersion(2);
  const sql = MIGRATIONS[2] ?? '';
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', KILLED, path, sql]);
  expect(signal).toBe('SIGKILL');
  const database = new DatabaseSync(path);
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
  expect(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'measurements'").all()).toEqual([]);
  database.close();
  const store = await openedStore(path);
  expect(await store.check()).toEqual({ ok: true });
  expect(await store.listRuns({ limit: 9 })).toMatchObject({
    runs: [{}, {}, {}, {}, { network: 'CHINA MOBILE' }],
  });
});
