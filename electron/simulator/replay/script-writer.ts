import { isEscape, nameOf } from './recorded-command.ts';
import type { RecordedPiece, ReplayScript, TimedBytes, Turn } from './script.ts';

const CR = 0x0d;
const LF = 0x0a;
const ESC = 0x1b;
const EMPTY = new Uint8Array(0);
/** Bytes of a piece to which more is joined. */
const JOINED_BYTES = 1024;
/** What is longer is noise. */
const LONGEST_LINE = 8192;

/** What ends an answer: V.250 5.7, 27.007 9.2, and the codes that this family has of its own (protocol.md 2). */
const ENDS =
  /^(?:OK|ERROR|\+CM[ES] ERROR\s*:.*|SHUT OK|ALREADY CONNECT|NO CARRIER|NORMAL POWER (?:DOWN|OFF))$/i;
const REFUSALS = /^(?:ERROR|\+CM[ES] ERROR\s*:.*)$/i;
/** Commands whose information comes behind the `OK` (protocol.md 4.5). */
const ENDS_LATER: Readonly<Record<string, RegExp>> = { 'AT+CIPSTATUS': /^(?:\d+\s*,\s*)?STATE\s*:/i };

/**
 * Makes turns of the pieces of a recording, one after the other. A received line is one piece of the script, timed by
 * its last byte: another line may then come before or behind it, never in the middle.
 */
export class ScriptWriter {
  readonly #opening: TimedBytes[] = [];
  readonly #turns: Turn[] = [];
  #typed: number[] = [];
  #turn: OpenTurn | null = null;
  #beganMs: number | null;
  #line: OpenLine = { bytes: EMPTY, lastMs: 0 };

  /** `beganMs` is when the port was opened; null: when the first piece came. */
  constructor(beganMs: number | null = null) {
    this.#beganMs = beganMs;
  }

  push({ direction, bytes, atMs }: RecordedPiece): void {
    this.#beganMs ??= atMs;
    if (direction === 'sent') for (const byte of bytes) this.#sent(byte, atMs);
    else this.#received(bytes, atMs);
  }

  /** The script of everything so far; null when nothing was asked. */
  finish(): ReplayScript | null {
    this.#endTurn();
    return this.#turns.length === 0 ? null : { opening: this.#opening, turns: this.#turns };
  }

  #sent(byte: number, atMs: number): void {
    if (byte === ESC) {
      this.#typed = [];
      this.#begin('\u001b', atMs);
    } else if (byte !== CR && byte !== LF) {
      this.#typed.push(byte);
    } else if (this.#typed.length > 0) {
      const command = new TextDecoder().decode(Uint8Array.from(this.#typed));
      this.#typed = [];
      this.#begin(command, atMs);
    }
  }

  #begin(command: string, atMs: number): void {
    this.#endTurn();
    this.#turn = new OpenTurn(command, atMs);
  }

  #endTurn(): void {
    this.#endLine();
    if (this.#turn !== null) this.#turns.push(this.#turn.closed());
    this.#turn = null;
  }

  /** A line ends with LF, or with a CR that no LF follows. */
  #received(bytes: Uint8Array, atMs: number): void {
    let from = 0;
    for (const [at, byte] of bytes.entries()) {
      const before = at > from ? bytes[at - 1] : this.#line.bytes.at(-1);
      if (before === CR && byte !== LF) {
        if (at > from) this.#append(bytes.subarray(from, at), atMs);
        this.#endLine();
        from = at;
      }
      if (byte !== LF) continue;
      this.#append(bytes.subarray(from, at + 1), atMs);
      this.#endLine();
      from = at + 1;
    }
    if (from < bytes.length) this.#append(bytes.subarray(from), atMs);
  }

  #append(bytes: Uint8Array, lastMs: number): void {
    if (this.#line.bytes.length >= LONGEST_LINE) this.#endLine();
    this.#line = { bytes: joined(this.#line.bytes, bytes), lastMs };
  }

  #endLine(): void {
    const { bytes, lastMs } = this.#line;
    if (bytes.length === 0) return;
    this.#line = { bytes: EMPTY, lastMs };
    if (this.#turn === null) this.#opening.push({ afterMs: lastMs - (this.#beganMs ?? lastMs), bytes });
    else this.#turn.add(bytes, lastMs);
  }
}

interface OpenLine {
  readonly bytes: Uint8Array;
  readonly lastMs: number;
}

/** A turn that is being recorded. */
class OpenTurn {
  readonly #command: string;
  readonly #sentMs: number;
  readonly #ends: RegExp;
  readonly #answer: TimedBytes[] = [];
  readonly #later: TimedBytes[] = [];
  #echoAfterMs: number | null = null;
  #ended = false;

  constructor(command: string, sentMs: number) {
    this.#command = command;
    this.#sentMs = sentMs;
    this.#ends = ENDS_LATER[nameOf(command)] ?? ENDS;
    this.#ended = isEscape(command);
  }

  add(bytes: Uint8Array, atMs: number): void {
    const afterMs = Math.max(0, atMs - this.#sentMs);
    const isFirst = this.#answer.length + this.#later.length === 0 && this.#echoAfterMs === null;
    const rest = isFirst ? this.#withoutEcho(bytes, afterMs) : bytes;
    if (rest.length === 0) return;
    append(this.#ended ? this.#later : this.#answer, { afterMs, bytes: rest });
    this.#ended ||= this.#endsWith(rest);
  }

  closed(): Turn {
    return {
      command: this.#command,
      echoAfterMs: this.#echoAfterMs,
      answer: this.#answer,
      later: this.#later,
    };
  }

  /** The echo is kept apart: what a replay is sent may be written otherwise, and hold secrets that are masked here. */
  #withoutEcho(bytes: Uint8Array, afterMs: number): Uint8Array {
    const command = new TextEncoder().encode(this.#command);
    if (command.length > bytes.length || command.some((byte, at) => byte !== bytes[at])) return bytes;
    this.#echoAfterMs = afterMs;
    return bytes.subarray(command.length);
  }

  #endsWith(bytes: Uint8Array): boolean {
    const line = new TextDecoder().decode(bytes).trim();
    return this.#ends.test(line) || REFUSALS.test(line);
  }
}

/** Lines that came at once are one piece: a long recording has few other ones. */
function append(pieces: TimedBytes[], piece: TimedBytes): void {
  const last = pieces.at(-1);
  const isOne = last?.afterMs === piece.afterMs && last.bytes.length < JOINED_BYTES;
  if (isOne) pieces[pieces.length - 1] = { ...piece, bytes: joined(last.bytes, piece.bytes) };
  else pieces.push(piece);
}

function joined(head: Uint8Array, rest: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + rest.length);
  whole.set(head);
  whole.set(rest, head.length);
  return whole;
}

/** The script of a recording; null when nothing was asked in it. */
export function scriptOf(
  pieces: Iterable<RecordedPiece>,
  beganMs: number | null = null,
): ReplayScript | null {
  const writer = new ScriptWriter(beganMs);
  for (const piece of pieces) writer.push(piece);
  return writer.finish();
}
