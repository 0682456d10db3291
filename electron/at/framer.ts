import { decodeAscii, decodeText, type Frame } from './frame.ts';
import { type MessageHeader, messageHeader, mayBeMessage } from './message-header.ts';

const CR = 0x0d;
const LF = 0x0a;
const GREATER = 0x3e;
const SPACE = 0x20;

/** Bytes kept of one line. The longest known answer is a HEX payload of 4,100 bytes (protocol.md 6). */
export const LINE_LIMIT = 16_384;
/** Bytes shown of a line that exceeded the limit. */
const OVERLONG_SHOWN = 256;

/**
 * Cuts the byte stream into frames. The frames depend on the bytes alone, never on how they were chunked, and
 * memory is bounded by `LINE_LIMIT` whatever is sent. CR, LF and any mixture of them end a line; empty lines say
 * nothing and are dropped.
 */
export class Framer {
  #buffer = new Uint8Array(512);
  #length = 0;
  /** Bytes of an overlong line that were counted but not kept. */
  #dropped = 0;
  #message: MessageHeader | null = null;
  /** The current chunk with one character a byte, made once however many lines are in it. */
  #chunkText: string | null = null;

  /** Whether bytes are waiting for the rest of their frame. */
  get incomplete(): boolean {
    return this.#length > 0;
  }

  /** Takes the next bytes; gives the frames they complete. */
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let start = 0;
    this.#chunkText = null;
    while (start < chunk.length) {
      start =
        this.#message === null
          ? this.#takeLine(chunk, start, frames)
          : this.#takePayload(chunk, start, frames);
    }
    return frames;
  }

  /**
   * Gives what is waiting as plain lines. For a quiet line: a message that announced more bytes than it sent must
   * not swallow the result codes behind it. A lone `>` is a prompt whose blank was left out.
   */
  flush(): Frame[] {
    const waiting = this.#buffer.slice(0, this.#length);
    const dropped = this.#dropped;
    this.#message = null;
    this.#length = 0;
    this.#dropped = 0;
    if (dropped > 0) return [overlong(waiting, dropped)];
    if (waiting.length === 1 && waiting[0] === GREATER) return [{ kind: 'prompt' }];
    return plainLines(waiting);
  }

  /** Consumes up to and including the next line end; returns the index behind what it took. */
  #takeLine(chunk: Uint8Array, start: number, frames: Frame[]): number {
    const first = chunk[start] ?? 0;
    if (first <= CR && this.#length === 0 && (first === CR || first === LF)) return start + 1;
    if (first <= GREATER && this.#isPrompt(chunk, start)) {
      const used = this.#length === 1 ? 1 : 2;
      this.#length = 0;
      frames.push({ kind: 'prompt' });
      return start + used;
    }
    let bits = 0;
    for (let end = start; end < chunk.length; end += 1) {
      const byte = chunk[end] ?? 0;
      if (byte <= CR && (byte === CR || byte === LF)) {
        if (end > start || this.#length > 0) this.#endLine(chunk, start, end, bits, frames);
        return end + 1;
      }
      bits |= byte;
    }
    this.#keep(chunk, start, chunk.length);
    return chunk.length;
  }

  #isPrompt(chunk: Uint8Array, start: number): boolean {
    if (this.#length === 0) return chunk[start] === GREATER && chunk[start + 1] === SPACE;
    return this.#length === 1 && this.#dropped === 0 && this.#buffer[0] === GREATER && chunk[start] === SPACE;
  }

  #endLine(chunk: Uint8Array, start: number, end: number, bits: number, frames: Frame[]): void {
    if (this.#length === 0 && bits < 0x80 && end - start <= LINE_LIMIT && !mayBeMessage(chunk, start)) {
      this.#chunkText ??= decodeAscii(chunk);
      frames.push({ kind: 'line', text: this.#chunkText.slice(start, end) });
      return;
    }
    this.#keep(chunk, start, end);
    const line = this.#buffer.subarray(0, this.#length);
    const dropped = this.#dropped;
    this.#length = 0;
    this.#dropped = 0;
    if (dropped === 0) this.#complete(line, chunk[end] ?? LF, frames);
    else frames.push(overlong(line, dropped));
  }

  /** A line end was met: emits the line, or goes on collecting a payload that contains this line end. */
  #complete(line: Uint8Array, terminator: number, frames: Frame[]): void {
    const text = decodeText(line);
    const header = mayBeMessage(line) ? messageHeader(line, text) : null;
    if (header === null) {
      frames.push({ kind: 'line', text });
      return;
    }
    if (line.length - header.size >= header.length) {
      frames.push(message(header, text, line));
      return;
    }
    this.#restart(line, terminator);
    this.#message = header;
    this.#finishPayload(frames);
  }

  /** Puts a line and its terminator back as the beginning of a payload. `line` may be a view of the buffer. */
  #restart(line: Uint8Array, terminator: number): void {
    const copy = line.slice();
    this.#length = 0;
    this.#keep(copy, 0, copy.length);
    this.#keep(Uint8Array.of(terminator), 0, 1);
  }

  #takePayload(chunk: Uint8Array, start: number, frames: Frame[]): number {
    const header = this.#message;
    if (header === null) return start;
    const missing = header.size + header.length - this.#length;
    const end = Math.min(chunk.length, start + missing);
    this.#keep(chunk, start, end);
    this.#finishPayload(frames);
    return end;
  }

  #finishPayload(frames: Frame[]): void {
    const header = this.#message;
    if (header === null || this.#length < header.size + header.length) return;
    const whole = this.#buffer.subarray(0, this.#length);
    frames.push(message(header, decodeText(whole), whole));
    this.#message = null;
    this.#length = 0;
  }

  #keep(chunk: Uint8Array, start: number, end: number): void {
    const room = LINE_LIMIT - this.#length;
    const taken = Math.min(end - start, room);
    this.#dropped += end - start - taken;
    if (taken <= 0) return;
    if (this.#length + taken > this.#buffer.length) this.#grow(this.#length + taken);
    this.#buffer.set(chunk.subarray(start, start + taken), this.#length);
    this.#length += taken;
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.min(LINE_LIMIT, Math.max(needed, this.#buffer.length * 2)));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}

function plainLines(bytes: Uint8Array): Frame[] {
  const frames: Frame[] = [];
  let from = 0;
  for (let index = 0; index <= bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte !== undefined && byte !== CR && byte !== LF) continue;
    if (index > from) frames.push({ kind: 'line', text: decodeText(bytes.subarray(from, index)) });
    from = index + 1;
  }
  return frames;
}

function overlong(kept: Uint8Array, dropped: number): Frame {
  return {
    kind: 'overlong',
    text: decodeText(kept.subarray(0, OVERLONG_SHOWN)),
    length: kept.length + dropped,
  };
}

function message(header: MessageHeader, text: string, whole: Uint8Array): Frame {
  return {
    kind: 'message',
    text,
    topic: header.topic,
    length: header.length,
    printed: whole.slice(header.size),
  };
}
