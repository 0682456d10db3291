import type { StepNumber } from './plan.ts';

/** The recovery ladder (protocol.md 5.3): what brings a module back to where a step can be run again. */

interface RungRow {
  /** What it takes, in seconds, from and to; without what follows it. */
  readonly seconds: readonly [number, number];
  /** Where the steps begin again after it. */
  readonly resumesAt: StepNumber;
  readonly source: string;
}

/** The cheapest first. */
export const RECOVERY_LADDER = {
  /** MDISCONNECT and MIPCLOSE. */
  session: { seconds: [5, 10], resumesAt: 10, source: 'protocol.md 5.3 level 1' },
  /** CIPSHUT besides. */
  bearer: { seconds: [15, 90], resumesAt: 7, source: 'protocol.md 5.3 level 2' },
  /** The module started anew. */
  module: { seconds: [30, 120], resumesAt: 1, source: 'protocol.md 5.3 level 3' },
} as const satisfies Record<string, RungRow>;

export type RecoveryLevel = keyof typeof RECOVERY_LADDER;

export const RECOVERY_LEVELS = ['session', 'bearer', 'module'] as const satisfies readonly RecoveryLevel[];
