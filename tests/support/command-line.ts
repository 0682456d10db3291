import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command line in a process of its own, speaking English unless told otherwise; `through` another program. */
export function startCli(
  args: readonly string[],
  through: readonly string[] = [],
): ChildProcessWithoutNullStreams {
  const node = [
    ...process.execArgv.filter((each) => each.startsWith('--disable-warning')),
    'electron/cli.ts',
  ];
  const [program, ...before] = [...through, process.execPath, ...node, ...args];
  return spawn(program ?? process.execPath, before, { cwd: ROOT, env: { ...process.env, LC_ALL: 'C' } });
}

/** What the process said until it ended. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, out, err })));
}

/** Runs the command line to its end. */
export const cli = (...args: readonly string[]): Promise<Ended> => ended(startCli(args));
