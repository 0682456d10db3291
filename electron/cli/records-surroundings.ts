import type { DatabaseSync } from 'node:sqlite';
import { type UsualTimes, usualTimesOf } from '../../shared/usual-time.ts';
import { environment } from '../exports/pack/environment.ts';
import type { Surroundings } from '../exports/source.ts';
import { createStepTimes } from '../records/step-times.ts';
import { listPorts } from '../service/assemble.ts';
import { VERSION } from '../service/version.ts';
import { systemClock } from '../system-clock.ts';

/** Runs of each kind that count for what is usual. */
const RUNS_KEPT = 500;

/** What reports and packs say beside their runs. Throws what the database throws. */
export async function surroundingsOf(database: DatabaseSync): Promise<Surroundings> {
  return {
    productVersion: VERSION,
    atMs: systemClock.now(),
    usual: usualTimes(database),
    ports: await listPorts(),
    environment: environment(),
    origins: {},
  };
}

function usualTimes(database: DatabaseSync): UsualTimes {
  const times = createStepTimes(database);
  const of = (kind: keyof UsualTimes) => {
    const newest = times.newestBringUps(kind, RUNS_KEPT);
    const steps = (newest.ok ? newest.runs : []).map((runId) => times.passedSteps(runId));
    return usualTimesOf(steps.flatMap((read) => (read.ok ? [read.steps] : [])));
  };
  return { real: of('real'), simulated: of('simulated') };
}
