import { randomUUID } from 'node:crypto';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import { errorCode } from '../../port/errno.ts';
import { faultOf } from '../../records/fault.ts';
import { systemClock } from '../../system-clock.ts';

/** Why a file could not be written, moved or removed; `code` is the system's error code. */
export interface FileFault {
  readonly kind: 'not_writable' | 'disk_full' | 'io';
  readonly code: string;
}

export type FileResult = { readonly ok: true } | { readonly ok: false; readonly fault: FileFault };

/** How a file ends that is being written, or that a crash left behind while it was. */
export const UNFINISHED = '.unfinished';
const UNFINISHED_NAME = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.unfinished$/;
/** No write takes this long: whoever began an older one is gone. */
const ABANDONED_AFTER_MS = 3_600_000;

/**
 * Replaces a file's text so that a crash leaves the old or the new one, whole. The folder must exist.
 * @param mode of the new file from its first byte on, narrowed by the umask; Windows knows no such thing.
 */
export async function writeTextFile(path: string, text: string, mode: number): Promise<FileResult> {
  const unfinished = `${path}.${randomUUID()}${UNFINISHED}`;
  try {
    await writeThrough(unfinished, text, mode);
    await untilReleased(() => rename(unfinished, path));
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => {});
    return { ok: false, fault: fileFault(thrown) };
  }
  await syncFolder(dirname(path));
  await sweep(dirname(path));
  return { ok: true };
}

/**
 * The fault behind what node:fs threw.
 * @throws the error itself when it is none of the system's: that is a bug of this program.
 */
export function fileFault(thrown: unknown): FileFault {
  const code = errorCode(thrown);
  if (code === 'EDQUOT') return { kind: 'disk_full', code };
  // Something else than a file stands in its place.
  if (code === 'EISDIR' || code === 'ENOTEMPTY') return { kind: 'not_writable', code };
  const fault = faultOf(thrown);
  switch (fault.kind) {
    case 'not_writable':
    case 'disk_full':
    case 'io':
      return { kind: fault.kind, code };
    default:
      throw thrown;
  }
}

/** What Windows says while another program, such as a virus scanner, holds the file open; mostly for a moment. */
const HELD_CODES: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];
const HELD_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 10;

/** Moves a file; on Windows again with longer and longer pauses, 1.3 s in all, while somebody holds it. */
export async function untilReleased(
  move: () => Promise<void>,
  clock: Clock = systemClock,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await move();
    } catch (thrown) {
      const isHeld = platform === 'win32' && HELD_CODES.includes(errorCode(thrown));
      if (!isHeld || attempt === HELD_ATTEMPTS) throw thrown;
    }
    await new Promise<void>((done) => clock.schedule(FIRST_PAUSE_MS * 2 ** (attempt - 1), done));
  }
}

async function writeThrough(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A power cut can undo the renaming until the folder is on the disk, too. Windows has no way to ask for that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** Removes what crashes left behind. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => UNFINISHED_NAME.test(each))) {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => null);
    if (found !== null && found.mtimeMs < systemClock.now() - ABANDONED_AFTER_MS)
      await rm(path, { force: true }).catch(() => {});
  }
}
