import { readdirSync, readlinkSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { errorCode } from './errno.ts';
import type { SystemPaths } from './system-paths.ts';

/** A process that has a device open. `command` is its short name, never its arguments: those may hold secrets. */
export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

export interface HolderSearch {
  /** Resolved device path → the first process found to have it open. */
  readonly holders: ReadonlyMap<string, PortHolder>;
  /** Whether every process could be looked into. False for an ordinary user: root's files stay hidden. */
  readonly complete: boolean;
}

/**
 * Looks through the open files of all visible processes for `devices` (resolved paths). One pass for all.
 * Where there is no /proc (macOS, Windows) nothing is found and the search is incomplete.
 */
export async function findHolders(devices: ReadonlySet<string>, paths: SystemPaths): Promise<HolderSearch> {
  const holders = new Map<string, PortHolder>();
  if (devices.size === 0) return { holders, complete: true };
  const pids = (await readdir(paths.proc).catch(() => [])).filter((name) => /^\d+$/.test(name));
  let complete = pids.length > 0;
  let looked = 0;
  for (const pid of pids) {
    const files = openFiles(join(paths.proc, pid, 'fd'));
    if (files === 'hidden') {
      complete = false;
      continue;
    }
    for (const device of files)
      if (devices.has(device) && !holders.has(device)) holders.set(device, await holderOf(pid, paths));
    looked += files.length;
    if (looked < LOOKS_IN_A_ROW) continue;
    looked = 0;
    await setImmediate();
  }
  return { holders, complete };
}

/**
 * /proc answers from memory, a few microseconds per link, while a trip through the thread pool costs ten times
 * that. So the links are read synchronously, with a pause for other events after this many.
 */
const LOOKS_IN_A_ROW = 200;

/**
 * Whether there is an flock(2) lock on the file `inode` of the file system `device` (both as from stat), and
 * the process that took it, unless that one has ended and left the lock to its children.
 * /proc/locks shows the locks of all users, so this finds holders whose open files are hidden.
 * Line format (proc_locks(5)): `1: FLOCK  ADVISORY  WRITE 4456 00:1a:3 0 EOF`, device numbers in hex.
 */
export async function findLock(
  device: number,
  inode: number,
  paths: SystemPaths,
): Promise<{ readonly isLocked: boolean; readonly holder?: PortHolder }> {
  const text = await readFile(join(paths.proc, 'locks'), 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    const fields = /^\d+: FLOCK\s+\S+\s+\S+\s+(\d+)\s+([0-9a-f]+):([0-9a-f]+):(\d+)\s/i.exec(line);
    const [, pid, major, minor, lockedInode] = fields ?? [];
    if (pid === undefined || major === undefined || minor === undefined) continue;
    const here =
      Number.parseInt(major, 16) === majorNumber(device) &&
      Number.parseInt(minor, 16) === minorNumber(device);
    if (!here || Number(lockedInode) !== inode) continue;
    const holder = await holderOf(pid, paths);
    return holder.command === '' ? { isLocked: true } : { isLocked: true, holder };
  }
  return { isLocked: false };
}

/** Major part of a device number in the kernel's 12:20 split (sysmacros.h, gnu_dev_major). */
export function majorNumber(device: number): number {
  return (device >>> 8) & 0xfff;
}

/** Minor part of a device number (sysmacros.h, gnu_dev_minor). */
export function minorNumber(device: number): number {
  return (device & 0xff) | ((device >>> 12) & 0xfff00);
}

/** The targets of a process's file descriptors; a process that just ended has none. */
function openFiles(folder: string): readonly string[] | 'hidden' {
  try {
    return readdirSync(folder).map((name) => target(join(folder, name)));
  } catch (thrown) {
    return GONE_CODES.has(errorCode(thrown)) ? [] : 'hidden';
  }
}

/** What /proc answers about a process that has ended. */
const GONE_CODES: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH']);

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

async function holderOf(pid: string, paths: SystemPaths): Promise<PortHolder> {
  const command = await readFile(join(paths.proc, pid, 'comm'), 'utf8').catch(() => '');
  return { pid: Number(pid), command: command.trim() };
}
