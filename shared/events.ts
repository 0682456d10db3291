import type { BrokerCheck } from './broker-check.ts';
import type { AtOutcome, FailureCode, RunOutcome, StepOutcome, WarningCode } from './outcome.ts';
import type { StepNumber } from './plan.ts';
import type { PortFault } from './port.ts';
import type { FieldChange } from './profile-change.ts';
import type { RecoveryLevel } from './recovery.ts';

/**
 * Where in the run something happened: in a step, around the steps, or typed by hand at the console. `diagnosis`: asked
 * after a failure to learn why; it judges nothing. `recovery`: a rung of the recovery ladder.
 */
export const PHASES = [
  'step',
  'identity',
  'preparation',
  'teardown',
  'manual',
  'diagnosis',
  'recovery',
] as const;
export type Phase = (typeof PHASES)[number];

/**
 * What a run is for: the 19 steps; commands typed by hand, of which nothing is judged; a log of another program that
 * is read as a dialogue; the lines between a module and a controller of its own that are only listened to.
 */
export const RUN_PURPOSES = ['bring_up', 'console', 'opened_log', 'listening'] as const;
export type RunPurpose = (typeof RUN_PURPOSES)[number];

/** Whether the 19 steps of a run are somebody else's: they may come again, and in another order. */
export function isObserved(purpose: RunPurpose): boolean {
  return purpose === 'opened_log' || purpose === 'listening';
}

export interface Place {
  readonly phase: Phase;
  /** The step it belongs to; null outside the 19. */
  readonly step: StepNumber | null;
  /** 1-based; how often the step has been tried. */
  readonly attempt: number;
}

export const MEASUREMENTS = [
  'baud_rate',
  'imei',
  'iccid',
  'imsi',
  'firmware',
  'signal',
  'sim_state',
  /** Tries that are left for the PIN. */
  'pin_tries',
  'registration',
  'attach',
  /** `+CFUN:` (27.007 section 8.2). */
  'functionality',
  /** The operator that `+COPS?` names. */
  'operator',
  'bearer_state',
  'mqtt_state',
  'ip_address',
  'connack_code',
  'delivery',
  'returned_message',
  'cached_messages',
] as const;
export type MeasurementName = (typeof MEASUREMENTS)[number];

export type MeasurementVerdict = 'pass' | 'fail' | 'none';

