import { randomUUID } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../system-clock.ts';

/** How a file ends that is being written, or that a crash left behind while it was. */
export const UNFINISHED = '.unfinished';
const UNFINISHED_NAME = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.unfinished$/;
/** No write takes this long: whoever began an older one is gone. */
const ABANDONED_AFTER_MS = 3_600_000;

/** A name in a folder that nobody else has, for a file until it is whole. Short: the file's own may fill what a name may have. */
export function unfinishedPath(folder: string): string {
  return join(folder, `.${randomUUID()}${UNFINISHED}`);
}

/** Removes what crashes left behind in a folder. */
export async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => UNFINISHED_NAME.test(each))) {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => null);
    if (found !== null && found.mtimeMs < systemClock.now() - ABANDONED_AFTER_MS)
      await rm(path, { force: true }).catch(() => {});
  }
}
