import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The threads of this program: what takes long, and must not keep a dialogue waiting. */
export type ThreadName = 'exports' | 'opening' | 'reading';

/**
 * The file of a thread: its source where the sources run, else its bundle, which a build puts into a folder beside that
 * of the command line and above that of the desktop.
 */
export function threadFile(name: ThreadName): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`./${name}/thread.ts`, import.meta.url);
  const beside = join(import.meta.dirname, 'threads', `${name}.js`);
  const above = join(import.meta.dirname, '..', 'threads', `${name}.js`);
  return pathToFileURL(existsSync(beside) ? beside : above);
}
