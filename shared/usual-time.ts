import { z } from 'zod';
import { stepNumber } from './fact-schema.ts';
import type { StepNumber } from './plan.ts';

/** How long steps take on this computer when they pass, by what the newest runs in its record say. */

export const usualTimeSchema = z.object({
  step: stepNumber,
  /** Runs in which it passed. */
  runs: z.number(),
  /** Half of them took no longer. */
  medianMs: z.number(),
  /** Nineteen in twenty took no longer. */
  slowMs: z.number(),
});
export type UsualTime = z.output<typeof usualTimeSchema>;

/** Simulated modules keep their own time: it says nothing of a real one. */
export const usualTimesSchema = z.object({
  real: z.array(usualTimeSchema).readonly(),
  simulated: z.array(usualTimeSchema).readonly(),
});
export type UsualTimes = z.output<typeof usualTimesSchema>;

export const NO_USUAL_TIMES: UsualTimes = { real: [], simulated: [] };

/** Whether a run is on a simulated module, by the address of its port. */
export const isSimulatedPort = (port: string): boolean => port.startsWith('sim:');

/** Fewer runs show no custom. */
const FEWEST_RUNS = 3;
/** Of so few runs nineteen in twenty are all of them, and the slowest may have been quick by chance. */
const FEWEST_TO_JUDGE = 10;
/** What nobody notices is not slow. */
const NOTICED_MS = 1000;

/** How long a step usually takes; null where too little is known. */
export function usualOfStep(times: readonly UsualTime[], step: StepNumber): UsualTime | null {
  const known = times.find((each) => each.step === step);
  return known !== undefined && known.runs >= FEWEST_RUNS ? known : null;
}

/** Whether a step that took so long took longer than it hardly ever does. */
export function isUnusuallyLong({ runs, slowMs, medianMs }: UsualTime, tookMs: number): boolean {
  return runs >= FEWEST_TO_JUDGE && tookMs > Math.max(slowMs, medianMs + NOTICED_MS);
}

/** A step that passed, and how long it took. */
export interface PassedStep {
  readonly step: StepNumber;
  readonly durationMs: number;
}

/** Sums up the steps of several runs, in the order of the steps. */
export function usualTimesOf(runs: Iterable<readonly PassedStep[]>): readonly UsualTime[] {
  const durations = new Map<StepNumber, number[]>();
  for (const steps of runs)
    for (const { step, durationMs } of steps) {
      const known = durations.get(step);
      if (known === undefined) durations.set(step, [durationMs]);
      else known.push(durationMs);
    }
  return [...durations]
    .sort(([one], [other]) => one - other)
    .map(([step, each]) => {
      const sorted = each.sort((one, other) => one - other);
      return { step, runs: sorted.length, medianMs: quantile(sorted, 0.5), slowMs: quantile(sorted, 0.95) };
    });
}

/** The smallest value that at least so large a part does not exceed. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
