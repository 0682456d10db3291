import { STEP_NUMBER, type StepNumber } from './plan.ts';

/** The recovery ladder (protocol.md 5.3): what brings a module back to where a step can be run again. */

interface RungRow {
  /** The step that a run can go on with behind it, at the latest. */
  readonly from: StepNumber;
  /** What it takes, in seconds, from and to; without what follows it. */
  readonly seconds: readonly [number, number];
  readonly source: string;
}

/** The cheapest first. */
export const RECOVERY_LADDER = {
  /** MDISCONNECT and MIPCLOSE, then from step 10. */
  session: { from: STEP_NUMBER.mqtt_client_cfg, seconds: [5, 10], source: 'protocol.md 5.3 level 1' },
  /** CIPSHUT besides, then from step 7. */
  bearer: { from: STEP_NUMBER.set_apn, seconds: [15, 90], source: 'protocol.md 5.3 level 2' },
  /** The module started anew, then from step 1. */
  module: { from: STEP_NUMBER.at_handshake, seconds: [30, 120], source: 'protocol.md 5.3 level 3' },
} as const satisfies Record<string, RungRow>;

export type RecoveryLevel = keyof typeof RECOVERY_LADDER;

export const RECOVERY_LEVELS = ['session', 'bearer', 'module'] as const satisfies readonly RecoveryLevel[];

/** Seconds between two rungs that are climbed one after the other (protocol.md 5.3). */
export const RUNG_PAUSE_SECONDS = 3;
