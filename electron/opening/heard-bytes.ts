import type { RunEvent } from '../../shared/events.ts';
import type { TraceItem } from '../records/index.ts';

type Exchanged = Extract<RunEvent, { type: 'at.exchanged' }>;

/** Bytes of the trace that are kept to be looked at: more than crosses in any command's time, but for a flood. */
const KEPT_BYTES = 2 * 1024 * 1024;
/** A fact is stated once its line is complete, which takes its time on a slow line. */
const SLACK_MS = 2000;

interface Piece {
  readonly elapsedMs: number;
  readonly text: string;
}

/** What a fact says that was on the line. */
interface Claim {
  readonly seq: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly command: string;
  readonly lines: readonly string[];
}

/** Lines that are the same as text and as bytes. */
const PLAIN = /^[ -~]+$/;

/**
 * Holds exchanges against the bytes that crossed the line in their time: whether the command went out and every line of
 * the answer came in. What cannot be told, because bytes are missing or too many, is not held against anybody.
 */
export class HeardBytes {
  readonly #ways: Readonly<Record<'sent' | 'received', Way>> = { sent: new Way(), received: new Way() };
  #claims: Claim[] = [];
  readonly #contradicted: number[] = [];
  /** Where bytes are missing, the newest. */
  #gapMs = Number.NEGATIVE_INFINITY;
  #isAny = false;

  /** Whether there are bytes at all. */
  get isAny(): boolean {
    return this.#isAny;
  }

  /** Exchanges that the bytes do not show, by `seq`. */
  get contradicted(): readonly number[] {
    return this.#contradicted;
  }

  hear(item: TraceItem): void {
    this.#isAny = true;
    if (item.direction === 'dropped') this.#gapMs = Math.max(this.#gapMs, item.elapsedMs);
    else {
      const text = Buffer.from(item.bytes).toString('latin1');
      this.#ways[item.direction].add({ elapsedMs: item.elapsedMs, text });
    }
    this.#settle(item.elapsedMs);
  }

  /** An exchange that an outcome rests on. */
  claim({ seq, elapsedMs, durationMs, command, lines }: Exchanged): void {
    this.#claims.push({
      seq,
      fromMs: elapsedMs - durationMs - SLACK_MS,
      untilMs: elapsedMs + SLACK_MS,
      command,
      lines,
    });
  }

  /** Nothing more comes. */
  end(): void {
    this.#settle(Number.POSITIVE_INFINITY);
  }

  #settle(nowMs: number): void {
    if (this.#claims.length === 0) return;
    const due = this.#claims.filter(({ untilMs }) => untilMs < nowMs);
    this.#claims = this.#claims.filter(({ untilMs }) => untilMs >= nowMs);
    for (const claim of due) if (!this.#isBorneOut(claim)) this.#contradicted.push(claim.seq);
  }

  #isBorneOut({ fromMs, untilMs, command, lines }: Claim): boolean {
    if (this.#gapMs >= fromMs) return true;
    const sent = this.#ways.sent.between(fromMs, untilMs);
    const received = this.#ways.received.between(fromMs, untilMs);
    if (sent === null || received === null) return true;
    return (
      (!PLAIN.test(command) || sent.includes(command)) &&
      lines.every((line) => !PLAIN.test(line) || received.includes(line.trim()))
    );
  }
}

/** One direction of the trace; its oldest bytes are let go. */
class Way {
  #pieces: Piece[] = [];
  #bytes = 0;
  /** When the newest piece crossed that was let go. */
  #goneMs = Number.NEGATIVE_INFINITY;

  add(piece: Piece): void {
    this.#pieces.push(piece);
    this.#bytes += piece.text.length;
    if (this.#bytes <= 2 * KEPT_BYTES && this.#pieces.length <= KEPT_BYTES / 16) return;
    const half = Math.ceil(this.#pieces.length / 2);
    this.#goneMs = Math.max(this.#goneMs, this.#pieces[half - 1]?.elapsedMs ?? 0);
    this.#pieces = this.#pieces.slice(half);
    this.#bytes = this.#pieces.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** All bytes of a time as one text; null where not all of them are there. */
  between(fromMs: number, untilMs: number): string | null {
    if (this.#goneMs >= fromMs) return null;
    return this.#pieces
      .filter(({ elapsedMs }) => elapsedMs >= fromMs && elapsedMs <= untilMs)
      .map(({ text }) => text)
      .join('');
  }
}
