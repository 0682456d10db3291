import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./responder.ts', import.meta.url));

/** Starts a process that answers on a tty; resolves with the way to end it once it listens. */
export async function startResponder(path: string): Promise<() => void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return () => child.kill('SIGKILL');
}
