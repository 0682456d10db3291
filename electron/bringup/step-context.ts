import type { Clock } from '../../shared/clock.ts';
import type { CommandLine } from '../../shared/command-line.ts';
import type { MeasurementName, MeasurementVerdict, Phase, RunFact } from '../../shared/events.ts';
import type { WarningCode } from '../../shared/outcome.ts';
import type { UnitIdentity } from '../../shared/placeholders.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Timing, TimingId } from '../../shared/timing.ts';
import type { CommandKind } from '../at/catalogue.ts';
import type { ExchangeResult } from '../at/exchange.ts';
import type { UnsolicitedLog } from '../session/unsolicited-log.ts';
import type { PinAttempts } from './pin-attempts.ts';

/** An exchange with the `seq` of the fact that records it. */
export interface Said extends ExchangeResult {
  readonly seq: number;
}

export interface Limits {
  /** Seconds for the final result code. */
  readonly reply: number;
  /** Seconds for the completing line; rows without one ignore it. */
  readonly completion?: number | undefined;
}

/** What a handshake came to; `seq` is of its last `AT`, 0 when none was sent. */
export interface Greeting {
  readonly ready: boolean;
  /** Any byte came at all. */
  readonly heard: boolean;
  readonly seq: number;
}

/** What a run has learned so far; one per run, written by step bodies. */
export interface RunMemory {
  identity: UnitIdentity;
  /** Bit/s in force on the line. */
  baudRate: number;
  /** Where in the unsolicited log the last attempt of step 11 began. */
  linkMark: number;
  /** How the module delivers, as seen; null while no message has come. */
  delivered: 'direct' | 'cached' | null;
  /** When the message was handed to the module, on `Clock.monotonic`. */
  publishedMs: number;
  /** Copies of the message that the cache held before it was published, and keeps. */
  staleCopies: number;
  /** `seq` of the exchanges that brought the published bytes out of the cache. */
  cacheEvidence: readonly number[];
  /** Warnings that belong to no step of their own; the next step that passes carries them. */
  readonly noted: Set<WarningCode>;
  /** The PIN was entered in this run: never a second time by itself, three failures block the card. */
  pinEntered: boolean;
  /** The card took it. */
  pinTaken: boolean;
}

/** What a step body may do. Everything it says becomes a fact. */
export interface StepContext {
  /** The profile, placeholders filled in as far as the identity is known. */
  readonly profile: Profile;
  readonly memory: RunMemory;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly unsolicited: UnsolicitedLog;
  /** Warnings that concern the proof by the returned message, as they stand now. */
  readonly runWarnings: readonly WarningCode[];
  /** Attempts with the PIN, also those of earlier runs. */
  readonly pin: PinAttempts;

  /** The time limits in force, overrides applied. */
  timing(id: TimingId): Timing;
  /** Sends a command and records the exchange. */
  say(kind: CommandKind, command: CommandLine, limits: Limits): Promise<Said>;
  /** Bare `AT`s until the module answers; the `seq` is of the last one. */
  handshake(tries: number, trySeconds: number): Promise<Greeting>;
  /** Changes the rate of the open port and records it. */
  setBaudRate(baudRate: number): Promise<PortFault | null>;
  /** Whether the port has a rate of its own to change. */
  readonly hasBaudRate: boolean;
  /** Holds the control line wired to PWRKEY for `seconds`. */
  pulsePowerKey(line: 'dtr' | 'rts', seconds: number): Promise<PortFault | null>;
  /** Waits; false when the run was ended meanwhile. */
  pause(seconds: number): Promise<boolean>;
  /** Records a fact that is none of the above. */
  state(fact: RunFact): number;
  /** Records that the next attempt of the current step begins. */
  attempt(number: number): void;
  waiting(until: Extract<RunFact, { type: 'step.waiting' }>['until'], seconds: number): void;
  measure(
    name: MeasurementName,
    value: string | number | null,
    judged?: { readonly unit?: string; readonly criterion?: string; readonly verdict?: MeasurementVerdict },
  ): number;
}

/** Where the context stands; changed by the runner only. */
export interface ContextPlace {
  phase: Phase;
  step: StepNumber | null;
  attempt: number;
  /** Attempts of the step before it was recovered; those of its body count on from here. */
  before: number;
  /** It was told to restart: that it does is no trouble. */
  restarting: boolean;
  /** The step that comes next, or is under way: what a line means between two steps depends on it. */
  ahead: StepNumber;
}
