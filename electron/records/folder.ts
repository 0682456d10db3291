import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder that is not there, given its absolute path. Level by level: Node's own recursion never ends where the
 * system takes no folders but says ENOENT, as in /proc.
 */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been quicker.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) throw error;
  }
}
