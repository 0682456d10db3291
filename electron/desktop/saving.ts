import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileFault, UNFINISHED, untilReleased } from '../service/stores/atomic-file.ts';
import type { FileSaving } from '../service/shell.ts';

export interface SavingParts {
  /** Asks where a file is to go; null when the answer is nowhere. */
  readonly askPath: (fileName: string) => Promise<string | null>;
  /** Shows a file in the system's file manager. */
  readonly show: (path: string) => void;
}

/** Saves files where the user says, and shows those that it saved. What breaks the text off is thrown on. */
export function createFileSaving({ askPath, show }: SavingParts): FileSaving {
  const saved = new Set<string>();
  return {
    save: async (fileName, text, isPrivate) => {
      const path = await askPath(basename(fileName));
      if (path === null) return { kind: 'cancelled' };
      try {
        await writeWhole(path, text, isPrivate ? OWNER_ONLY : MODE);
      } catch (thrown) {
        return { kind: 'failed', code: fileFault(thrown).code };
      }
      saved.add(path);
      return { kind: 'saved', path };
    },
    reveal: async (path) => {
      if (!saved.has(path)) return false;
      show(path);
      return true;
    },
  };
}

/** As any new file: others may read it as far as the user's umask goes. */
const MODE = 0o666;
const OWNER_ONLY = 0o600;

/** @throws whatever keeps the file from being whole; what stood there before is then still there. */
async function writeWhole(path: string, text: AsyncIterable<string>, mode: number): Promise<void> {
  // A link stays a link, and the file behind it is replaced.
  const target = await realpath(path).catch(() => path);
  const unfinished = join(dirname(target), `.${randomUUID()}${UNFINISHED}`);
  try {
    const file = await open(unfinished, 'wx', mode);
    try {
      for await (const chunk of text) await file.writeFile(chunk, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await untilReleased(() => rename(unfinished, target));
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw thrown;
  }
}
