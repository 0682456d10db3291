import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { lockFile } from '../../../../electron/service/keeping/file-lock.ts';
import { claimFolder, type FolderClaim, folderHolder } from '../../../../electron/service/keeping/holder.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { temporaryFolder } from '../data-folder.ts';

const clock = new VirtualClock();
const SINCE_MS = 1_700_000_000_000;
const STRANGER = { shell: 'desktop', pid: 4711, host: 'elsewhere', sinceMs: 1, address: null };

const claim = (folder: string, shell: 'desktop' | 'browser' = 'browser') =>
  clock.runUntil(claimFolder(folder, shell, clock));
const holder = (folder: string) => clock.runUntil(folderHolder(folder, clock));

async function claimed(folder: string): Promise<FolderClaim> {
  const result = await claim(folder);
  if (!result.ok) throw new Error(`not claimed: ${result.fault.kind}`);
  onTestFinished(() => result.claim.release());
  return result.claim;
}

const card = (folder: string): unknown => JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8'));

test('the second copy is told who has the folder, with the address where that one is found', async () => {
  const folder = join(temporaryFolder(), 'new', 'folder');
  const first = await claimed(folder);
  const me = { shell: 'browser', pid: process.pid, host: hostname(), sinceMs: SINCE_MS, address: null };
  expect(await claim(folder)).toEqual({ ok: false, fault: { kind: 'in_use', holder: me } });
  first.tellAddress('http://127.0.0.1:4000');
  const holder = { ...me, address: 'http://127.0.0.1:4000' };
  expect(await claim(folder, 'desktop')).toEqual({ ok: false, fault: { kind: 'in_use', holder } });
});

test('a folder that was given back is free, and nobody is named in it any more', async () => {
  const folder = temporaryFolder();
  const first = await claimed(folder);
  first.release();
  expect(existsSync(join(folder, 'holder.json'))).toBe(false);
  expect(await holder(folder)).toBeNull();
  const second = await claimed(folder);
  // What the first one does from now on is no business of the second.
  first.tellAddress('http://127.0.0.1:4000');
  first.release();
  expect(card(folder)).toMatchObject({ address: null });
  expect(await claim(folder)).toMatchObject({ ok: false, fault: { kind: 'in_use' } });
  second.release();
});

test('a card that a crash left behind, or another computer, keeps nobody out and is replaced', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'holder.json'), JSON.stringify(STRANGER));
  writeFileSync(join(folder, 'holder.sqlite'), '');
  expect(await holder(folder)).toBeNull();
  await claimed(folder);
  expect(card(folder)).toMatchObject({ pid: process.pid, host: hostname() });
});

test('a copy of a folder that is in use is free', async () => {
  const [folder, copy] = [temporaryFolder(), temporaryFolder()];
  await claimed(folder);
  cpSync(folder, copy, { recursive: true });
  expect(await holder(copy)).toBeNull();
  expect(await claim(copy)).toMatchObject({ ok: true });
});

test.each([
  ['text', 'no database at all'],
  ['noise', Buffer.alloc(4096, 0xa5)],
])('a lock file of %s is replaced', async (_, content) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'holder.sqlite'), content);
  await claimed(folder);
  expect(await claim(folder)).toMatchObject({ ok: false, fault: { kind: 'in_use' } });
});

test('whoever has the folder and has not said who is in it by half a second', async () => {
  const folder = temporaryFolder();
  const locked = lockFile(join(folder, 'holder.sqlite'), 'exclusive');
  const before = clock.monotonic();
  expect(await claim(folder)).toEqual({ ok: false, fault: { kind: 'in_use', holder: null } });
  expect(await holder(folder)).toEqual({ holder: null });
  expect(clock.monotonic() - before).toBe(900);
  if (locked.ok) locked.lock.release();
});

test('half a card is none yet, and is read when it is whole', async () => {
  const folder = temporaryFolder();
  const locked = lockFile(join(folder, 'holder.sqlite'), 'exclusive');
  const path = join(folder, 'holder.json');
  writeFileSync(path, '{"shell":"desk');
  clock.schedule(200, () => writeFileSync(path, JSON.stringify(STRANGER)));
  expect(await claim(folder)).toEqual({ ok: false, fault: { kind: 'in_use', holder: STRANGER } });
  if (locked.ok) locked.lock.release();
});

test('whoever only looks delays a start and does not prevent it', async () => {
  const folder = temporaryFolder();
  const looking = lockFile(join(folder, 'holder.sqlite'), 'shared');
  writeFileSync(join(folder, 'holder.json'), JSON.stringify(STRANGER));
  clock.schedule(60, () => {
    if (looking.ok) looking.lock.release();
  });
  await claimed(folder);
});

test('nobody has a folder in which the program never was, and looking leaves nothing there', async () => {
  const folder = temporaryFolder();
  expect(await holder(folder)).toBeNull();
  expect(existsSync(join(folder, 'holder.sqlite'))).toBe(false);
});

test('a folder that cannot be made is no folder in use', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(await claim(join(folder, 'file', 'data'))).toMatchObject({ fault: { kind: 'not_writable' } });
  mkdirSync(join(folder, 'taken', 'holder.sqlite'), { recursive: true });
  expect(await claim(join(folder, 'taken'))).toMatchObject({ fault: { kind: 'not_writable' } });
});

test('a folder that nobody can write to is told as such, also to an administrator', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await claim(join(file, 'folder'))).toMatchObject({ fault: { kind: 'not_writable' } });
});
