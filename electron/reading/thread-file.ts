import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The bundle of the thread stands beside that of the command line, above that of the desktop. */
const BUNDLE = 'reading-thread.js';

/** The file that the thread is begun with: its source beside this one, or its bundle where this is in one. */
export function threadFile(): string | URL {
  const { dirname, filename, url } = import.meta;
  if (filename.endsWith('.ts')) return new URL('thread.ts', url);
  const beside = join(dirname, BUNDLE);
  return existsSync(beside) ? beside : join(dirname, '..', BUNDLE);
}
