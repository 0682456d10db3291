import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Level by level: Node's own recursion never ends where the system takes no folders but says ENOENT, as in /proc.
 * @returns the folders that were made.
 */
export function makeFolder(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return [];
  const above = dirname(path) === path ? [] : makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been quicker.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) throw error;
  }
  return [...above, path];
}

/** A power cut can undo what is new in a folder until the folder is on the disk, too. Windows has no way to ask for that. */
export function syncFolder(path: string): void {
  let folder: number | null = null;
  try {
    folder = openSync(path, 'r');
    fsyncSync(folder);
  } catch {
    // Where it cannot be asked for, the system sees to it in its own time.
  } finally {
    if (folder !== null) closeSync(folder);
  }
}
