import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RunEvent } from '../../shared/events.ts';
import { profilePlaceholders } from '../../shared/placeholders.ts';
import type { StepNumber } from '../../shared/plan.ts';
import { readProfileText } from '../../shared/profile-file.ts';
import { unitSerialFault } from '../../shared/profile-rules.ts';
import type { Profile } from '../../shared/profile.ts';
import { openStation, type Station } from '../service/assemble.ts';
import type { RunHandle } from '../service/bay.ts';
import { Checklist } from './checklist.ts';
import { EXIT, exitStatus } from './exit-status.ts';
import { onStopRequest } from './interrupts.ts';
import type { Output } from './output.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { summarise } from './summary.ts';
import { profileFaultText } from './wording.ts';

export interface RunOptions {
  readonly ports: readonly string[];
  readonly profilePath: string;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly fromStep: StepNumber;
  readonly singleStep: boolean;
  readonly events: 'jsonl' | 'text' | 'none';
  readonly logPath: string | null;
  readonly dataFolder: string;
}

/** `run`: takes every port through the steps, side by side. Resolves with the exit status. */
export async function runCommand(options: RunOptions, output: Output): Promise<number> {
  const profile = loadProfile(options, output);
  if (profile === null) return EXIT.usage;
  const log = options.logPath === null ? null : openRunLog(options.logPath);
  if (log !== null && !log.ok) {
    output.error(output.say('cli.run.logUnavailable', { path: options.logPath ?? '', code: log.code }));
    return EXIT.usage;
  }
  const opened = await openStation(options.dataFolder, (fault) =>
    output.error(output.say('cli.run.recordFault', { fault: fault.kind })),
  );
  if (!opened.ok) {
    output.error(
      output.say('cli.run.recordUnavailable', { path: opened.recordPath, fault: opened.fault.kind }),
    );
    return EXIT.errored;
  }
  try {
    return await runOn(opened.station, profile, options, output, log?.log ?? null);
  } finally {
    await opened.station.close();
    log?.log.close();
  }
}

async function runOn(
  station: Station,
  profile: Profile,
  options: RunOptions,
  output: Output,
  log: RunLog | null,
): Promise<number> {
  const { commissioner } = station;
  const show = presenter(options, output);
  commissioner.follow((events) => {
    for (const event of events) {
      show(event);
      log?.write(event);
    }
  });
  const runs = options.ports.flatMap((port) => {
    const started = commissioner.start({ ...options, port, profile });
    return started.ok ? [started.run] : [];
  });
  const unlisten = onStopRequest((again) => {
    if (!again) output.error(output.say('cli.run.stopping'));
    for (const run of runs) run.stop();
  });
  const stopReading = options.singleStep ? onEnter(runs) : () => {};
  const summaries = await Promise.all(
    runs.map(async (run) => {
      await run.done;
      const summary = summarise(run.port, run.state);
      if (options.events === 'jsonl') output.line(JSON.stringify(summary));
      return summary;
    }),
  );
  unlisten();
  stopReading();
  return exitStatus(summaries.map(({ outcome }) => outcome));
}

/** The profile, or null after every fault of it was named. */
function loadProfile({ profilePath, unit }: RunOptions, { say, error }: Output): Profile | null {
  let text: string;
  try {
    text = readFileSync(profilePath, 'utf8');
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'EIO';
    error(say('profile.unreadable', { path: profilePath, code }));
    return null;
  }
  const reading = readProfileText(text);
  if (!reading.ok) {
    for (const fault of reading.faults) error(profileFaultText(say, fault));
    return null;
  }
  for (const { path, kind } of reading.changes) error(say(`profile.changed.${kind}`, { path }));
  const fault = serialFault(reading.profile, unit);
  if (fault !== null) error(profileFaultText(say, fault));
  return fault === null ? reading.profile : null;
}

function serialFault(profile: Profile, unit: string | null) {
  if (unit !== null) return unitSerialFault(unit);
  const needed = profilePlaceholders(profile).includes('serial');
  return needed ? ({ path: '--unit', rule: 'serial_missing' } as const) : null;
}

function presenter({ events, ports }: RunOptions, output: Output): (event: RunEvent) => void {
  if (events === 'none') return () => {};
  if (events === 'jsonl') return (event) => output.line(JSON.stringify(event));
  const checklists = new Map(
    ports.map((port) => [port, new Checklist(output, ports.length > 1 ? port : null)]),
  );
  return (event) => checklists.get(event.port)?.show(event);
}

/** Enter on standard input lets every paused run go on. */
function onEnter(runs: readonly RunHandle[]): () => void {
  const reader = createInterface({ input: process.stdin });
  reader.on('line', () => {
    for (const run of runs) run.next();
  });
  return () => reader.close();
}
