import { createInterface } from 'node:readline';
import type { RunEvent } from '../../shared/events.ts';
import { profilePlaceholders } from '../../shared/placeholders.ts';
import type { StepNumber } from '../../shared/plan.ts';
import { readProfileText } from '../../shared/profile-file.ts';
import { type ProfileFault, unitSerialFault } from '../../shared/profile-rules.ts';
import type { Profile } from '../../shared/profile.ts';
import type { FieldChange } from '../../shared/profile-change.ts';
import type { RecoveryLevel } from '../../shared/recovery.ts';
import { INITIAL_RUN_STATE } from '../../shared/run-state.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import { openStation, type Station } from '../service/assemble.ts';
import { recordPathIn } from '../service/data-folder.ts';
import type { RunHandle } from '../service/bay.ts';
import { folderHolder } from '../service/keeping/holder.ts';
import { joinRecorders } from '../service/keeping/recorders.ts';
import { systemClock } from '../system-clock.ts';
import { Checklist } from './checklist.ts';
import { EXIT, exitStatus } from './exit-status.ts';
import { onStopRequest } from './interrupts.ts';
import type { Output } from './output.ts';
import { profileForRun } from '../service/run-profile.ts';
import { addressFault } from '../service/port-address.ts';
import { readProfileSource } from './profile-source.ts';
import { tellDifference } from './replay-words.ts';
import { openRunLog, type RunLog } from './run-log.ts';
import { openSessionLogs } from './session-log.ts';
import { type Summary, summarise } from './summary.ts';
import { holderText } from '../../shared/messages/holder-words.ts';
import {
  recordRefusalText,
  recordTroubleText,
  recordUnopenedText,
} from '../../shared/messages/record-words.ts';
import { portFaultText, profileFaultText } from '../../shared/messages/wording.ts';

export interface RunOptions {
  readonly ports: readonly string[];
  readonly profilePath: string;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly fromStep: StepNumber;
  readonly singleStep: boolean;
  /** What is tried in the place of what the profile says. */
  readonly changes: readonly FieldChange[];
  readonly recovery: RecoveryLevel | null;
  /** A file with a PIN for this run alone: a command line can be read by everybody on the computer. */
  readonly pinPath: string | null;
  readonly events: 'jsonl' | 'text' | 'none';
  readonly logPath: string | null;
  readonly dataFolder: string;
  readonly sessionLog: boolean;
}

/** `run`: takes every port through the steps, side by side. Resolves with the exit status. */
export async function runCommand(options: RunOptions, output: Output): Promise<number> {
  const { say } = output;
  const profile = loadProfile(options, output);
  if (profile === null || namesNoPort(options, output)) return EXIT.usage;
  const log = openLog(options, output);
  if (log === 'unavailable') return EXIT.usage;
  const stopping = new StopRequests(output);
  try {
    const path = recordPathIn(options.dataFolder);
    const opened = await openStation(options.dataFolder, {
      onRecordFault: (fault) => output.error(recordTroubleText(say, fault, path)),
      onRecordRecovered: () => output.error(say('record.again')),
    });
    if (!opened.ok) {
      output.error(recordUnopenedText(say, opened.fault, path));
      return nothingBegun(options, output);
    }
    await tellHolder(options, output);
    const recording = await joinRecorders(options.dataFolder, systemClock);
    const sessionLogs = await openSessionLogs(opened.station, options, output);
    try {
      return await runOn(opened.station, profile, options, output, log, stopping);
    } finally {
      await sessionLogs?.close();
      await opened.station.close();
      recording?.release();
    }
  } finally {
    log?.close();
    stopping.close();
  }
}

/** Says who else has the record: both write to it, and each sees the runs of the other. */
async function tellHolder({ dataFolder }: RunOptions, { say, error }: Output): Promise<void> {
  const found = await folderHolder(dataFolder, systemClock);
  if (found !== null) error(say('keeping.alsoInUse', { holder: holderText(say, found.holder) }));
}

/** The record cannot be written, so nothing was touched: every port has its summary all the same. */
function nothingBegun(options: RunOptions, output: Output): number {
  const { summary } = presenter(options, output);
  for (const port of options.ports) summary(summarise(port, INITIAL_RUN_STATE));
  return EXIT.errored;
}

/** Says of every address that cannot be one what is wrong with it. */
function namesNoPort({ ports }: RunOptions, { say, error }: Output): boolean {
  const faults = ports.map(addressFault).filter((fault) => fault !== null);
  for (const fault of faults) error(portFaultText(say, fault));
  return faults.length > 0;
}

/** Requests to end, from before the first run begins until everything is closed. */
class StopRequests {
  readonly close: () => void;
  #runs: readonly RunHandle[] = [];
  #requests = 0;

