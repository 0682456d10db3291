import type { RunEvent } from '../../../shared/events.ts';
import { INITIAL_RUN_STATE, reduceRun } from '../../../shared/run-state.ts';
import type { Samples } from '../child.ts';
import { demoProfile, startRun, withStation } from './station.ts';

const ROUNDS = 25;
const RUNS_PER_ROUND = 300;

/** Folds the same run again and again; in turn reads it again and again, as one who replays a record must. */
export async function measureFold(): Promise<Samples> {
  const events = await eventsOfRun();
  const texts = events.map((event) => JSON.stringify(event));
  const fold = () => {
    if (events.reduce(reduceRun, INITIAL_RUN_STATE).finish?.outcome !== 'passed')
      throw new Error('the fold did not come to the end');
  };
  const parse = () => {
    for (const text of texts) JSON.parse(text);
  };
  const folded: number[] = [];
  const parsed: number[] = [];
  perSecond(fold, events.length);
  perSecond(parse, events.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    folded.push(perSecond(fold, events.length));
    parsed.push(perSecond(parse, events.length));
  }
  return { folded, parsed };
}

function eventsOfRun(): Promise<readonly RunEvent[]> {
  return withStation(async (station) => {
    const events: RunEvent[] = [];
    station.commissioner.follow((batch) => events.push(...batch));
    await startRun(station, 'sim:fold?speed=instant', demoProfile()).passed;
    return events;
  });
}

function perSecond(act: () => void, events: number): number {
  const begun = performance.now();
  for (let run = 0; run < RUNS_PER_ROUND; run += 1) act();
  return (events * RUNS_PER_ROUND * 1000) / (performance.now() - begun);
}
