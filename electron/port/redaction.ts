import { SecretPatterns } from './secret-patterns.ts';

/** Receives what may be shown; `atMs` is the time of the first of the bytes. */
export type EmitBytes = (bytes: Uint8Array, atMs: number) => void;

/** One direction of a dialogue on its way to the trace. */
export interface RedactedStream {
  /** Emits `bytes` with the secrets masked, except a tail that could still become a secret. */
  push(bytes: Uint8Array, atMs: number): void;
  /** Emits the tail held back. Should the rest of a secret follow all the same, that rest is masked. */
  flush(): void;
  /** Whether bytes are held back. */
  readonly isHolding: boolean;
}

/**
 * Keeps secrets out of traces and log lines. A secret is recognised as `"secret"` (at the very end also
 * without the closing quote), and without quotes from 4 characters on (6 if all of them are digits: shorter numbers would blacken ordinary replies). It is shown
 * as `***`, quotes kept. A module in HEX mode repeats it in HEX: UTF-8 and UCS2 are recognised from 8 digits on, in
 * capitals as well as in small letters.
 */
export interface Redactor {
  /** From now on masks `secret`. */
  add(secret: string): void;
  /** The same for a text that is complete. */
  maskText(text: string): string;
  stream(emit: EmitBytes): RedactedStream;
}

export function createRedactor(): Redactor {
  const patterns = new SecretPatterns();
  return {
    add: (secret) => patterns.add(secret),
    maskText: (text) => maskText(patterns, text),
    stream: (emit) => new Stream(patterns, emit),
  };
}

function maskText(patterns: SecretPatterns, text: string): string {
  const data = new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  let found = false;
  patterns.sweep(data, true, {
    plain: (from, to) => parts.push(data.subarray(from, to)),
    secret: (pattern) => {
      found = true;
      parts.push(pattern.mask);
    },
  });
  return found ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(parts)) : text;
}

const NOTHING = new Uint8Array(0);

class Stream implements RedactedStream {
  readonly #patterns: SecretPatterns;
  readonly #emit: EmitBytes;
  /** The tail that could become a secret; the first `#shown` bytes of it were let out by `flush()`. */
  #tail: Uint8Array = NOTHING;
  #shown = 0;
  /** Arrival times of the tail's bytes: each holds from its offset on, ascending. */
  #times: { readonly from: number; readonly atMs: number }[] = [];

  constructor(patterns: SecretPatterns, emit: EmitBytes) {
    this.#patterns = patterns;
    this.#emit = emit;
  }

  get isHolding(): boolean {
    return this.#tail.length > this.#shown;
  }

  push(bytes: Uint8Array, atMs: number): void {
    if (bytes.length === 0) return;
    const seam = this.#tail.length;
    const data = seam === 0 ? bytes : joined(this.#tail, bytes);
    this.#times.push({ from: seam, atMs });
    this.#keep(data, this.#release(data, seam, false));
  }

  flush(): void {
    if (!this.isHolding) return;
    this.#release(this.#tail, this.#tail.length, true);
    this.#shown = this.#tail.length;
  }

  /** Remembers `data` from `tailAt` on, with its times. */
  #keep(data: Uint8Array, tailAt: number): void {
    if (tailAt === data.length) {
      this.#tail = NOTHING;
      this.#shown = 0;
      this.#times = [];
      return;
    }
    this.#tail = new Uint8Array(data.subarray(tailAt));
    this.#shown = Math.max(0, this.#shown - tailAt);
    const first = this.#times.findLastIndex((time) => time.from <= tailAt);
    this.#times = this.#times
      .slice(first)
      .map(({ from, atMs }) => ({ from: Math.max(0, from - tailAt), atMs }));
  }

  /** Emits what can be decided; `seam` parts the old tail from new bytes, each with its own time. */
  #release(data: Uint8Array, seam: number, isWhole: boolean): number {
    const shown = this.#shown;
    const emitPlain = (from: number, to: number) => {
      if (to > from)
        this.#emit(from === 0 && to === data.length ? data : data.subarray(from, to), this.#timeAt(from));
    };
    return this.#patterns.sweep(data, isWhole, {
      plain: (from, to) => {
        emitPlain(Math.max(from, shown), Math.min(to, seam));
        emitPlain(Math.max(from, shown, seam), to);
      },
      secret: (pattern, at) => {
        if (at + pattern.covered <= shown) return;
        this.#emit(at < shown ? REST_MASK : pattern.mask, this.#timeAt(Math.max(at, shown)));
      },
    });
  }

  #timeAt(offset: number): number {
    return this.#times.findLast((time) => time.from <= offset)?.atMs ?? 0;
  }
}

/** For the rest of a secret whose beginning, quote included, was let out. */
const REST_MASK = new TextEncoder().encode('***');

function joined(head: Uint8Array, rest: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + rest.length);
  whole.set(head);
  whole.set(rest, head.length);
  return whole;
}
