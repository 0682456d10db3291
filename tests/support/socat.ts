import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two pseudo-terminals connected like the ends of a null-modem cable. */
export interface PtyPair {
  /** Paths of symbolic links to the two ends. */
  readonly a: string;
  readonly b: string;
  /** Ends the connection as abruptly as an unplugged cable; both devices hang up. */
  unplug(): Promise<void>;
  /** Ends the connection, if it still exists, and removes what was made for it. */
  stop(): Promise<void>;
}

export const socatAvailable = spawnSync('socat', ['-V'], { stdio: 'ignore' }).error === undefined;

if (!socatAvailable)
  console.error(
    '\n*** socat is not installed: ALL TESTS OVER A REAL TERMINAL DEVICE ARE SKIPPED (apt install socat) ***\n',
  );

/** For the name of a test group, so that a skipped one says why. */
export const socatNote = socatAvailable ? '' : ' [SKIPPED: socat is not installed]';

/** Starts socat and resolves when both ends can be opened. */
export async function startPtyPair(): Promise<PtyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'pty-pair-'));
  const [a, b] = [join(folder, 'A'), join(folder, 'B')];
  const socat = spawn('socat', ['-d', '-d', `pty,rawer,link=${a}`, `pty,rawer,link=${b}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => socat.once('exit', () => resolve()));
  await ready(socat);
  const unplug = async () => {
    socat.kill('SIGKILL');
    await exited;
  };
  return {
    a,
    b,
    unplug,
    stop: async () => {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A pseudo-terminal whose far end is a TCP port of this machine. */
export interface PtyToTcp {
  readonly path: string;
  stop(): Promise<void>;
}

/** Starts socat and resolves when the terminal can be opened. */
export async function startPtyToTcp(port: number): Promise<PtyToTcp> {
  const folder = await mkdtemp(join(tmpdir(), 'pty-tcp-'));
  const path = join(folder, 'A');
  const far = `tcp:127.0.0.1:${port},nodelay`;
  const socat = spawn('socat', ['-d', '-d', `pty,rawer,link=${path}`, far], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => socat.once('exit', () => resolve()));
  await ready(socat);
  const stop = async () => {
    socat.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  return { path, stop };
}

/** socat reports on its standard error when it starts to pass data on. */
function ready(socat: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    socat.once('error', reject);
    socat.once('exit', (code) => reject(new Error(`socat ended with ${code}: ${said}`)));
    socat.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('starting data transfer loop')) resolve();
    });
  });
}
