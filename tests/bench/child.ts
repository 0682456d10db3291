import { fork } from 'node:child_process';
import { z } from 'zod';

/** Everything that is measured, by name: one number per repetition. */
export type Samples = Readonly<Record<string, readonly number[]>>;

const samplesSchema = z.record(z.string(), z.array(z.number()));

/** Before the name of a task: this process is a child that carries it out. */
export const TASK_FLAG = '--task';

/** A child that takes longer hangs. */
const LIMIT_MS = 180_000;

const MAIN = new URL('main.ts', import.meta.url);

/** What child processes do. Each loads only what it needs, so that one cannot slow or bloat another. */
const TASKS = {
  idle: async () => (await import('./tasks/idle.ts')).measureIdle(),
  tty: async () => (await import('./tasks/tty.ts')).measureTty(),
  framer: async () => (await import('./tasks/framer.ts')).measureFramer(),
  fold: async () => (await import('./tasks/fold.ts')).measureFold(),
  paced: async () => (await import('./tasks/paced.ts')).measurePaced(),
  history: async () => (await import('./tasks/history.ts')).measureHistory(),
  longLog: async (path) => (await import('./tasks/log-view.ts')).recordLongLog(path),
  logView: async (path) => (await import('./tasks/log-view.ts')).measureLogView(path),
  logInMemory: async (path) => (await import('./tasks/log-in-memory.ts')).measureLogInMemory(path),
  export: async () => (await import('./tasks/export.ts')).measureExport(),
  logWindow: async () => (await import('./tasks/log-window.ts')).measureLogWindow(),
  window: async () => (await import('./tasks/window.ts')).measureWindow(),
  modules: async (argument) => (await import('./tasks/modules.ts')).measureModules(Number(argument)),
} as const satisfies Record<string, (argument: string) => Promise<Samples>>;

export type TaskName = keyof typeof TASKS;

/** Carries a task out in a process of its own. Rejects when that process fails or hangs. */
export function measureInChild(task: TaskName, argument = ''): Promise<Samples> {
  const child = fork(MAIN, [TASK_FLAG, task, argument], { timeout: LIMIT_MS });
  return new Promise((resolve, reject) => {
    let samples: Samples | null = null;
    child.once('message', (message) => {
      samples = samplesSchema.parse(message);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (samples !== null && code === 0) resolve(samples);
      else reject(new Error(`task ${task} ${argument} ended with ${signal ?? code}`));
    });
  });
}

/** The child's side of `measureInChild`. */
export async function runTask([name = '', argument = '']: readonly string[]): Promise<void> {
  const task = Object.entries(TASKS).find(([known]) => known === name)?.[1];
  if (task === undefined) throw new Error(`no such task: ${name}`);
  const samples = await task(argument);
  if (process.send === undefined) console.log(samples);
  else process.send(samples, () => process.disconnect());
}
