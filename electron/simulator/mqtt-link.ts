import type { IConnackPacket, IPublishPacket, Packet, PacketCmd } from 'mqtt-packet';
import { MqttConnection, type Target } from './mqtt-connection.ts';
import type { ModuleTimers } from './timers.ts';
import { DURATION_MS, type Scale } from './timing.ts';

export type Qos = 0 | 1 | 2;

/** `open`: TCP is up, MQTT is not; `session`: CONNACK came; `closing`: DISCONNECT went out. */
export type LinkState = 'idle' | 'connecting' | 'open' | 'session' | 'closing';

export interface Will {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
}

export interface SessionOptions {
  readonly clientId: string;
  readonly username: string | null;
  readonly password: Uint8Array | null;
  readonly will: Will | null;
  readonly clean: boolean;
  readonly keepAliveSeconds: number;
}

export interface Publication {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
}

interface LinkEvents {
  opened(): void;
  failed(): void;
  /** `code` as in MQTT 3.1.1 table 3.1; 0 = accepted. */
  sessionAnswered(code: number): void;
  message(topic: string, payload: Uint8Array): void;
  closed(): void;
}

type Progress = (step: 'SUBACK' | 'UNSUBACK' | 'PUBACK' | 'PUBREC' | 'PUBCOMP') => void;

/** The broker's answers to what the module sent. */
const ACKNOWLEDGEMENTS: Partial<Record<PacketCmd, Parameters<Progress>[0]>> = {
  suback: 'SUBACK',
  unsuback: 'UNSUBACK',
  puback: 'PUBACK',
  pubrec: 'PUBREC',
  pubcomp: 'PUBCOMP',
};

/** Finds where a host name really leads; null = there is no such host. */
export type ResolveTarget = (wanted: Target) => Promise<Target | null>;

const MAX_IN_FLIGHT = 64;

/** The module's single MQTT link, over one TCP or TLS connection at a time. */
export class MqttLink {
  readonly #timers: ModuleTimers;
  readonly #scale: Scale;
  readonly #resolve: ResolveTarget;
  readonly #events: LinkEvents;
  #state: LinkState = 'idle';
  #connection: MqttConnection | null = null;
  /** Grows with every attempt, so that whatever an earlier one still reports is recognised as stale. */
  #attempt = 0;
  #lastId = 0;
  #awake = false;
  #pongDue = false;
  #waiting = new Map<number, Progress>();
  #held = new Set<number>();
  #cancelTimer: (() => void) | null = null;

