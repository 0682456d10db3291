import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the built page is, and how a checkout makes it. */

export type BuiltPage =
  | { readonly ok: true; readonly folder: string }
  /** `output` is what the builder said. */
  | { readonly ok: false; readonly output: string };

const SOURCES = ['renderer', 'shared', 'vite.config.ts', 'package-lock.json'];

/**
 * The folder of the page below `root`, built first when its sources are newer; `onBuild` is called before that. A
 * packaged program has no sources and no builder, and its page as it is.
 */
export async function builtPage(root: string, onBuild: () => void): Promise<BuiltPage> {
  const folder = join(root, 'dist', 'renderer');
  const builder = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(join(root, 'renderer')) || !existsSync(builder)) return { ok: true, folder };
  const builtMs = timeOf(join(folder, 'index.html'));
  if (builtMs >= (await newest(root))) return { ok: true, folder };
  onBuild();
  return await build(root, builder, folder);
}

/** Builds beside the old page and puts it in its place, so that two programs at once both end with a whole one. */
async function build(root: string, builder: string, folder: string): Promise<BuiltPage> {
  const beside = `${folder}-${process.pid}`;
  const { status, output } = await run(root, [builder, 'build', '--outDir', beside, '--emptyOutDir']);
  if (status !== 0) return { ok: false, output };
  await rm(folder, { recursive: true, force: true });
  await rename(beside, folder).catch(() => rm(beside, { recursive: true, force: true }));
  return { ok: true, folder };
}

function run(root: string, args: readonly string[]): Promise<{ status: number | null; output: string }> {
  // Electron's own binary runs scripts as Node does when it is told so. Whoever builds, people get the swift page.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_ENV: 'production', NO_COLOR: '1' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (text: Buffer) => {
    output += text.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve) => {
    child.once('error', (fault) => resolve({ status: null, output: fault.message }));
    child.once('close', (status) => resolve({ status, output }));
  });
}

async function newest(root: string): Promise<number> {
  const times = await Promise.all(
    SOURCES.map(async (name) => {
      const path = join(root, name);
      const own = timeOf(path);
      if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return own;
      const below = await readdir(path, { recursive: true });
      return Math.max(own, ...below.map((each) => timeOf(join(path, each))));
    }),
  );
  return Math.max(...times);
}

/** Milliseconds since 1970 of the last change; 0 for what is not there. */
function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
