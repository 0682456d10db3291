import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { eventSchema } from '../../../shared/wire-schema.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { startCli } from '../../support/command-line.ts';
import { temporaryFile } from './recorder-process.ts';

/** The command line in a process of its own, printing what it has published. */
export interface PrintingRun {
  readonly child: ChildProcess;
  /** What was printed in whole lines, by run. */
  readonly told: ReadonlyMap<string, readonly RunEvent[]>;
  /** Resolves when so many more events are printed. */
  prints(events: number): Promise<void>;
  /** Resolves when it has ended and everything is read, with what it wrote to standard error. */
  readonly ended: Promise<string>;
}

/** Starts runs on ports, killed at the latest when the test ends. */
export function startPrintingRun(data: string, ports: readonly string[]): PrintingRun {
  const profile = join(dirname(temporaryFile()), 'profile.json');
  writeFileSync(profile, JSON.stringify(benchProfile()));
  const wanted = ports.flatMap((port) => ['--port', port]);
  const child = startCli(['run', '--profile', profile, '--data', data, ...wanted, '--events', 'jsonl']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const told = new Map<string, readonly RunEvent[]>();
  const awaited = new Set<{ left: number; readonly reached: () => void }>();
  const take = (line: string) => {
    // The summary behind the last event is no fact.
    if (line.includes('"type":"summary"')) return;
    const event = eventSchema.parse(JSON.parse(line));
    told.set(event.runId, [...(told.get(event.runId) ?? []), event]);
    for (const waiting of awaited) {
      waiting.left -= 1;
      if (waiting.left === 0) waiting.reached();
    }
  };
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) take(line);
  });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += String(text);
  });
  return {
    child,
    told,
    prints: (events) =>
      new Promise((reached) => {
        awaited.add({ left: events, reached });
      }),
    ended: new Promise((resolve) => child.once('close', () => resolve(errors))),
  };
}
