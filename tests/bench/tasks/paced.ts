import type { Station } from '../../../electron/service/assemble.ts';
import type { Samples } from '../child.ts';
import { exactClock } from './exact-clock.ts';
import { demoProfile, startRun, withModulesOn, withStation } from './station.ts';

const ROUNDS = 15;
const WARM_UP = 2;
const BITS_PER_BYTE = 10;
const BAUD_RATE = 115_200;

/**
 * Whole runs against modules that think in no time but whose bytes take theirs; in a dialogue they never overlap.
 * In turn with a line that is paced to the microsecond, and with the product's own, whose timers come late.
 */
export function measurePaced(): Promise<Samples> {
  return withModulesOn(exactClock, (exact) =>
    withStation(async (own) => {
      const samples = { exactMs: noNumbers(), ownMs: noNumbers(), wireMs: noNumbers() };
      for (let round = -WARM_UP; round < ROUNDS; round += 1) {
        const port = `sim:p${round + WARM_UP}?speed=instant&pace=1`;
        const onExact = await measureRun(exact, port);
        const onOwn = await measureRun(own, port);
        if (round < 0) continue;
        samples.exactMs.push(onExact.wallMs);
        samples.ownMs.push(onOwn.wallMs);
        samples.wireMs.push(onExact.wireMs);
      }
      return samples;
    }),
  );
}

const noNumbers = (): number[] => [];

async function measureRun(station: Station, port: string): Promise<{ wallMs: number; wireMs: number }> {
  const begun = performance.now();
  const { run, passed } = startRun(station, port, demoProfile());
  await passed;
  const wallMs = performance.now() - begun;
  return { wallMs, wireMs: ((await tracedBytes(station, run.runId)) * BITS_PER_BYTE * 1000) / BAUD_RATE };
}

async function tracedBytes({ store }: Station, runId: string): Promise<number> {
  const trace = await store.readTrace(runId);
  if (!trace.ok) throw new Error(JSON.stringify(trace.fault));
  return trace.items.reduce((sum, item) => {
    if (item.direction === 'dropped') throw new Error('the trace is not whole');
    return sum + item.bytes.length;
  }, 0);
}
