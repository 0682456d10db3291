import { randomUUID } from 'node:crypto';
import type { BrokerCheck } from '../../shared/broker-check.ts';
import type { Clock } from '../../shared/clock.ts';
import type { RunEvent, RunPurpose } from '../../shared/events.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { OpenPort } from '../../shared/port.ts';
import { listeningName } from '../../shared/listening.ts';
import { type Profile, secretsOf } from '../../shared/profile.ts';
import type { FieldChange } from '../../shared/profile-change.ts';
import type { RecoveryLevel } from '../../shared/recovery.ts';
import { ConsoleRun } from '../bringup/console-run.ts';
import type { BringUpEnvironment } from '../bringup/run-request.ts';
import { BringUp } from '../bringup/runner.ts';
import type { TypedQueue } from '../bringup/typed-queue.ts';
import type { Redactor } from '../port/index.ts';
import type { RecordFault, RecordStore } from '../records/index.ts';
import { openSession } from '../session/open-session.ts';
import { Bay, type RunHandle, type Running, type SessionClaim } from './bay.ts';
import { Bays } from './bays.ts';
import { Followers } from './followers.ts';
import { type ListeningRequest, listeningOn } from './listening.ts';
import { PinMemory } from './pin-memory.ts';
import { type TestMessage, testMessage } from './test-message.ts';
import { createJournal, type Journal, type JournalRun } from './journal.ts';
import { type BareWire, recordedWire } from './recorded-wire.ts';
import { replaysRecording } from './recording/replays-recording.ts';

/** What a run is to do, and where. */
export interface StartRequest {
  /** Address as `openPort` takes it. */
  readonly port: string;
  readonly profile: Profile;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly fromStep: StepNumber;
  readonly singleStep: boolean;
  /** What `profile` has otherwise than the stored one. */
  readonly changes?: readonly FieldChange[];
  /** The profile's PIN was given for this run alone. */
  readonly pinGiven?: boolean;
  /** A rung of the recovery ladder to be climbed before the first step. */
  readonly recovery?: RecoveryLevel | null;
  /** Pauses behind this step, and there alone. */
  readonly pauseBehind?: StepNumber | null;
}

/** Looks at the broker that a module on `port` comes to with `profile`; null when that was called off. */
export type CheckBroker = (
  port: string,
  profile: Profile,
  signal: AbortSignal,
) => Promise<BrokerCheck | null>;

export interface CommissionerOptions {
  readonly clock: Clock;
  readonly store: Pick<RecordStore, 'append' | 'appendNow' | 'ended' | 'refusedPins'>;
  readonly openPort: OpenPort;
  readonly checkBroker: CheckBroker;
  readonly version: string;
  /** The name of this computer. */
  readonly station: string;
  /**
   * The record cannot be written; told once per outage and kind of fault. Nothing is published until it can be again, no
   * run is begun, and every run is stopped: at once, or when another program has held the record for too long.
   */
  readonly onRecordFault: (fault: RecordFault) => void;
  /** It can be written again. */
  readonly onRecordRecovered?: () => void;
}

/** A port on which commands are typed by hand. */
export interface ConsoleStart {
  readonly port: string;
  readonly profileName: string;
  /** Bit/s. */
  readonly baudRate: number;
  /** Masked wherever they appear. */
  readonly secrets: readonly string[];
}

export interface OpenConsole {
  readonly bay: Bay;
  readonly running: ConsoleRun;
  readonly redactor: Redactor;
}

/** Why nothing is begun on a port. */
type Obstacle =
  /** It has a run of this process on it already. */
  | { readonly kind: 'bay_taken'; readonly runId: string }
  /** The record cannot be written. */
  | { readonly kind: 'record'; readonly fault: RecordFault }
  /** The service is closing. */
  | { readonly kind: 'closed' };

interface NotBegun {
  readonly ok: false;
  readonly fault: Obstacle;
}

export type ConsoleResult = { readonly ok: true; readonly console: OpenConsole } | NotBegun;

/** Where something can be typed: a console, or a run that is paused. */
export type TypingResult =
  | { readonly ok: true; readonly bay: Bay; readonly typed: TypedQueue; readonly redactor: Redactor }
  | NotBegun;

interface BayPlan<Kind extends Running> {
  readonly port: string;
  /** The ports that it takes; absent: its own alone. */
  readonly takes?: readonly string[];
  readonly purpose: RunPurpose;
  readonly message: TestMessage | null;
  readonly claim: SessionClaim | null;
  readonly secrets: readonly string[];
  readonly make: (environment: BringUpEnvironment, wire: BareWire) => Kind;
}

export type StartResult = { readonly ok: true; readonly run: RunHandle } | NotBegun;

