import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programRoot } from './page/root.ts';

/** The threads of this program: what takes long, and must not keep a dialogue waiting. */
export type ThreadName = 'exports';

/** The file of a thread: its source where the sources run, else where a build puts it. */
export function threadFile(name: ThreadName): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL(`./${name}/thread.ts`, import.meta.url)
    : pathToFileURL(join(programRoot(), 'dist', 'threads', `${name}.js`));
}