  constructor(timers: ModuleTimers, scale: Scale, resolve: ResolveTarget, events: LinkEvents) {
    this.#timers = timers;
    this.#scale = scale;
    this.#resolve = resolve;
    this.#events = events;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Opens the connection; `opened` or `failed` follows. */
  open(wanted: Target): void {
    const attempt = this.#begin();
    this.#cancelTimer = this.#timers.after(DURATION_MS.connectLimit, () => this.#ended(attempt));
    this.#resolve(wanted).then(
      (target) => (target ? this.#dial(target, attempt) : this.#later(attempt, () => this.#ended(attempt))),
      () => this.#ended(attempt),
    );
  }

  /** Behaves as a connection attempt that gets nowhere for `ms` milliseconds on top of the usual time. */
  openInVain(ms: number): void {
    const attempt = this.#begin();
    const wholeMs = ms + this.#scale(DURATION_MS.connect);
    this.#cancelTimer = this.#timers.after(wholeMs, () => this.#ended(attempt));
  }

  startSession(options: SessionOptions): void {
    this.#keepAlive(options.keepAliveSeconds * 1000);
    this.#connection?.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: options.clientId,
      clean: options.clean,
      keepalive: options.keepAliveSeconds,
      ...(options.username === null ? {} : { username: options.username }),
      ...(options.password === null ? {} : { password: Buffer.from(options.password) }),
      ...(options.will ? { will: { ...options.will, payload: Buffer.from(options.will.payload) } } : {}),
    });
  }

  subscribe(topic: string, qos: Qos, progress: Progress): void {
    const messageId = this.#track(progress);
    this.#connection?.send({ cmd: 'subscribe', messageId, subscriptions: [{ topic, qos }] });
  }

  unsubscribe(topic: string, progress: Progress): void {
    const messageId = this.#track(progress);
    this.#connection?.send({ cmd: 'unsubscribe', messageId, unsubscriptions: [topic] });
  }

  publish(publication: Publication, progress: Progress): void {
    const packet: Packet = {
      cmd: 'publish',
      dup: false,
      ...publication,
      payload: Buffer.from(publication.payload),
    };
    if (publication.qos > 0) packet.messageId = this.#track(progress);
    this.#connection?.send(packet);
  }

  /** Sends DISCONNECT and leaves the closing to the broker for a while (MQTT 3.1.1 3.14.4); `closed` follows. */
  finish(): void {
    const attempt = this.#attempt;
    this.#connection?.send({ cmd: 'disconnect' });
    this.#state = 'closing';
    this.#cancelTimer?.();
    this.#cancelTimer = this.#timers.after(DURATION_MS.closeLimit, () => this.#ended(attempt));
  }

  /** Behaves as if the broker closed: `before` happens when the news arrives, then `closed` follows. */
  closeByPeer(before: () => void): void {
    const attempt = this.#attempt;
    this.#later(attempt, () => {
      before();
      this.#ended(attempt);
    });
  }

  /** Cuts the connection; no event follows. */
  drop(): void {
    this.#attempt += 1;
    this.#state = 'idle';
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#waiting.clear();
    this.#held.clear();
    this.#connection?.drop();
    this.#connection = null;
  }

  /** Whether the link may keep the process alive. */
  hold(awake: boolean): void {
    this.#awake = awake;
    this.#connection?.hold(awake);
  }

  #begin(): number {
    this.drop();
    this.#state = 'connecting';
    return this.#attempt;
  }

  #dial(target: Target, attempt: number): void {
    if (attempt !== this.#attempt) return;
    const connection = new MqttConnection(target, {
      opened: () => this.#later(attempt, () => this.#opened(), this.#scale(DURATION_MS.connect)),
      packet: (packet) => this.#receive(packet, attempt),
      ended: () => this.#later(attempt, () => this.#ended(attempt)),
    });
    connection.hold(this.#awake);
    this.#connection = connection;
  }

  /** The network's answers take their way back through the air; what belongs to a dropped link is lost there. */
  #later(attempt: number, happen: () => void, ms = this.#scale(DURATION_MS.downlink)): void {
    const checked = () => {
      if (attempt === this.#attempt) happen();
    };
    if (ms <= 0) checked();
    else this.#timers.after(ms, checked);
  }

  #opened(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#state = 'open';
    this.#events.opened();
  }

  #ended(attempt: number): void {
    if (attempt !== this.#attempt) return;
    const wasConnecting = this.#state === 'connecting';
    this.drop();
    if (wasConnecting) this.#events.failed();
    else this.#events.closed();
  }

  /** Acknowledges at once, tells the module when the radio has delivered. */
  #receive(packet: Packet, attempt: number): void {
    const fresh = packet.cmd !== 'publish' || this.#acknowledge(packet);
    if (packet.cmd === 'pubrel') {
      this.#held.delete(packet.messageId ?? 0);
      this.#connection?.send({ cmd: 'pubcomp', messageId: packet.messageId ?? 0 });
    }
    if (packet.cmd === 'pubrec') {
      this.#connection?.send({ cmd: 'pubrel', messageId: packet.messageId ?? 0 });
    }
    if (packet.cmd === 'pingresp') this.#pongDue = false;
    if (fresh) this.#later(attempt, () => this.#report(packet));
  }

  #report(packet: Packet): void {
    if (packet.cmd === 'connack') this.#connack(packet);
    else if (packet.cmd === 'publish') {
      this.#events.message(packet.topic, new Uint8Array(Buffer.from(packet.payload)));
    } else this.#acknowledged(packet);
  }

  #connack(packet: IConnackPacket): void {
    const code = packet.returnCode ?? 0;
    if (this.#state === 'open' && code === 0) this.#state = 'session';
    this.#events.sessionAnswered(code);
  }

  #acknowledged(packet: Packet): void {
    const step = ACKNOWLEDGEMENTS[packet.cmd];
    if (!step) return;
    const messageId = packet.messageId ?? 0;
    const progress = this.#waiting.get(messageId);
    // A PUBREC is only the first half of it.
    if (step !== 'PUBREC') this.#waiting.delete(messageId);
    progress?.(step);
  }

  /** @returns false for a QoS 2 message that was delivered before and is only being repeated. */
  #acknowledge(packet: IPublishPacket): boolean {
    const messageId = packet.messageId ?? 0;
    if (packet.qos === 1) this.#connection?.send({ cmd: 'puback', messageId });
    if (packet.qos !== 2) return true;
    this.#connection?.send({ cmd: 'pubrec', messageId });
    if (this.#held.has(messageId)) return false;
    if (this.#held.size < MAX_IN_FLIGHT) this.#held.add(messageId);
    return true;
  }

  #track(progress: Progress): number {
    this.#lastId = (this.#lastId % 0xffff) + 1;
    const oldest = this.#waiting.keys().next();
    if (this.#waiting.size >= MAX_IN_FLIGHT && !oldest.done) this.#waiting.delete(oldest.value);
    this.#waiting.set(this.#lastId, progress);
    return this.#lastId;
  }

  /** One PINGREQ per interval; a broker that has not answered the last one is taken for dead. */
  #keepAlive(intervalMs: number): void {
    this.#pongDue = false;
    this.#cancelTimer?.();
    const attempt = this.#attempt;
    const beat = () => {
      if (this.#pongDue) return this.#ended(attempt);
      this.#pongDue = true;
      this.#connection?.send({ cmd: 'pingreq' });
      this.#cancelTimer = this.#timers.after(intervalMs, beat);
    };
    this.#cancelTimer = this.#timers.after(intervalMs, beat);
  }
}
