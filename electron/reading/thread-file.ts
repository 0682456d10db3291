import { join } from 'node:path';
import { programRoot } from '../page/root.ts';

/** Where the bundle of the thread stands; see `build/vite.node.config.ts`. */
const BUNDLE = ['dist', 'reading-thread.js'];

/** The file that the thread is begun with: its source where this is one, its bundle in a bundle. */
export function threadFile(): string | URL {
  if (import.meta.filename.endsWith('.ts')) return new URL('thread.ts', import.meta.url);
  return join(programRoot(import.meta.dirname), ...BUNDLE);
}
