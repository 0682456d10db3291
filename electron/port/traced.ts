import type { Clock } from '../../shared/clock.ts';
import type { OpenPort, Port, PortListener } from '../../shared/port.ts';
import type { RedactedStream, Redactor } from './redaction.ts';

/**
 * Receives every byte of the dialogue, secrets masked. Times are on `Clock.monotonic` and ascend within a
 * direction; bytes held back as a possible secret come later than their time says. The arrays are shared
 * with the dialogue: keep them, but do not write to them.
 */
export interface ByteSink {
  bytes(direction: 'sent' | 'received', bytes: Uint8Array, atMs: number): void;
}

/** After this silence a held-back tail is shown: no module pauses that long in the middle of an echo. */
const QUIET_MS = 1_000;

/** A port that reports what crosses it. */
export interface TracedPort {
  readonly open: OpenPort;
  /** Reports now what crossed so far: a fact must not stand ahead of the bytes that it rests on. */
  report(): void;
}

/**
 * Wraps `openPort` so that the port it opens reports to `sink`. The dialogue goes first: bytes are passed on
 * at once and reported afterwards, in order, all of them before `close()` resolves and before `lost`.
 */
export function tracedPort(openPort: OpenPort, sink: ByteSink, redactor: Redactor, clock: Clock): TracedPort {
  let current: Trace | null = null;
  return {
    open: async (path, options, listener) => {
      const trace = new Trace(sink, redactor, clock);
      current = trace;
      const opened = await openPort(path, options, tracedListener(listener, trace));
      return opened.ok ? { ok: true, port: tracedHandle(opened.port, trace, clock) } : opened;
    },
    report: () => current?.report(),
  };
}

function tracedListener(listener: PortListener, trace: Trace): PortListener {
  return {
    data: (bytes, atMs) => {
      trace.note('received', bytes, atMs);
      listener.data(bytes, atMs);
    },
    lost: (fault) => {
      trace.finish();
      listener.lost(fault);
    },
  };
}

function tracedHandle(port: Port, trace: Trace, clock: Clock): Port {
  return {
    path: port.path,
    hasBaudRate: port.hasBaudRate,
    write: (bytes) => {
      // A copy, because the caller may use the array again before the report is made.
      trace.note('sent', new Uint8Array(bytes), clock.monotonic());
      return port.write(bytes);
    },
    setBaudRate: (baudRate) => port.setBaudRate(baudRate),
    setControlLines: (lines) => port.setControlLines(lines),
    close: async () => {
      await port.close();
      trace.finish();
    },
  };
}

type Direction = 'sent' | 'received';

interface Note {
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

class Trace {
  readonly #clock: Clock;
  readonly #ways: Readonly<Record<Direction, OneWay>>;
  #notes: Note[] = [];
  #cancelReport: (() => void) | undefined;
  #isFinished = false;

  constructor(sink: ByteSink, redactor: Redactor, clock: Clock) {
    this.#clock = clock;
    const way = (direction: Direction) =>
      new OneWay(
        redactor.stream((bytes, atMs) => sink.bytes(direction, bytes, atMs)),
        clock,
      );
    this.#ways = { sent: way('sent'), received: way('received') };
  }

  note(direction: Direction, bytes: Uint8Array, atMs: number): void {
    if (this.#isFinished) return;
    this.#notes.push({ direction, bytes, atMs });
    this.#cancelReport ??= this.#clock.schedule(0, () => this.report());
  }

  /** Reports everything, held-back bytes included; nothing is noted afterwards. */
  finish(): void {
    this.#isFinished = true;
    this.report();
    this.#ways.sent.finish();
    this.#ways.received.finish();
  }

  /** Reports what was noted so far, but for a tail that may be a secret's. */
  report(): void {
    this.#cancelReport?.();
    this.#cancelReport = undefined;
    const notes = this.#notes;
    this.#notes = [];
    for (const { direction, bytes, atMs } of notes) this.#ways[direction].push(bytes, atMs);
  }
}

/** One direction, with the timer that lets go of its tail. */
class OneWay {
  readonly #stream: RedactedStream;
  readonly #clock: Clock;
  #lastMs = 0;
  #cancel: (() => void) | undefined;

  constructor(stream: RedactedStream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#lastMs = atMs;
    this.#stream.push(bytes, atMs);
    if (this.#stream.isHolding) this.#cancel ??= this.#clock.schedule(QUIET_MS, () => this.#onTimer());
  }

  finish(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#stream.flush();
  }

  /** One timer serves many bytes: when it fires early, it is set again for what is left of the silence. */
  #onTimer(): void {
    this.#cancel = undefined;
    if (!this.#stream.isHolding) return;
    const left = this.#lastMs + QUIET_MS - this.#clock.monotonic();
    if (left > 0) this.#cancel = this.#clock.schedule(left, () => this.#onTimer());
    else this.#stream.flush();
  }
}
