import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../shared/events.ts';
import { readProfile } from '../../shared/profile-file.ts';
import type { Profile, ProfileInput } from '../../shared/profile.ts';
import type { RunState } from '../../shared/run-state.ts';
import type { RecordStore } from '../../electron/records/index.ts';
import { openStation } from '../../electron/service/assemble.ts';
import type { RunHandle } from '../../electron/service/bay.ts';
import type { Commissioner, StartRequest } from '../../electron/service/commissioner.ts';
import type { SimulatorFarm } from '../../electron/simulator/index.ts';

/** A station of the tests' own: real ports, real clock, simulated modules, a record in a temporary folder. */
export interface BenchStation {
  readonly commissioner: Commissioner;
  readonly farm: SimulatorFarm;
  readonly store: RecordStore;
  /** The file of its record. */
  readonly recordPath: string;
  /** Every event published so far. */
  readonly events: readonly RunEvent[];
  start(port: string, profile: Profile, more?: Partial<StartRequest>): RunHandle;
  /** Runs to the end. */
  run(port: string, profile: Profile, more?: Partial<StartRequest>): Promise<RunState>;
  /** Resolves with the run's first published event that `wanted` accepts, also one of the past. */
  event(run: RunHandle, wanted: (event: RunEvent) => boolean): Promise<RunEvent>;
  close(): Promise<void>;
}

/** Opens a station; `close` it, or the process will not end. */
export async function openBenchStation(): Promise<BenchStation> {
  const folder = await mkdtemp(join(tmpdir(), 'station-'));
  const opened = await openStation(folder, {
    onRecordFault: ({ kind }) => {
      throw new Error(`the record failed: ${kind}`);
    },
  });
  if (!opened.ok) throw new Error(`no record: ${opened.fault.kind}`);
  const { commissioner, simulated, store, recordPath, close } = opened.station;
  const events: RunEvent[] = [];
  const waiting = new Set<() => void>();
  commissioner.follow((batch) => {
    events.push(...batch);
    for (const look of waiting) look();
  });
  const start = (port: string, profile: Profile, more: Partial<StartRequest> = {}) => {
    const started = commissioner.start({
      port,
      profile,
      unit: null,
      operator: null,
      fromStep: 1,
      singleStep: false,
      ...more,
    });
    if (!started.ok) throw new Error(`bay taken: ${port}`);
    return started.run;
  };
  return {
    commissioner,
    farm: simulated,
    store,
    recordPath,
    events,
    start,
    run: async (port, profile, more) => {
      const run = start(port, profile, more);
      await run.done;
      return run.state;
    },
    event: (run, wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const own = events.filter(({ runId }) => runId === run.runId);
          const found = own.find(wanted);
          const finish = own.find(({ type }) => type === 'run.finished');
          if (found === undefined && finish === undefined) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`the run ended before: ${JSON.stringify(finish)}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      await commissioner.close(true);
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const BASE = {
  name: 'bench',
  broker: { host: '127.0.0.1', port: 1883 },
  mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'marker-secret' },
  subscribe: { topic: 'units/{imei}' },
  publish: { topic: 'units/{imei}', payload: 'WIS800C' },
} as const satisfies ProfileInput;

/** A valid profile; `changes` replace whole sections' fields. */
export function benchProfile(changes: Partial<ProfileInput> = {}): Profile {
  const { broker, mqtt, subscribe, publish } = BASE;
  const reading = readProfile({
    ...BASE,
    ...changes,
    broker: { ...broker, ...changes.broker },
    mqtt: { ...mqtt, ...changes.mqtt },
    subscribe: { ...subscribe, ...changes.subscribe },
    publish: { ...publish, ...changes.publish },
  });
  if (!reading.ok) throw new Error(`invalid profile: ${JSON.stringify(reading.faults)}`);
  return reading.profile;
}

/** Each step's number with its status, for one readable expectation. */
export function statuses({ steps }: RunState): Readonly<Record<number, string>> {
  return Object.fromEntries(steps.map(({ number, status }) => [number, status]));
}
