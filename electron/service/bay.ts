import type { RunEvent, RunPurpose } from '../../shared/events.ts';
import { faultDetail } from '../../shared/record-fault.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import { fillPlaceholders, type UnitIdentity } from '../../shared/placeholders.ts';
import type { PortToolKind } from '../../shared/typed-entry.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import type { TypedQueue } from '../bringup/typed-queue.ts';
import type { RecordFault, WriteResult } from '../records/index.ts';
import type { TestMessage } from './test-message.ts';

/** A run as its starter sees it. */
export interface RunHandle {
  readonly runId: string;
  readonly port: string;
  /** Resolves after the last fact is recorded and published, with the port free. */
  readonly done: Promise<RunVerdict>;
  /** What is published of it so far. */
  readonly state: RunState;
  /** Ends the run in order; asked again, at once. */
  stop(): void;
  /** Pauses when the step under way is over. */
  pause(): void;
  /** Goes on after a pause. */
  next(): void;
}

/** The session that a run opens on its broker, as the profile has it. */
export interface SessionClaim {
  readonly clientId: string;
  /** A unit that passes is left in session. */
  readonly staysOnline: boolean;
}

/** What a bay runs, from its first fact to its last. */
export interface Running {
  run(): Promise<RunVerdict>;
  stop(): void;
  /** Ends it in order, because its record cannot be written; nothing where it is ending already. */
  recordFailed(detail: string): void;
  /** Pauses when the step under way is over; nothing where there are none. */
  pause?(): void;
  /** Goes on after a pause; nothing where nothing pauses. */
  next?(): void;
  /** What is typed there by hand; null while nothing can be. */
  readonly typed: TypedQueue | null;
  readonly tools?: readonly PortToolKind[];
  /** Calls `onChange` whenever what is typed, or which tools work, has changed. */
  follow(onChange: () => void): void;
}

/** What is left of a verdict that could not be recorded: it proves nothing. One who cancelled a run knows that anyway. */
function unrecorded(verdict: RunVerdict, fault: RecordFault): RunVerdict {
  if (verdict.outcome === 'cancelled') return verdict;
  return { ...verdict, outcome: 'errored', code: 'record_failed', detail: faultDetail(fault) };
}

interface BayParts {
  readonly runId: string;
  readonly port: string;
  readonly purpose: RunPurpose;
  readonly message: TestMessage | null;
  readonly claim: SessionClaim | null;
  readonly running: Running;
  readonly flushed: () => Promise<WriteResult>;
}

/** How far the record of a run reaches: its last fact and the last piece of its byte trace. */
export interface RecordHead {
  readonly seq: number;
  readonly ordinal: number;
}

/** One fixture position: a port and the run on it. Holds what is published, never more. */
export class Bay implements RunHandle {
  readonly runId: string;
  readonly port: string;
  readonly purpose: RunPurpose;
  readonly done: Promise<RunVerdict>;
  /** Null where nothing is published. */
  readonly message: TestMessage | null;
  readonly #claim: SessionClaim | null;
  readonly #running: Running;
  #state: RunState = INITIAL_RUN_STATE;
  #head: RecordHead = { seq: 0, ordinal: 0 };
  #over = false;

  constructor({ runId, port, purpose, message, claim, running, flushed }: BayParts) {
    this.runId = runId;
    this.port = port;
    this.purpose = purpose;
    this.message = message;
    this.#claim = claim;
    this.#running = running;
    this.done = running.run().then(async (verdict) => {
      const written = await flushed();
      this.#over = true;
      return written.ok ? verdict : unrecorded(verdict, written.fault);
    });
  }

  /** Whether this bay's unit publishes the same bytes to the same place right now. */
  publishesLike({ runId, message }: Bay): boolean {
    if (this.message === null || message === null || this.runId === runId) return false;
    const { host, topic, payload } = this.message;
    const same = host === message.host && topic === message.topic && payload === message.payload;
    return same && !this.isFree;
  }

  /**
   * Whether its unit is, or may come to be, in session under this client id. What is published lags behind what runs, so a
   * run that lives may be further than it seems; one whose numbers are not known yet is not in session.
   */
  holdsSession(clientId: string): boolean {
    if (this.#claim === null) return false;
    const leftOnline = this.#claim.staysOnline && this.#state.finish?.outcome === 'passed';
    const own = fillPlaceholders(this.#claim.clientId, this.identity);
    return own === clientId && (leftOnline || !this.isFree);
  }

  /** What the unit told of itself, as far as it is published. */
  get identity(): UnitIdentity {
    const { measurements, unit } = this.#state;
    const text = (value: string | number | null | undefined) => (typeof value === 'string' ? value : null);
    return { imei: text(measurements.imei?.value), iccid: text(measurements.iccid?.value), serial: unit };
  }

  get state(): RunState {
    return this.#state;
  }

  /** Where its record ends so far. */
  get head(): RecordHead {
    return this.#head;
  }

  /** Whether another run may have its port: also when the record cannot be written, and so nothing is published. */
  get isFree(): boolean {
    return this.#over || this.#state.finish !== null;
  }

  /** Whether it has ended; its last facts may still be waiting for a record that can be written. */
  get over(): boolean {
    return this.#over;
  }

  /** Whether it has ended, and nothing of it is still to come into the record. */
  get isWhole(): boolean {
    return this.#over && this.#state.finish !== null;
  }

  /** Takes note of what was committed. */
  committed({ seq, ordinal }: Partial<RecordHead>): void {
    this.#head = { seq: seq ?? this.#head.seq, ordinal: ordinal ?? this.#head.ordinal };
  }

  /** Takes a published event. */
  published(event: RunEvent): void {
    this.#state = reduceRun(this.#state, event);
  }

  stop(): void {
    this.#running.stop();
  }

  /** Its record cannot be written: it ends in order. */
  recordFailed(fault: RecordFault): void {
    this.#running.recordFailed(faultDetail(fault));
  }

  pause(): void {
    this.#running.pause?.();
  }

  next(): void {
    this.#running.next?.();
  }

  /** What is typed there by hand; null while nothing can be. */
  get typed(): TypedQueue | null {
    return this.#running.typed;
  }

  /** The tools that are at work there. */
  get tools(): readonly PortToolKind[] {
    return this.#running.tools ?? [];
  }
}