/** One thing the run states. Past tense; requests never appear here. */
export type RunFact =
  | {
      readonly type: 'run.started';
      readonly purpose: RunPurpose;
      readonly profileName: string;
      /** The profile as used, secrets masked. */
      readonly profile: unknown;
      readonly unit: string | null;
      readonly operator: string | null;
      readonly fromStep: StepNumber;
      readonly version: string;
      readonly warnings: readonly WarningCode[];
      /** What this run does otherwise than its stored profile says; `profile` has it. */
      readonly changes: readonly FieldChange[];
      /** A log without times: its milliseconds are an order and no durations. Absent: they are times. */
      readonly timed?: false;
      /** The computer on which it was recorded. Absent in records of earlier releases, as is what follows. */
      readonly station?: string;
      /** The plan by which its steps were walked and judged; see `PLAN_VERSION`. */
      readonly planVersion?: number;
    }
  | { readonly type: 'link.opened'; readonly baudRate: number }
  | { readonly type: 'link.lost'; readonly fault: PortFault }
  | {
      /** The run begins earlier than asked, because the module does not stand where `requested` needs it to. */
      readonly type: 'run.startMoved';
      readonly requested: StepNumber;
      readonly actual: StepNumber;
    }
  | {
      /** Asked to pause once the step under way is over. */
      readonly type: 'run.pauseRequested';
    }
  | { readonly type: 'run.paused'; readonly nextStep: StepNumber }
  | { readonly type: 'run.continued' }
  | { readonly type: 'step.started'; readonly step: StepNumber; readonly attempt: number }
  | {
      readonly type: 'step.waiting';
      readonly step: StepNumber;
      /** What it waits for; `limitMs` counts from this fact. */
      readonly until:
        | 'answer'
        | 'sim'
        | 'registration'
        | 'attach'
        | 'power_up'
        | 'next_attempt'
        | 'completion'
        | 'message';
      readonly limitMs: number;
    }
  | {
      readonly type: 'at.exchanged';
      readonly place: Place;
      /** The command line as sent, secrets masked, without its CR LF. */
      readonly command: string;
      /** Lines that belong to the command, in order of arrival, secrets masked. */
      readonly lines: readonly string[];
      readonly outcome: AtOutcome;
      readonly durationMs: number;
      /** The module echoed the command. */
      readonly echoed: boolean;
    }
  | {
      /** A line that no command owns. `urc` is the id of its table row, null when no row knows it. */
      readonly type: 'at.unsolicited';
      readonly place: Place;
      readonly line: string;
      readonly urc: string | null;
    }
  | {
      /** A final result code that came after its command had been given up, or that no command had asked for. */
      readonly type: 'at.late';
      readonly place: Place;
      readonly line: string;
      readonly command: string | null;
    }
  | {
      /** The module talked faster than is worth a fact each; the byte trace has every line. */
      readonly type: 'at.flooded';
      readonly place: Place;
      /** Lines that have no fact of their own since the last such fact. */
      readonly lines: number;
    }
  | {
      readonly type: 'measurement.recorded';
      readonly place: Place;
      readonly name: MeasurementName;
      readonly value: string | number | null;
      readonly unit: string | null;
      /** What it was held against, in the notation of the name; null when it is only noted. */
      readonly criterion: string | null;
      readonly verdict: MeasurementVerdict;
    }
  | {
      readonly type: 'step.finished';
      readonly step: StepNumber;
      readonly outcome: StepOutcome;
      readonly attempts: number;
      readonly durationMs: number;
    }
  | {
      /** A step of somebody else's firmware that came before one it stands on; `missing` is that one. */
      readonly type: 'step.outOfOrder';
      readonly step: StepNumber;
      readonly missing: StepNumber;
    }
  | { readonly type: 'recovery.started'; readonly level: RecoveryLevel; readonly step: StepNumber | null }
  | {
      readonly type: 'recovery.finished';
      readonly level: RecoveryLevel;
      /** The module stands again where the step needs it. */
      readonly recovered: boolean;
      readonly durationMs: number;
    }
  | {
      /** The broker as this computer sees it. It says nothing of the unit, and judges nothing. */
      readonly type: 'broker.checked';
      readonly check: BrokerCheck;
    }
  | {
      /** What a command list expected of an answer. */
      readonly type: 'answer.compared';
      readonly place: Place;
      readonly command: string;
      readonly expected: string;
      readonly met: boolean;
    }
  | { readonly type: 'run.cancelRequested'; readonly immediate: boolean }
  | {
      readonly type: 'run.finished';
      readonly outcome: RunOutcome;
      readonly failedStep: StepNumber | null;
      readonly code: FailureCode | null;
      readonly detail: string | null;
      /** Whether every documented step was within the run; false when it started later than step 1. */
      readonly complete: boolean;
      readonly durationMs: number;
    };

export type FactType = RunFact['type'];

/** A fact with its place in the record. `seq` counts from 1 without gaps within a run. */
export type RunEvent = {
  readonly seq: number;
  readonly runId: string;
  /** The port's address as the bay was given it. */
  readonly port: string;
  /** Wall-clock time, milliseconds since 1970 (UTC). */
  readonly atMs: number;
  /** Milliseconds since the run began, on a clock that never jumps. */
  readonly elapsedMs: number;
} & RunFact;

/** One piece of the byte trace: what crossed the wire, when. Secrets are masked before it gets here. */
export interface TraceChunk {
  readonly direction: 'sent' | 'received';
  readonly bytes: Uint8Array;
  /** Milliseconds since the run began. */
  readonly elapsedMs: number;
}
