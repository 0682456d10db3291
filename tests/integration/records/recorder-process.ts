import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { openRecordStore, type RecordStore } from '../../../electron/records/index.ts';

export interface RecorderProcess {
  readonly child: ChildProcess;
  /** The highest `seq` that was published, by run. */
  readonly published: ReadonlyMap<string, number>;
  /** How many facts were published so far. */
  readonly lines: number;
  /** Resolves when so many are. */
  reaches(lines: number): Promise<void>;
  /** Kills it once it has published `count` facts in all. */
  killAfter(count: number): void;
  /** What it wrote to stderr, and how it ended; after all of its output was read. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: string | null;
    readonly errors: string;
  }>;
}

/** Starts `recorder.ts`, killed at the latest when the test ends. */
export function startRecorder(...args: readonly string[]): RecorderProcess {
  const script = join(import.meta.dirname, 'recorder.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const published = new Map<string, number>();
  let lines = 0;
  let limit = Number.POSITIVE_INFINITY;
  let awaited = { lines: Number.POSITIVE_INFINITY, reached: () => {} };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [runId = '', seq] = line.split(' ');
    published.set(runId, Math.max(published.get(runId) ?? 0, Number(seq)));
    lines += 1;
    if (lines >= limit) child.kill('SIGKILL');
    if (lines >= awaited.lines) awaited.reached();
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += String(data);
  });
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, errors }));
  return {
    child,
    published,
    get lines() {
      return lines;
    },
    reaches: (wanted) =>
      new Promise((reached) => {
        awaited = { lines: wanted, reached };
      }),
    killAfter: (count) => {
      limit = count;
    },
    ended,
  };
}

/** A path in a folder of its own that is gone after the test. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wis800c-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'record.sqlite');
}

/** An open store, closed after the test. */
export async function openedStore(path: string): Promise<RecordStore> {
  const opened = await openRecordStore(path);
  if (!opened.ok) throw new Error(`cannot open: ${JSON.stringify(opened.fault)}`);
  onTestFinished(() => opened.store.close());
  return opened.store;
}
