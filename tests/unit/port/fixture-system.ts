import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SystemPaths } from '../../../electron/port/system-paths.ts';

/** A system of folders in a temporary place: file path → content, or `-> target` for a symbolic link. */
export async function makeSystem(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly paths: SystemPaths; readonly root: string; readonly remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'port-system-'));
  for (const folder of ['dev', 'sys', 'proc', 'etc']) await mkdir(join(root, folder));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true });
    if (content.startsWith('-> ')) await symlink(content.slice(3).replace('ROOT', root), path);
    else await writeFile(path, content);
  }
  return {
    root,
    paths: {
      dev: join(root, 'dev'),
      sys: join(root, 'sys'),
      proc: join(root, 'proc'),
      groupFile: join(root, 'etc', 'group'),
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
