import { resolve } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import { type FileLock, lockFile } from './file-lock.ts';

/**
 * Processes beside the one that has the data folder may record in it, too. As long as one does, a run without an end may
 * be one that goes on; a lock tells, which ends with them.
 */

const FILE = 'recorders.sqlite';
const ATTEMPTS = 20;
const PAUSE_MS = 50;

/** Lets the others know that this process records, until it is released. Null where nothing can be locked. */
export async function joinRecorders(folder: string, clock: Clock): Promise<FileLock | null> {
  for (let attempt = 1; ; attempt += 1) {
    const locked = lockFile(resolve(folder, FILE), 'shared');
    if (locked.ok) return locked.lock;
    // Whoever is alone looks around for a moment and lets go.
    if (locked.fault.kind !== 'locked' || attempt === ATTEMPTS) return null;
    await new Promise<void>((done) => clock.schedule(PAUSE_MS, done));
  }
}

/** What `look` sees while no other process records; null when one does, or nobody can tell. */
export function whileAlone<Seen>(folder: string, look: () => Seen): Seen | null {
  const locked = lockFile(resolve(folder, FILE), 'exclusive');
  if (!locked.ok) return null;
  try {
    return look();
  } finally {
    locked.lock.release();
  }
}
