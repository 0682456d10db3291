import type { Clock } from '../../shared/clock.ts';
import type { ControlLines, OpenPort, Port, PortFault, PortListener, PortResult } from '../../shared/port.ts';

/**
 * One thing the module does in answer to a command line: a line (printed between CR LF), raw bytes, or a pause in
 * milliseconds before what follows.
 */
export type Saying = string | Uint8Array | number;

/** What the module does on a command line (without its CR LF; ESC comes as `ESC`). `[]` is silence. */
export type Respond = (line: string, port: ScriptedPort) => readonly Saying[];

/** How ESC is shown among the received lines. */
export const ESC = '<ESC>';

const OK: PortResult = { ok: true };
const encoder = new TextEncoder();

/**
 * A port whose far end is a function. Answers are delivered through the clock, also those without a pause, so a
 * `VirtualClock` decides when they arrive. Every command is answered by itself: a module that answers one thing after
 * the other is the script's business.
 *
 * @example
 * const port = new ScriptedPort(clock, table({ 'AT': ['OK'], 'AT+CPIN?': [200, '+CPIN: READY', 'OK'] }));
 * const opened = await openSession(port.open, 'scripted', 115200, clock, listener);
 * port.say('+PDP: DEACT');      // by itself, now
 * port.unplug();                // the port goes away
 */
export class ScriptedPort implements Port {
  readonly path = 'scripted';
  hasBaudRate = true;
  /** Every command line received, in order; ESC as `ESC`. */
  readonly received: string[] = [];
  /** Rates that were set, in order. */
  readonly baudRates: number[] = [];
  /** Control lines that were set, in order. */
  readonly controlLines: ControlLines[] = [];
  /** What the next writes come to; not ok: the driver refuses the bytes, the module never sees them. */
  writeResult: PortResult = OK;
  closed = false;
  /** What answers from now on; may be exchanged at any time. */
  respond: Respond;
  readonly #clock: Clock;
  #listener: PortListener | null = null;
  #partial = '';

  constructor(clock: Clock, respond: Respond) {
    this.#clock = clock;
    this.respond = respond;
  }

  /** Opens this very port, whatever the path: what `openSession` and the runner take. */
  readonly open: OpenPort = (_path, { baudRate }, listener) => {
    this.#listener = listener;
    this.baudRates.push(baudRate);
    return Promise.resolve({ ok: true, port: this });
  };

  /** Milliseconds on the clock, for scripts that take time. */
  get nowMs(): number {
    return this.#clock.monotonic();
  }

  /** The module says these things, starting now; returns when the last was scheduled, not when it was heard. */
  say(...sayings: readonly Saying[]): void {
    let atMs = 0;
    for (const saying of sayings) {
      if (typeof saying === 'number') atMs += saying;
      else this.#deliver(typeof saying === 'string' ? encoder.encode(`\r\n${saying}\r\n`) : saying, atMs);
    }
  }

  /** Hands bytes to the listener at once, without the clock. */
  push(bytes: Uint8Array): void {
    if (!this.closed) this.#listener?.data(bytes, this.#clock.monotonic());
  }

  /** The port goes away by itself. */
  unplug(fault: PortFault = { kind: 'gone' }): void {
    if (!this.closed) this.#listener?.lost(fault);
    this.closed = true;
  }

  write(bytes: Uint8Array): Promise<PortResult> {
    if (this.closed) return Promise.resolve({ ok: false, fault: { kind: 'gone' } });
    const result = this.writeResult;
    if (result.ok) for (const byte of bytes) this.#hear(byte);
    return Promise.resolve(result);
  }

  setBaudRate(baudRate: number): Promise<PortResult> {
    this.baudRates.push(baudRate);
    return Promise.resolve(OK);
  }

  setControlLines(lines: ControlLines): Promise<PortResult> {
    this.controlLines.push(lines);
    return Promise.resolve(OK);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  #deliver(bytes: Uint8Array, afterMs: number): void {
    this.#clock.schedule(afterMs, () => this.push(bytes));
  }

  #hear(byte: number): void {
    if (byte === 0x1b) this.#take(ESC);
    else if (byte === 0x0d) this.#take(this.#partial);
    else if (byte !== 0x0a) this.#partial += String.fromCharCode(byte);
  }

  #take(line: string): void {
    if (line !== ESC) this.#partial = '';
    this.received.push(line);
    this.say(...this.respond(line, this));
  }
}

/**
 * A module that knows some command lines and answers ERROR to others, `AT` with OK. A list of lists is answered one
 * after the other, the last one again and again.
 */
export function table(
  answers: Readonly<Record<string, readonly Saying[] | readonly (readonly Saying[])[]>>,
): Respond {
  const times = new Map<string, number>();
  return (line) => {
    const answer = answers[line];
    if (answer === undefined) return line === 'AT' ? ['OK'] : line === ESC ? [] : ['ERROR'];
    if (!isSeries(answer)) return answer;
    const time = times.get(line) ?? 0;
    times.set(line, time + 1);
    return answer[Math.min(time, answer.length - 1)] ?? [];
  };
}

function isSeries(
  answer: readonly Saying[] | readonly (readonly Saying[])[],
): answer is readonly (readonly Saying[])[] {
  return Array.isArray(answer[0]);
}
