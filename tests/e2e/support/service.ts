import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startCli } from '../../support/command-line.ts';

/** The product as a user starts it: `serve` in a process of its own, its data in a temporary folder. */
export interface Service {
  /** With its token. */
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Ends the process as Ctrl-C does. */
  end(): Promise<void>;
  /** Ends the process as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the service; `port` 0 takes a free one. */
export async function startService(port = 0, dataFolder?: string): Promise<Service> {
  const folder = dataFolder ?? (await mkdtemp(join(tmpdir(), 'e2e-')));
  const child = startCli(['serve', '--port', String(port), '--data', folder]);
  const url = await firstLine(child);
  const ended = once(child, 'close');
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    url,
    port: Number(new URL(url).port),
    dataFolder: folder,
    end: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`the service ended without an address: ${complaints.join('')}`);
}
