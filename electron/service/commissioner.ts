import { randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { RunEvent } from '../../shared/events.ts';
import type { WarningCode } from '../../shared/outcome.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { OpenPort } from '../../shared/port.ts';
import { type Profile, secretsOf } from '../../shared/profile.ts';
import { placeholdersIn } from '../../shared/placeholders.ts';
import { topicMatches } from '../../shared/topic.ts';
import { BringUp } from '../bringup/runner.ts';
import { createRedactor, tracedPort } from '../port/index.ts';
import type { RecordFault, RecordStore } from '../records/index.ts';
import { openSession } from '../session/open-session.ts';
import { Bay, type RunHandle, type TestMessage } from './bay.ts';
import { createJournal, type Journal, type JournalRun } from './journal.ts';

/** What a run is to do, and where. */
export interface StartRequest {
  /** Address as `openPort` takes it. */
  readonly port: string;
  readonly profile: Profile;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly fromStep: StepNumber;
  readonly singleStep: boolean;
}

export interface CommissionerOptions {
  readonly clock: Clock;
  readonly store: Pick<RecordStore, 'append'>;
  readonly openPort: OpenPort;
  readonly version: string;
  /** The record cannot be written; told once per outage. Nothing is published until it can be again. */
  readonly onRecordFault: (fault: RecordFault) => void;
}

export type StartResult =
  | { readonly ok: true; readonly run: RunHandle }
  | {
      readonly ok: false;
      readonly fault:
        | /** The port has a run of this process on it already. */ {
            readonly kind: 'bay_taken';
            readonly runId: string;
          }
        | /** The service is closing. */ { readonly kind: 'closed' };
    };

/**
 * How long `close` waits for another program to let go of the record. A backup or a database browser holds it for
 * seconds, and what is not written then is lost. Other faults do not mend themselves in that time.
 */
const PATIENCE_MS = 20_000;

/** Runs on any number of bays at once; every shell drives this and nothing below it. */
export class Commissioner {
  readonly #options: CommissionerOptions;
  readonly #journal: Journal;
  readonly #bays = new Map<string, Bay>();
  #closing: Promise<void> | null = null;
  readonly #followers = new Set<(events: readonly RunEvent[]) => void>();

  constructor(options: CommissionerOptions) {
    this.#options = options;
    this.#journal = createJournal({
      store: options.store,
      clock: options.clock,
      onPublish: (events) => this.#publish(events),
      onFault: options.onRecordFault,
    });
  }

  /** Calls `follower` with every batch of published events from now on. Returns the way to stop. */
  follow(follower: (events: readonly RunEvent[]) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** The bay on a port, if a run was ever started there. */
  bay(port: string): Bay | null {
    return this.#bays.get(port) ?? null;
  }

  /** Starts a run. Whatever goes wrong from here on is an outcome of the run. */
  start(request: StartRequest): StartResult {
    if (this.#closing !== null) return { ok: false, fault: { kind: 'closed' } };
    const taken = this.#bays.get(request.port);
    if (taken !== undefined && taken.state.finish === null)
      return { ok: false, fault: { kind: 'bay_taken', runId: taken.runId } };
    const bay = this.#createBay(request);
    this.#bays.set(request.port, bay);
    return { ok: true, run: bay };
  }

  /** Stops every run, at once when asked so, and writes what is still to be written: see `PATIENCE_MS`. */
  async close(immediate = false): Promise<void> {
    const live = [...this.#bays.values()].filter(({ state }) => state.finish === null);
    for (const bay of live) {
      bay.stop();
      if (immediate) bay.stop();
    }
    this.#closing ??= this.#finish(live, immediate);
    await this.#closing;
  }

  async #finish(live: readonly Bay[], immediate: boolean): Promise<void> {
    await Promise.all(live.map(({ done }) => done));
    if (!immediate) await this.#outlastLock();
    await this.#journal.close();
  }

  async #outlastLock(): Promise<void> {
    const { clock } = this.#options;
    const untilMs = clock.monotonic() + PATIENCE_MS;
    for (;;) {
      // Every call waits for a further attempt, and those come ever more slowly.
      const written = await this.#journal.flush();
      if (written.ok || written.fault.kind !== 'locked' || clock.monotonic() >= untilMs) return;
    }
  }

  #createBay(request: StartRequest): Bay {
    const { clock, openPort, version } = this.#options;
    const run: JournalRun = { id: randomUUID(), port: request.port, beganMs: clock.monotonic() };
    const redactor = createRedactor();
    for (const secret of secretsOf(request.profile)) redactor.add(secret);
    const sink = {
      bytes: (direction: 'sent' | 'received', bytes: Uint8Array, atMs: number) =>
        this.#journal.trace(run, { direction, bytes, elapsedMs: atMs - run.beganMs }),
    };
    const traced = tracedPort(openPort, sink, redactor, clock);
    const bringUp = new BringUp(
      { ...request, warnings: () => this.#warningsFor(this.#bays.get(request.port)) },
      {
        clock,
        version,
        open: (baudRate, listener) => openSession(traced, request.port, baudRate, clock, listener),
        record: (fact) => this.#journal.record(run, fact),
        mask: (text) => redactor.maskText(text),
      },
    );
    return new Bay(run.id, request.port, testMessage(request.profile), bringUp, () => this.#journal.flush());
  }

  /**
   * Two units that publish the same bytes to the same topic at once cannot be told apart by what comes back: a
   * message of one would prove the other.
   */
  #warningsFor(bay: Bay | undefined): readonly WarningCode[] {
    if (bay === undefined || !bay.message.returns) return [];
    if (placeholdersIn(bay.message.topic + bay.message.payload).length > 0) return [];
    const shared = [...this.#bays.values()].some((other) => other.publishesLike(bay));
    return shared ? ['loopback_shared'] : [];
  }

  #publish(events: readonly RunEvent[]): void {
    for (const event of events) this.#bays.get(event.port)?.published(event);
    for (const follower of this.#followers) tell(follower, events);
  }
}

/** A follower that throws is a bug of its own: it ends as an uncaught exception, and the others are still told. */
function tell(follower: (events: readonly RunEvent[]) => void, events: readonly RunEvent[]): void {
  try {
    follower(events);
  } catch (fault) {
    queueMicrotask(() => {
      throw fault;
    });
  }
}

function testMessage({ subscribe, publish, broker }: Profile): TestMessage {
  const { topic, payload } = publish;
  return { host: broker.host, topic, payload, returns: topicMatches(subscribe.topic, topic) };
}
