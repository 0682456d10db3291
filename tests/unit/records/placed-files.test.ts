import fs, { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRecordStore, type RecordStore } from '../../../electron/records/index.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED, temporaryFile } from './synthetic.ts';

const EVENTS = eventsOf('a', [STARTED, EXCHANGED, FINISHED]);
const TRIAL = { events: [], trace: [] };
const REMOVED = { ok: false, fault: { kind: 'removed' } };

const append = (store: RecordStore, from: number, to: number) =>
  store.append({ events: EVENTS.slice(from, to), trace: [] });

// Windows lets nobody remove a file that is open.
describe.skipIf(process.platform === 'win32')('a record whose files are not where they were', () => {
  test.each<[string, (path: string) => void]>([
    ['removed with the folder', (path) => rmSync(dirname(path), { recursive: true })],
    ['removed', (path) => rmSync(path)],
    ['moved', (path) => renameSync(path, `${path}.away`)],
    ['without its write-ahead log', (path) => rmSync(`${path}-wal`)],
  ])('%s: says that what it writes can be read by nobody', async (_what, disturb) => {
    const path = temporaryFile();
    const store = await openedStore(path);
    expect(await store.append(TRIAL)).toEqual({ ok: true });
    disturb(path);
    expect(await store.append(TRIAL)).toEqual(REMOVED);
    expect(await append(store, 0, 1)).toEqual(REMOVED);
  });

  test('can be written again when they are put back', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    renameSync(path, `${path}.away`);
    expect(await append(store, 0, 2)).toEqual(REMOVED);
    renameSync(`${path}.away`, path);
    expect(await append(store, 0, 2)).toEqual({ ok: true });
    expect(await store.readRun('a')).toMatchObject({ ok: true, events: EVENTS.slice(0, 2) });
  });

  test('has everything in the file that was moved, once it is closed', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await append(store, 0, 2);
    const elsewhere = join(dirname(temporaryFile()), 'moved.sqlite');
    renameSync(path, elsewhere);
    await append(store, 2, 3);
    await store.close();
    expect(await (await openedStore(elsewhere)).readRun('a')).toMatchObject({ ok: true, events: EVENTS });
  });
});

describe('a write-ahead log whose record is gone', () => {
  /** A record as a killed process leaves it. */
  async function killed(): Promise<string> {
    const path = temporaryFile();
    const store = await openedStore(path);
    await append(store, 0, 3);
    const left = temporaryFile();
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${left}${end}`);
    return left;
  }

  test('is set aside when a new record is begun, and can be put back', async () => {
    const path = await killed();
    const kept = `${path}.kept`;
    renameSync(path, kept);
    const store = await openedStore(path);
    expect(await store.listRuns({ limit: 1 })).toMatchObject({ ok: true, runs: [] });
    await store.close();
    renameSync(`${path}-wal.left-1`, `${kept}-wal`);
    expect(await (await openedStore(kept)).readRun('a')).toMatchObject({ ok: true, events: EVENTS });
  });

  test('does not take the place of one that was set aside before', async () => {
    const path = await killed();
    copyFileSync(`${path}-wal`, `${path}-wal.left-1`);
    rmSync(path);
    await openedStore(path);
    expect(readdirSync(dirname(path)).filter((name) => name.includes('.left-'))).toHaveLength(2);
  });

  test('is taken for what it is where the record is there', async () => {
    const path = await killed();
    expect(await (await openedStore(path)).readRun('a')).toMatchObject({ ok: true, events: EVENTS });
    expect(existsSync(`${path}-wal.left-1`)).toBe(false);
  });
});

describe('a new record', () => {
  /** Watches which folders are asked to be on the disk. */
  function watchedSyncs(): readonly string[] {
    const synced: string[] = [];
    const { fsyncSync } = fs;
    fs.fsyncSync = (file) => {
      synced.push(fs.readlinkSync(`/proc/self/fd/${file}`));
      fsyncSync(file);
    };
    syncBuiltinESMExports();
    onTestFinished(() => {
      fs.fsyncSync = fsyncSync;
      syncBuiltinESMExports();
    });
    return synced;
  }

  test.runIf(process.platform === 'linux')(
    'is on the disk with its folders, so that a power cut leaves it there',
    async () => {
      const top = dirname(temporaryFile());
      const path = join(top, 'one', 'two', 'record.sqlite');
      const synced = watchedSyncs();
      await openedStore(path);
      expect(synced).toEqual([top, join(top, 'one'), join(top, 'one', 'two')]);
      await openedStore(path);
      expect(synced).toHaveLength(3);
    },
  );

  test('is made all the same where folders cannot be asked for that', async () => {
    const { fsyncSync } = fs;
    fs.fsyncSync = () => {
      throw Object.assign(new Error('no'), { code: 'EPERM' });
    };
    syncBuiltinESMExports();
    const opened = await openRecordStore(temporaryFile());
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.store.close();
  });
});
