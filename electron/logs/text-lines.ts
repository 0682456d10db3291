import { binaryOf, bytesOf } from '../../shared/log/binary.ts';
import { decodeAscii } from '../at/frame.ts';
import { type Encoding, LineDecoder, markedEncoding } from './encoding.ts';

/** A line of the file. */
export interface TextLine {
  /** As an editor counts it, from 1. */
  readonly no: number;
  readonly text: string;
}

/** What is looked at before anything is decided. */
const SAMPLE_BYTES = 65_536;
/** Characters kept of one line; the longest known answer is a HEX payload of 4,100 bytes (protocol.md 6). */
const LONGEST = 16_384;

/**
 * Cuts a file into lines, whatever ends them: CR, LF, CR LF, CR CR LF. The lines depend on the bytes alone, never on
 * how they were chunked, and memory is bounded whatever the file holds.
 */
export class TextLines {
  #sample: Uint8Array | null = new Uint8Array(0);
  #wide: InstanceType<typeof TextDecoder> | null = null;
  #encoding: Encoding | null = null;
  readonly #decoder = new LineDecoder();
  #line = '';
  #no = 1;
  /** CRs that wait for what follows them. */
  #returns = 0;
  /** A CR ends a line of the file even where no LF follows: there are no LFs. */
  #countsReturns = false;
  #isBinary = false;
  #count = 0;

  /** It is no text. Known once there are lines. */
  get isBinary(): boolean {
    return this.#isBinary;
  }

  get encoding(): Encoding {
    return this.#encoding ?? this.#decoder.encoding;
  }

  /** How many lines there were. Known at the end. */
  get count(): number {
    return this.#count;
  }

  push(chunk: Uint8Array): TextLine[] {
    if (this.#sample === null) return this.#take(chunk);
    const sample = joined(this.#sample, chunk);
    this.#sample = sample;
    return sample.length < SAMPLE_BYTES ? [] : this.#decide(sample);
  }

  /** The last lines. */
  end(): TextLine[] {
    const lines = this.#sample === null ? [] : this.#decide(this.#sample);
    if (this.#wide !== null) this.#cut(this.#wide.decode(), lines);
    const returns = this.#countsReturns ? this.#returns : 0;
    this.#count = this.#line === '' ? this.#no - 1 + returns : this.#no + Math.max(0, returns - 1);
    this.#emit(lines);
    return lines;
  }

  #decide(all: Uint8Array): TextLine[] {
    const sample = all.subarray(0, SAMPLE_BYTES);
    const marked = markedEncoding(sample);
    this.#sample = null;
    this.#isBinary = looksBinary(sample, marked !== null);
    if (this.#isBinary) return [];
    if (marked !== null) this.#encoding = marked.encoding;
    if (marked !== null && marked.encoding !== 'utf-8') this.#wide = new TextDecoder(marked.encoding);
    this.#countsReturns = !sample.includes(0x0a);
    return this.#take(all.subarray(marked?.skip ?? 0));
  }

  #take(bytes: Uint8Array): TextLine[] {
    const lines: TextLine[] = [];
    this.#cut(this.#wide === null ? charactersOf(bytes) : this.#wide.decode(bytes, { stream: true }), lines);
    return lines;
  }

  #cut(text: string, lines: TextLine[]): void {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code !== 0x0d && code !== 0x0a && this.#returns === 0) continue;
      if (this.#returns > 0 && code !== 0x0d && code !== 0x0a) {
        this.#endByReturns(lines);
        from = at;
        continue;
      }
      this.#add(text, from, at);
      from = at + 1;
      if (code === 0x0d) this.#returns += 1;
      else {
        this.#emit(lines);
        this.#no += 1;
        this.#returns = 0;
      }
    }
    this.#add(text, from, text.length);
  }

  /** CRs that no LF follows. */
  #endByReturns(lines: TextLine[]): void {
    this.#emit(lines);
    if (this.#countsReturns) this.#no += this.#returns;
    this.#returns = 0;
  }

  #add(text: string, from: number, to: number): void {
    if (to > from && this.#line.length < LONGEST)
      this.#line += text.slice(from, Math.min(to, from + LONGEST));
  }

  #emit(lines: TextLine[]): void {
    const line = this.#line;
    this.#line = '';
    if (line === '') return;
    lines.push({ no: this.#no, text: this.#decoded(line) });
  }

  #decoded(line: string): string {
    // oxlint-disable-next-line no-control-regex -- bytes beyond ASCII
    const isPlain = this.#wide !== null || !/[\u0080-\u00ff]/.test(line);
    const text = isPlain ? line : this.#decoder.decode(bytesOf(line));
    return text.includes('\0') ? text.replaceAll('\0', '') : text;
  }
}

/** Signs of pictures, archives, programs, and of everything else that is no text. */
const MAGIC = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x50, 0x4b, 0x03, 0x04],
  [0x25, 0x50, 0x44, 0x46],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x1f, 0x8b],
  [0x4d, 0x5a],
  [0x53, 0x51, 0x4c, 0x69],
] as const;

/** Control characters that no text has; a log may have some, of a start at another rate. */
const isControl = (byte: number) =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b;

/** Whether a file is known to be no text by its beginning; a short one says nothing. */
export function beginsBinary(beginning: Uint8Array): boolean {
  if (beginning.length < SAMPLE_BYTES) return false;
  const sample = beginning.subarray(0, SAMPLE_BYTES);
  return looksBinary(sample, markedEncoding(sample) !== null);
}

/** Whether a file that begins with these bytes is no text. */
function looksBinary(sample: Uint8Array, isMarked: boolean): boolean {
  if (MAGIC.some((magic) => magic.every((byte, index) => sample[index] === byte))) return true;
  if (isMarked) return false;
  return sample.reduce((sum, byte) => sum + Number(isControl(byte)), 0) > sample.length * 0.3;
}

/** One character a byte; quicker where all are ASCII, as they mostly are. */
function charactersOf(bytes: Uint8Array): string {
  return bytes.every((byte) => byte < 0x80) ? decodeAscii(bytes) : binaryOf(bytes);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
