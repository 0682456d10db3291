import { isIP, type Socket } from 'node:net';
import type { BrokerCheck, BrokerObstacle } from '../../shared/broker-check.ts';
import { type Clock, wholeMicroseconds } from '../../shared/clock.ts';
import { Budget, type Failed } from './budget.ts';
import { dial, type Dialled, secure } from './dial.ts';
import { type Limits, LIMITS } from './limits.ts';
import { type LookUp, lookUpHere, resolveName } from './resolve-name.ts';
import { askForSession, sayFarewell, type SessionParameters } from './session.ts';

/** A broker, and the session that is to be opened on it. */
export interface BrokerSubject extends SessionParameters {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

export interface CheckTools {
  readonly clock: Clock;
  /** Calls the check off, at once. */
  readonly signal: AbortSignal;
  readonly lookUp?: LookUp;
  readonly limits?: Partial<Limits>;
}

type Finding = Omit<BrokerCheck, 'host' | 'port' | 'tls' | 'durationMs'>;

/** Addresses of a name that are tried, in turn. */
const TRIED = 3;

/** Who asks only whether a port speaks MQTT: nobody's session, and no credentials on a line that is not encrypted. */
const NOBODY: SessionParameters = {
  clientId: '',
  username: '',
  password: '',
  cleanSession: true,
  keepAliveSeconds: 20,
};

/**
 * Goes as far towards a session on the broker as this computer gets, and leaves it at once in order. Nothing is published
 * and nothing subscribed to. Like the module's own CONNECT, this one takes the session over from whoever holds it under
 * the same client id, and with a clean session removes what the broker keeps for it: whoever asks sees to it that nobody
 * is disturbed. Null when it was called off.
 */
export async function checkBroker(subject: BrokerSubject, tools: CheckTools): Promise<BrokerCheck | null> {
  const { host, port, tls } = subject;
  const began = tools.clock.monotonic();
  const finding = await new Inspection(subject, tools).run();
  if (tools.signal.aborted) return null;
  return { host, port, tls, ...finding, durationMs: wholeMicroseconds(tools.clock.monotonic() - began) };
}

class Inspection {
  readonly #subject: BrokerSubject;
  readonly #limits: Limits;
  readonly #lookUp: LookUp;
  readonly #budget: Budget;
  #addresses: readonly string[] = [];
  #trusted: boolean | null = null;

  constructor(subject: BrokerSubject, { clock, signal, lookUp, limits }: CheckTools) {
    this.#subject = subject;
    this.#limits = { ...LIMITS, ...limits };
    this.#lookUp = lookUp ?? lookUpHere;
    this.#budget = new Budget(clock, this.#limits.total, signal);
  }

  async run(): Promise<Finding> {
    const named = await this.#resolve();
    if (!named.ok) return this.#stoppedAt('nothing', { kind: 'name_unknown', code: named.code });
    this.#addresses = named.addresses;
    const dialled = await this.#dialFirst();
    if (!dialled.ok) return this.#stoppedAt('resolved', { kind: 'not_connected', code: dialled.code });
    const { socket, address } = dialled;
    try {
      return this.#subject.tls ? await this.#secured(socket, address) : await this.#plain(socket, address);
    } finally {
      socket.destroy();
    }
  }

  #resolve() {
    const { host } = this.#subject;
    if (isIP(host) !== 0) return Promise.resolve({ ok: true, addresses: [host] } as const);
    return this.#budget.spend(this.#limits.name, (over) => resolveName(host, this.#lookUp, over));
  }

  /** The first address that answers; when none does, what the last one said. */
  async #dialFirst(): Promise<(Dialled & { readonly address: string }) | Failed> {
    let last: Failed = { ok: false, code: 'ENOTFOUND' };
    for (const address of this.#addresses.slice(0, TRIED)) {
      const dialled = await this.#dial(address, this.#limits.connection);
      if (dialled.ok) return { ...dialled, address };
      last = dialled;
    }
    return last;
  }

  #dial(address: string, limitMs: number): Promise<Dialled | Failed> {
    return this.#budget.spend(limitMs, (over) => dial(address, this.#subject.port, over));
  }

  async #plain(socket: Socket, address: string): Promise<Finding> {
    const finding = await this.#session(socket, 'connected');
    if (finding.obstacle?.kind !== 'no_session') return finding;
    return { ...finding, speaks: (await this.#speaksTls(address)) ? 'tls' : null };
  }

  async #secured(plain: Socket, address: string): Promise<Finding> {
    const { host } = this.#subject;
    const secured = await this.#budget.spend(this.#limits.security, (over) => secure(plain, host, over));
    if (!secured.ok) {
      const finding = this.#stoppedAt('connected', { kind: 'no_tls', code: secured.code });
      return { ...finding, speaks: (await this.#speaksPlain(address)) ? 'plain' : null };
    }
    this.#trusted = secured.trusted;
    return await this.#session(secured.socket, 'secured');
  }

  async #session(socket: Socket, reached: 'connected' | 'secured'): Promise<Finding> {
    const { session, farewell } = this.#limits;
    const answer = await this.#budget.spend(session, (over) => askForSession(socket, this.#subject, over));
    if (!answer.ok) return this.#stoppedAt(reached, { kind: 'no_session', code: answer.code });
    if (answer.code !== 0) return this.#stoppedAt(reached, { kind: 'session_refused', code: answer.code });
    await this.#budget.spend(farewell, (over) => sayFarewell(socket, over));
    return this.#stoppedAt('accepted', null);
  }

  #speaksTls(address: string): Promise<boolean> {
    return this.#onAnother(address, async (socket, over) => {
      const secured = await secure(socket, this.#subject.host, over);
      return secured.ok;
    });
  }

  /** Any CONNACK shows it; a broker that wants credentials answers with a refusal. */
  #speaksPlain(address: string): Promise<boolean> {
    return this.#onAnother(address, async (socket, over) => {
      const answer = await askForSession(socket, NOBODY, over);
      if (answer.ok && answer.code === 0) await sayFarewell(socket, over);
      return answer.ok;
    });
  }

  /** Asks a question on a connection of its own. */
  async #onAnother(
    address: string,
    question: (socket: Socket, over: AbortSignal) => Promise<boolean>,
  ): Promise<boolean> {
    const { otherwise } = this.#limits;
    const dialled = await this.#dial(address, otherwise);
    if (!dialled.ok) return false;
    try {
      return (await this.#budget.spend(otherwise, (over) => question(dialled.socket, over))) === true;
    } finally {
      dialled.socket.destroy();
    }
  }

  #stoppedAt(reached: Finding['reached'], obstacle: BrokerObstacle | null): Finding {
    return { addresses: this.#addresses, reached, obstacle, speaks: null, trusted: this.#trusted };
  }
}
