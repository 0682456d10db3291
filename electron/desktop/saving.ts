import { basename } from 'node:path';
import { writeWhole } from '../files/whole-file.ts';
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
      const written = await writeWhole(path, text, isPrivate ? OWNER_ONLY : MODE);
      if (!written.ok) return { kind: 'failed', code: written.fault.code };
      saved.add(path);
      return { kind: 'saved', path };
    },
    choose: (fileName) => askPath(basename(fileName)),
    saved: (path) => void saved.add(path),
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
