import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtPage, hasBuilder, isUpToDate, runBuilder } from '../electron/page/built.ts';

/** The desktop of a checkout: built, then run by Electron. */

export type Built =
  | { readonly ok: true }
  /** `output` is what the builder said. */
  | { readonly ok: false; readonly output: string };

/** What is built, and what it is made of. */
const PRODUCTS = [
  'dist/desktop/main.js',
  'dist/desktop/preload.cjs',
  'dist/cli.js',
  'dist/threads/exports.js',
  'dist/threads/opening.js',
  'dist/threads/reading.js',
];
const SOURCES = ['electron', 'shared', 'build', 'package.json', 'package-lock.json'];

/** Builds what has to be built; `onBuild` is called before anything that takes long. */
export async function buildDesktop(root: string, onBuild: () => void): Promise<Built> {
  const page = await builtPage(root, onBuild);
  if (!page.ok) return page;
  if (!hasBuilder(root) || (await isUpToDate(root, PRODUCTS, SOURCES))) return { ok: true };
  const config = join(root, 'build', 'vite.node.config.ts');
  const { status, output } = await runBuilder(root, ['build', '--app', '--config', config]);
  return status === 0 ? { ok: true } : { ok: false, output };
}

export type Ran =
  | { readonly ok: true; readonly status: number }
  /** The binary is there, but this machine cannot run it; `code` is the system's or the loader's. */
  | { readonly ok: false; readonly code: string };

/** What a loader ends with that does not find a library, or cannot execute the file. */
const LOADER_STATUS: readonly number[] = [126, 127];

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the desktop to its end. It has a process group of its own: a Ctrl-C would otherwise reach each of its processes
 * at once, and the page would be gone before the run is stopped. It is passed on to the one that can end in order.
 */
export async function runDesktop(electron: string, root: string, words: readonly string[]): Promise<Ran> {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  // Listening first: a signal in the moment of the start would end this process and leave the desktop alone.
  const passOn = (signal: NodeJS.Signals) => askToEnd(child, signal);
  for (const signal of SIGNALS) process.on(signal, passOn);
  // The browser engine's sandbox does not work for root.
  const child = spawn(electron, [...(isRoot ? ['--no-sandbox'] : []), root, ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
    env: environment,
  });
  const ran = await new Promise<Ran>((resolve) => {
    child.once('error', (fault: NodeJS.ErrnoException) =>
      resolve({ ok: false, code: fault.code ?? fault.name }),
    );
    child.once('exit', (status) =>
      resolve(
        status !== null && LOADER_STATUS.includes(status)
          ? { ok: false, code: String(status) }
          : { ok: true, status: status ?? 1 },
      ),
    );
  });
  for (const signal of SIGNALS) process.off(signal, passOn);
  return ran;
}

/** Windows: asks the windows of a process to close, unless it is told to use force. */
const CLOSE_WINDOWS = 'taskkill.exe';

/** Windows has no signals: what `kill` does there would cut a run off. The window is asked to close instead. */
function askToEnd(child: ChildProcess, signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') child.kill(signal);
  else spawn(CLOSE_WINDOWS, ['/pid', String(child.pid)], { stdio: 'ignore' }).once('error', () => {});
}