  constructor({ say, error }: Output) {
    this.close = onStopRequest((request) => {
      this.#requests = request;
      if (request === 1) error(say('cli.run.stopping'));
      for (const run of this.#runs) run.stop();
    });
  }

  get isAsked(): boolean {
    return this.#requests > 0;
  }

  /** From now on requests go to these runs. */
  passTo(runs: readonly RunHandle[]): void {
    this.#runs = runs;
  }
}

async function runOn(
  station: Station,
  profile: Profile,
  options: RunOptions,
  output: Output,
  log: RunLog | null,
  stopping: StopRequests,
): Promise<number> {
  const { commissioner } = station;
  const present = presenter(options, output);
  commissioner.follow((events) => {
    for (const event of events) {
      present.event(event);
      log?.write(event);
    }
  });
  const obstacle = await commissioner.recordObstacle();
  if (obstacle !== null) {
    output.error(recordRefusalText(output.say, obstacle.fault, station.recordPath));
    return nothingBegun(options, output);
  }
  // Asked to end before anything was touched: nothing is begun.
  const ports = stopping.isAsked ? [] : options.ports;
  const runs = ports.flatMap((port) => {
    const pinGiven = options.pinPath !== null;
    const started = commissioner.start({ ...options, port, profile, pinGiven });
    return started.ok ? [started.run] : [];
  });
  stopping.passTo(runs);
  const stopReading = options.singleStep ? onEnter(runs, output) : () => {};
  const told = new Map<RunHandle, Summary>();
  const tell = (run: RunHandle, verdict: RunVerdict) => {
    const summary = summarise(run.port, run.state, verdict);
    told.set(run, summary);
    present.summary(summary);
  };
  const verdicts = await Promise.all(
    runs.map(async (run) => {
      const verdict = await run.done;
      if (run.state.finish !== null) tell(run, verdict);
      return { run, verdict };
    }),
  );
  stopReading();
  // The record has its last chance here: only now is it known what did not get into it.
  await commissioner.close();
  for (const { run, verdict } of verdicts) {
    if (run.state.finish === null) output.error(output.say('cli.run.recordLost', { port: run.port }));
    if (!told.has(run)) tell(run, verdict);
  }
  if (options.events === 'text')
    for (const run of runs) await tellDifference(station, run, runs.length > 1 ? run.port : null, output);
  if (stopping.isAsked && runs.length === 0) return EXIT.cancelled;
  return exitStatus([...told.values()].map(({ outcome }) => outcome));
}

/** The log asked for, or null where none was; `unavailable` after the reason was told. */
function openLog({ logPath, ports }: RunOptions, { say, error }: Output): RunLog | null | 'unavailable' {
  if (logPath === null) return null;
  const onFault = (code: string) => error(say('cli.run.logFailed', { code }));
  const opened = openRunLog({ path: logPath, shared: ports.length > 1, onFault });
  if (opened.ok) return opened.log;
  error(say('cli.run.logUnavailable', { path: logPath, code: opened.code }));
  return 'unavailable';
}

/** The profile, or null after every fault of it was named. */
function loadProfile(options: RunOptions, output: Output): Profile | null {
  const { profilePath, unit, pinPath, changes } = options;
  const { say, error } = output;
  const pin = pinPath === null ? null : readPin(pinPath, output);
  if (pinPath !== null && pin === null) return null;
  const source = readProfileSource(profilePath);
  if (!source.ok) {
    error(
      source.fault === 'unreadable'
        ? say('profile.unreadable', { path: profilePath, code: source.code })
        : say(`profile.${source.fault}`, { path: profilePath }),
    );
    return null;
  }
  const reading = readProfileText(source.text);
  if (!reading.ok) {
    for (const fault of reading.faults) error(profileFaultText(say, fault));
    return null;
  }
  for (const { path, kind } of reading.changes) error(say(`profile.changed.${kind}`, { path }));
  const used = profileForRun(reading.profile, { changes, pin });
  const faults = used.ok ? serialFaults(used.profile, unit) : used.faults;
  for (const fault of faults) error(profileFaultText(say, fault));
  return used.ok && faults.length === 0 ? used.profile : null;
}

/** The PIN of a file; null after the reason was told, without a word of what stands there. */
function readPin(path: string, { say, error }: Output): string | null {
  const source = readProfileSource(path);
  if (!source.ok && source.fault === 'unreadable') {
    error(say('cli.run.pinUnreadable', { path, code: source.code }));
    return null;
  }
  const pin = source.ok ? source.text.replace(/^\ufeff/, '').trim() : '';
  if (/^\d{4,8}$/.test(pin)) return pin;
  error(say('cli.run.pinInvalid', { path }));
  return null;
}

function serialFaults(profile: Profile, unit: string | null): readonly ProfileFault[] {
  const fault = unit === null ? null : unitSerialFault(unit);
  const needed = unit === null && profilePlaceholders(profile).includes('serial');
  if (needed) return [{ path: '--unit', rule: 'serial_missing' }];
  return fault === null ? [] : [fault];
}

interface Presenter {
  event(event: RunEvent): void;
  /** Once a port, after its last event. */
  summary(summary: Summary): void;
}

function presenter({ events, ports }: RunOptions, output: Output): Presenter {
  if (events === 'none') return { event: () => {}, summary: () => {} };
  if (events === 'jsonl') {
    const print = (line: RunEvent | Summary) => output.line(JSON.stringify(line));
    return { event: print, summary: print };
  }
  const checklists = new Map(
    ports.map((port) => [port, new Checklist(output, ports.length > 1 ? port : null)]),
  );
  return {
    event: (event) => checklists.get(event.port)?.show(event),
    summary: ({ port, code }) => {
      if (code === 'record_failed') checklists.get(port)?.unrecorded();
    },
  };
}

/** Enter on standard input lets every paused run go on; when it ends nobody can, and the runs are stopped. */
function onEnter(runs: readonly RunHandle[], { say, error }: Output): () => void {
  const reader = createInterface({ input: process.stdin });
  const ended = () => {
    error(say('cli.run.inputEnded'));
    for (const run of runs) run.stop();
  };
  reader.on('line', () => {
    for (const run of runs) run.next();
  });
  reader.once('close', ended);
  return () => {
    reader.off('close', ended);
    reader.close();
  };
}
