const CR = 0x0d;
const LF = 0x0a;

/** Bytes of one line, its ends included; what is longer is cut, so that noise without an end cannot grow. */
export const LONGEST_LINE = 4096;

/** What a piece of the trace adds to a line. */
export interface LinePart {
  /** It begins a line; otherwise it belongs to the line that is open. */
  readonly begins: boolean;
  /** As a binary string; may be empty when all there is to say is that the line has ended. */
  readonly bytes: string;
  /** The line is complete. */
  readonly ends: boolean;
}

/**
 * Cuts the bytes of one direction into lines; the lines depend on the bytes alone, never on how they were chunked. A
 * line reaches through its LF, or through a CR that no LF follows; a prompt `> ` stays open until something ends it.
 * Blank lines stand at the front of the line after them. Nothing is left out: all parts and `blank` are the bytes.
 */
export class LineSplitter {
  #blank = '';
  /** Bytes of the open line; 0 when none is open. */
  #length = 0;
  /** The open line ends with a CR, and the next byte tells whether an LF belongs to it. */
  #returned = false;

  /** Line ends that no line has followed yet. */
  get blank(): string {
    return this.#blank;
  }

  /** Takes the next bytes, as a binary string. */
  push(bytes: string): LinePart[] {
    const parts: LinePart[] = [];
    for (let at = 0; at < bytes.length; )
      at = this.#length === 0 ? this.#begin(bytes, at, parts) : this.#goOn(bytes, at, parts);
    return parts;
  }

  /** Bytes are missing here: what comes next begins a line. Returns whether one was open. */
  cut(): boolean {
    const wasOpen = this.#length > 0;
    this.#length = 0;
    this.#returned = false;
    return wasOpen;
  }

  #begin(bytes: string, from: number, parts: LinePart[]): number {
    const limit = Math.min(bytes.length, from + LONGEST_LINE - this.#blank.length);
    let at = from;
    while (at < limit && isLineEnd(bytes.charCodeAt(at))) at += 1;
    if (at < limit) return this.#take(bytes, from, endOfLine(bytes, at, limit), parts);
    this.#blank += bytes.slice(from, at);
    if (this.#blank.length === LONGEST_LINE) {
      parts.push({ begins: true, bytes: this.#blank, ends: true });
      this.#blank = '';
    }
    return at;
  }

  #goOn(bytes: string, from: number, parts: LinePart[]): number {
    const limit = Math.min(bytes.length, from + LONGEST_LINE - this.#length);
    if (!this.#returned) return this.#take(bytes, from, endOfLine(bytes, from, limit), parts);
    const hasFeed = bytes.charCodeAt(from) === LF;
    parts.push({ begins: false, bytes: hasFeed ? '\n' : '', ends: true });
    this.#length = 0;
    this.#returned = false;
    return hasFeed ? from + 1 : from;
  }

  #take(bytes: string, from: number, end: number, parts: LinePart[]): number {
    const begins = this.#length === 0;
    const taken = this.#blank + bytes.slice(from, end);
    const length = this.#length + taken.length;
    const last = bytes.charCodeAt(end - 1);
    const isOpenReturn = last === CR && end === bytes.length;
    const ends = length === LONGEST_LINE || (isLineEnd(last) && !isOpenReturn);
    parts.push({ begins, bytes: taken, ends });
    this.#blank = '';
    this.#length = ends ? 0 : length;
    this.#returned = !ends && isOpenReturn;
    return end;
  }
}

function isLineEnd(code: number): boolean {
  return code === CR || code === LF;
}

/** The index behind the first line end at or after `from`, or `limit`. */
function endOfLine(bytes: string, from: number, limit: number): number {
  for (let at = from; at < limit; at += 1) {
    const code = bytes.charCodeAt(at);
    if (code === LF) return at + 1;
    if (code === CR) return at + 1 < limit && bytes.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }
  return limit;
}
