import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this program: the nearest one above the running file with a package.json, bundled or not. */
export function programRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json above ${from}`);
  }
}
