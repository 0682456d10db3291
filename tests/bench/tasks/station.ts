import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStation, type Station } from '../../../electron/service/assemble.ts';
import type { RunHandle } from '../../../electron/service/bay.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { Clock } from '../../../shared/clock.ts';
import { readProfileText } from '../../../shared/profile-file.ts';
import type { Profile } from '../../../shared/profile.ts';

const DEMO_PROFILE = new URL('../../../build/demo-profile.json', import.meta.url);

/** The profile that `npm start` uses. */
export function demoProfile(): Profile {
  const reading = readProfileText(readFileSync(DEMO_PROFILE, 'utf8'));
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.profile;
}

/** A folder for the time of `use`. */
export async function withTemporaryFolder<T>(use: (path: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    return await use(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

/** The product as the command line puts it together, its record on the disk of the temporary folder. */
export function withStation<T>(use: (station: Station) => Promise<T>): Promise<T> {
  return withModulesOn(systemClock, use);
}

/** The same with simulated modules that have a clock of their own. */
export function withModulesOn<T>(modulesClock: Clock, use: (station: Station) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const opened = await openStation(folder, { onRecordFault: throwFault }, modulesClock);
    if (!opened.ok) return throwFault(opened.fault);
    try {
      return await use(opened.station);
    } finally {
      await opened.station.close();
    }
  });
}

/** Starts a run; `passed` rejects unless it passes, as the time of anything else means nothing. */
export function startRun(
  { commissioner }: Station,
  port: string,
  profile: Profile,
): { readonly run: RunHandle; readonly passed: Promise<void> } {
  const started = commissioner.start({
    port,
    profile,
    unit: null,
    operator: null,
    fromStep: 1,
    singleStep: false,
  });
  if (!started.ok) throw new Error(`${port}: ${started.fault.kind}`);
  const { run } = started;
  const passed = run.done.then(({ outcome, code }) => {
    if (outcome !== 'passed') throw new Error(`${port}: ${outcome} (${code})`);
  });
  return { run, passed };
}

export function throwFault(fault: unknown): never {
  throw new Error(JSON.stringify(fault));
}
