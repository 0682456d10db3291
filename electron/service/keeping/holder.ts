import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import { type RecordHolder, recordHolderSchema } from '../../../shared/record-holder.ts';
import { makeFolder } from '../../records/folder.ts';
import { faultOf } from '../../records/fault.ts';
import { type FileLock, lockFile } from './file-lock.ts';

/**
 * Who has a data folder. A lock says that somebody has it, and cannot be wrong; a file beside it says who, for people.
 * Left behind by a crash, or copied from another computer, neither keeps anybody out.
 */

const LOCK = 'holder.sqlite';
const CARD = 'holder.json';

/** A data folder that this process has. */
export interface FolderClaim {
  /** Lets others read where a browser finds this copy of the program. */
  tellAddress(address: string): void;
  /** Idempotent. */
  release(): void;
}

export type ClaimResult =
  | { readonly ok: true; readonly claim: FolderClaim }
  /** `in_use` where another copy of the program has the folder. */
  | { readonly ok: false; readonly fault: RecordFault };

/** Whoever has the lock has written down who it is soon after. */
const ATTEMPTS = 10;
/** Whoever only looks holds the lock for less than a pause. */
const LOOKS = 2;
const PAUSE_MS = 50;

/** Takes a data folder, which is made where there is none, for one copy of the program. */
export async function claimFolder(
  folder: string,
  shell: RecordHolder['shell'],
  clock: Clock,
): Promise<ClaimResult> {
  try {
    makeFolder(resolve(folder));
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
  for (let attempt = 1; ; attempt += 1) {
    const locked = lockFile(resolve(folder, LOCK), 'exclusive');
    if (locked.ok) return { ok: true, claim: new Claim(folder, locked.lock, cardOf(shell, clock)) };
    if (locked.fault.kind !== 'locked') return locked;
    const holder = readCard(folder);
    const isCertain = holder !== null && attempt > LOOKS;
    if (isCertain || attempt === ATTEMPTS) return { ok: false, fault: { kind: 'in_use', holder } };
    await new Promise<void>((done) => clock.schedule(PAUSE_MS, done));
  }
}

/** Who has a data folder beside this process; null where nobody has it, or nobody can tell. */
export async function folderHolder(
  folder: string,
  clock: Clock,
): Promise<{ readonly holder: RecordHolder | null } | null> {
  const path = resolve(folder, LOCK);
  // Looking would make it.
  if (!existsSync(path)) return null;
  for (let attempt = 1; ; attempt += 1) {
    const locked = lockFile(path, 'shared');
    if (locked.ok) locked.lock.release();
    if (locked.ok || locked.fault.kind !== 'locked') return null;
    const holder = readCard(folder);
    if (holder !== null || attempt === ATTEMPTS) return { holder };
    await new Promise<void>((done) => clock.schedule(PAUSE_MS, done));
  }
}

function cardOf(shell: RecordHolder['shell'], clock: Clock): RecordHolder {
  return { shell, pid: process.pid, host: hostname(), sinceMs: Math.round(clock.now()), address: null };
}

class Claim implements FolderClaim {
  readonly #path: string;
  readonly #lock: FileLock;
  #card: RecordHolder;
  #released = false;

  constructor(folder: string, lock: FileLock, card: RecordHolder) {
    this.#path = join(folder, CARD);
    this.#lock = lock;
    this.#card = card;
    // What a crash has left behind names somebody who is gone, also where nothing can be written in its place.
    this.#remove();
    this.#write();
  }

  tellAddress(address: string): void {
    if (this.#released) return;
    this.#card = { ...this.#card, address };
    this.#write();
  }

  release(): void {
    if (this.#released) return;
    // From here on the file may be another's.
    this.#released = true;
    this.#remove();
    this.#lock.release();
  }

  /** Without a card the others only know that somebody is here: no reason not to start. */
  #write(): void {
    try {
      writeFileSync(this.#path, `${JSON.stringify(this.#card, null, 2)}\n`);
    } catch {
      this.#remove();
    }
  }

  #remove(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // The same.
    }
  }
}

/** Null where there is none, or half of one: it is being written. */
function readCard(folder: string): RecordHolder | null {
  try {
    const read = recordHolderSchema.safeParse(JSON.parse(readFileSync(join(folder, CARD), 'utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
