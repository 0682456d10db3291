import type { CommandKind } from '../../../electron/at/catalogue.ts';
import type { ExchangeResult } from '../../../electron/at/exchange.ts';
import { openSession } from '../../../electron/session/open-session.ts';
import type { Session, SessionListener } from '../../../electron/session/session.ts';
import { type Respond, ScriptedPort } from '../../support/scripted-port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** What a session told, each thing as one short text. */
export class Told implements SessionListener {
  readonly all: string[] = [];
  /** Called with every text, when the session tells it. */
  onTold: (text: string) => void = () => {};

  exchanged({ request, outcome }: ExchangeResult): void {
    this.#tell(`${request.command.shown}: ${outcome.kind}`);
  }

  probed(outcome: { readonly kind: string }): void {
    this.#tell(`probed ${outcome.kind}`);
  }

  unsolicitedLine({ id, text }: { readonly id: string | null; readonly text: string }): void {
    this.#tell(`unsolicited ${id ?? '?'} ${text}`);
  }

  late(text: string, command: string | null): void {
    this.#tell(`late ${text} for ${command ?? 'nobody'}`);
  }

  lost(fault: { readonly kind: string }): void {
    this.#tell(`lost ${fault.kind}`);
  }

  #tell(text: string): void {
    this.all.push(text);
    this.onTold(text);
  }
}

export interface Asked {
  readonly replyMs?: number;
  readonly completionMs?: number;
  readonly signal?: AbortSignal;
}

/** A session on a scripted port, driven by a virtual clock. */
export interface Dialogue {
  readonly clock: VirtualClock;
  readonly port: ScriptedPort;
  readonly session: Session;
  readonly told: Told;
  /** Begins a command; replyMs 5000 and completionMs 10000 unless told. */
  begin(kind: CommandKind, line: string, asked?: Asked): Promise<ExchangeResult>;
  /** Begins a command and lets time pass until it has ended. */
  ask(kind: CommandKind, line: string, asked?: Asked): Promise<ExchangeResult>;
  /** A handshake of `tries` times a second. */
  greet(tries?: number): Promise<{ readonly ready: boolean; readonly heard: boolean }>;
}

/** A signal that never aborts. */
export const NEVER: AbortSignal = new AbortController().signal;

export async function openDialogue(respond: Respond): Promise<Dialogue> {
  const clock = new VirtualClock();
  const port = new ScriptedPort(clock, respond);
  const told = new Told();
  const opened = await openSession(port.open, 'scripted', 115200, clock, told);
  if (!opened.ok) throw new Error('a scripted port always opens');
  const { session } = opened;
  const begin: Dialogue['begin'] = (
    kind,
    line,
    { replyMs = 5000, completionMs = 10_000, signal = NEVER } = {},
  ) => session.execute({ kind, command: { line, shown: line }, replyMs, completionMs }, signal);
  return {
    clock,
    port,
    session,
    told,
    begin,
    ask: (...asked) => clock.runUntil(begin(...asked)),
    greet: (tries = 3) => clock.runUntil(session.handshake(tries, 1000, NEVER)),
  };
}