/** Runs on any number of bays at once; every shell drives this and nothing below it. */
export class Commissioner {
  readonly #options: CommissionerOptions;
  readonly #journal: Journal;
  readonly #bays = new Bays();
  #closing: Promise<void> | null = null;
  readonly #followers = new Followers<readonly RunEvent[]>();
  readonly #consoles = new Map<string, OpenConsole>();
  readonly #redactors = new WeakMap<Bay, Redactor>();
  readonly #heads = new Followers<Bay>();
  readonly #pins: PinMemory;

  constructor(options: CommissionerOptions) {
    this.#options = options;
    this.#pins = new PinMemory(options.store);
    this.#journal = createJournal({
      store: options.store,
      clock: options.clock,
      onPublish: (events) => this.#publish(events),
      onCommitted: (batch) => {
        for (const bay of this.#bays.committed(batch)) this.#heads.tell(bay);
      },
      onFault: options.onRecordFault,
      onGivenUp: (fault) => {
        for (const bay of this.bays) bay.recordFailed(fault);
      },
      ...(options.onRecordRecovered && { onRecovered: options.onRecordRecovered }),
    });
  }

  /** Calls `follower` with every batch of published events from now on. Returns the way to stop. */
  follow(follower: (events: readonly RunEvent[]) => void): () => void {
    return this.#followers.add(follower);
  }

  /** The bay on a port, if a run was ever started there. */
  bay(port: string): Bay | null {
    return this.#bays.on(port);
  }

  /** Starts a run. Whatever goes wrong from here on is an outcome of the run. */
  start(request: StartRequest): StartResult {
    const obstacle = this.#obstacle(request.port);
    return obstacle === null ? { ok: true, run: this.#bringUpBay(request) } : { ok: false, fault: obstacle };
  }

  /** Listens to two ports until it is stopped; both are taken meanwhile. */
  listen({ ports, baudRate, name }: ListeningRequest): StartResult {
    const takes = [ports.commands, ports.answers].filter((port) => port !== null);
    const obstacle = this.#obstacle(...takes);
    if (obstacle !== null) return { ok: false, fault: obstacle };
    const { bay } = this.#openBay({
      port: listeningName(ports),
      takes,
      purpose: 'listening',
      message: null,
      claim: null,
      secrets: [],
      make: (environment, wire) => listeningOn({ ports, baudRate, name }, environment, wire),
    });
    return { ok: true, run: bay };
  }

  /** Opens the console on a port, or takes the one that is open there; one that is ending frees the port first. */
  async console(request: ConsoleStart): Promise<ConsoleResult> {
    if (this.#consoles.get(request.port)?.running.over) await this.endConsole(request.port);
    if (this.#closing !== null) return { ok: false, fault: { kind: 'closed' } };
    const open = this.#consoles.get(request.port);
    if (open !== undefined) return { ok: true, console: open };
    const obstacle = this.#obstacle(request.port);
    if (obstacle !== null) return { ok: false, fault: obstacle };
    const opened = this.#openBay({
      port: request.port,
      purpose: 'console',
      message: null,
      claim: null,
      secrets: request.secrets,
      make: (environment) => new ConsoleRun(request, environment),
    });
    this.#consoles.set(request.port, opened);
    return { ok: true, console: opened };
  }

  /** Where something can be typed on a port: in the run that is paused there, or else at its console. */
  async typing(request: ConsoleStart): Promise<TypingResult> {
    const bay = this.#bays.on(request.port);
    const redactor = bay === null ? undefined : this.#redactors.get(bay);
    if (bay?.purpose === 'bring_up' && bay.typed?.open === true && redactor !== undefined)
      return { ok: true, bay, typed: bay.typed, redactor };
    const opened = await this.console(request);
    if (!opened.ok) return opened;
    const { running } = opened.console;
    return { ok: true, bay: opened.console.bay, typed: running.typed, redactor: opened.console.redactor };
  }

  /** Ends the console on a port, if there is one, and waits until the port is free. */
  async endConsole(port: string): Promise<void> {
    const open = this.#consoles.get(port);
    if (open === undefined) return;
    open.bay.stop();
    await open.bay.done;
    if (this.#consoles.get(port) === open) this.#consoles.delete(port);
  }

  /** The newest run on a port that walked the steps, also when a console stands there now; null when there was none. */
  lastBringUp(port: string): Bay | null {
    return this.#bays.lastBringUp(port);
  }

  /**
   * A bay whose unit has a session of this client id, or may come to have one: a second CONNECT under it would throw that
   * unit out. The bay on the port `besides` is not looked at.
   */
  sessionHolder(clientId: string, besides: string | null = null): Bay | null {
    return this.#bays.sessionHolder(clientId, besides);
  }

  /** Every bay that has or had a run. */
  get bays(): readonly Bay[] {
    return this.#bays.all;
  }

  /** The ports on which a bay is the newest: two where it listens. */
  portsOf(bay: Bay): readonly string[] {
    return this.#bays.portsOf(bay);
  }

  /** The bay of a run of this process; null when the run is over and another one stands on its port. */
  bayOfRun(runId: string): Bay | null {
    return this.#bays.ofRun(runId);
  }

  /** Calls `listener` with every bay that is new, whose record has grown, or whose run is over. Returns the way to stop. */
  followHeads(listener: (bay: Bay) => void): () => void {
    return this.#heads.add(listener);
  }

  /** Why nothing can be begun because of the record, tried out now; null when it can be written. */
  async recordObstacle(): Promise<Extract<Obstacle, { kind: 'record' }> | null> {
    const fault = this.#closing === null ? await this.#journal.ready() : null;
    return fault === null ? null : { kind: 'record', fault };
  }

  /** The process ends: writes what waits before the call returns, as far as it can. */
  writeOut(): void {
    this.#journal.writeOut();
  }

  /** Stops every run, at once when asked so, and writes what is still to be written. */
  async close(immediate = false): Promise<void> {
    const live = this.bays.filter(({ isFree }) => !isFree);
    for (const bay of live) {
      bay.stop();
      if (immediate) bay.stop();
    }
    this.#closing ??= this.#finish(live, immediate);
    await this.#closing;
  }

  async #finish(live: readonly Bay[], immediate: boolean): Promise<void> {
    const ended = await Promise.allSettled(live.map(({ done }) => done));
    await this.#journal.close(immediate);
    // A bug, which must not cost what was said before it.
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  #obstacle(...ports: readonly string[]): Obstacle | null {
    if (this.#closing !== null) return { kind: 'closed' };
    const taken = this.#bays.taker(...ports);
    if (taken !== null) return { kind: 'bay_taken', runId: taken.runId };
    const { fault } = this.#journal;
    return fault === null ? null : { kind: 'record', fault };
  }

  #bringUpBay(request: StartRequest): Bay {
    const warnings = () => this.#bays.warningsFor(request.port);
    const noted = replaysRecording(request.port) ? (['replayed'] as const) : [];
    const pin = this.#pins.attempts(request.port, request.profile.sim.pin, request.pinGiven ?? false);
    return this.#openBay({
      port: request.port,
      purpose: 'bring_up',
      message: testMessage(request.profile),
      claim: {
        clientId: request.profile.mqtt.clientId,
        staysOnline: request.profile.after === 'stay-online',
      },
      secrets: secretsOf(request.profile),
      make: (environment) => new BringUp({ ...request, warnings, pin, noted }, environment),
    }).bay;
  }

  #openBay<Kind extends Running>(plan: BayPlan<Kind>) {
    const { port, takes = [port], purpose, message, claim, secrets, make } = plan;
    const { clock, openPort, version, station } = this.#options;
    const run: JournalRun = { id: randomUUID(), port };
    const journal = this.#journal;
    const { open, record, bare } = recordedWire({ clock, openPort, journal, run, station, secrets });
    const { redactor } = bare;
    const environment: BringUpEnvironment = {
      clock,
      version,
      open: (baudRate, listener) => openSession(open, port, baudRate, clock, listener),
      record,
      mask: (text) => redactor.maskText(text),
      hide: (secret) => redactor.add(secret),
      checkBroker: async (profile, signal) =>
        this.sessionHolder(profile.mqtt.clientId, port) === null
          ? await this.#options.checkBroker(port, profile, signal)
          : null,
    };
    const running = make(environment, bare);
    const flushed = () => journal.flush();
    const bay = new Bay({ runId: run.id, port, purpose, message, claim, running, flushed });
    this.#redactors.set(bay, redactor);
    running.follow(() => this.#heads.tell(bay));
    this.#bays.place(bay, takes);
    // Told before anything is recorded: a run that cannot be recorded must be seen, and can be stopped, all the same.
    this.#heads.tell(bay);
    void bay.done.then(() => {
      this.#options.store.ended(run.id);
      this.#bays.settle(bay);
      this.#heads.tell(bay);
    });
    return { bay, running, redactor };
  }

  #publish(events: readonly RunEvent[]): void {
    for (const event of events) {
      const bay = this.#bays.ofRun(event.runId);
      bay?.published(event);
      // It may have been over for long, waiting for a record that could be written.
      if (bay !== null && event.type === 'run.finished') this.#bays.settle(bay);
    }
    this.#followers.tell(events);
  }
}
