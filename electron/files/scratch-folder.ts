import { mkdtempSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whose folder it is: the number of the process. */
const NAME = /^wis800c-(\d+)-[A-Za-z0-9]+$/;
/** Another computer's, or another container's, processes are not seen from here; they share few folders for so long. */
const LEFT_ALONE_MS = 24 * 3_600_000;

/**
 * A new private folder among the system's temporary ones, readable by its owner alone.
 * @throws what the file system throws
 */
export function makeScratchFolder(parent = tmpdir()): string {
  return mkdtempSync(join(parent, `wis800c-${process.pid}-`));
}

/** Removes what programs have left that were killed: folders of nobody who is at work, untouched for a day. */
export async function sweepScratchFolders(nowMs: number, parent = tmpdir()): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = Number(NAME.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAtWork(pid)) continue;
    const path = join(parent, name);
    const touched = await stat(path).catch(() => null);
    if (touched === null || nowMs - touched.mtimeMs < LEFT_ALONE_MS) continue;
    // Another user's cannot be removed, and need not be.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAtWork(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One that may not be asked is there all the same.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
