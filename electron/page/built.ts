import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the built page is, and how a checkout makes it and whatever else is built. */

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
  if (!existsSync(join(root, 'renderer')) || !hasBuilder(root)) return { ok: true, folder };
  if (await isUpToDate(root, [join('dist', 'renderer', 'index.html')], SOURCES)) return { ok: true, folder };
  onBuild();
  return await build(root, folder);
}

/** Builds beside the old page and puts it in its place, so that two programs at once both end with a whole one. */
async function build(root: string, folder: string): Promise<BuiltPage> {
  const beside = `${folder}-${process.pid}`;
  const { status, output } = await runBuilder(root, ['build', '--outDir', beside, '--emptyOutDir']);
  if (status !== 0) return { ok: false, output };
  // Windows: somebody may hold a file of it for a moment.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await rename(beside, folder).catch(() => rm(beside, { recursive: true, force: true }));
  return { ok: true, folder };
}

/** Whether a checkout can build: a packaged program is as it was delivered. */
export function hasBuilder(root: string): boolean {
  return existsSync(builderIn(root));
}

function builderIn(root: string): string {
  return join(root, 'node_modules', 'vite', 'bin', 'vite.js');
}

/** Runs the builder with its arguments; `status` is 0 when all is well, `output` what it said. */
export function runBuilder(
  root: string,
  args: readonly string[],
): Promise<{ status: number | null; output: string }> {
  // Electron's own binary runs scripts as Node does when it is told so. Whoever builds, people get the swift page.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_ENV: 'production', NO_COLOR: '1' };
  const child = spawn(process.execPath, [builderIn(root), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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

/** Whether every product is there, and none of the sources is newer than any; all paths are below `root`. */
export async function isUpToDate(
  root: string,
  products: readonly string[],
  sources: readonly string[],
): Promise<boolean> {
  const builtMs = Math.min(...products.map((name) => timeOf(join(root, name))));
  return builtMs > 0 && builtMs >= (await newest(root, sources));
}

async function newest(root: string, sources: readonly string[]): Promise<number> {
  const times = await Promise.all(
    sources.map(async (name) => {
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
