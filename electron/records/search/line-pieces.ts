import { LONGEST_SEARCH } from '../../../shared/history.ts';

/** Characters of a line that are kept together; what is longer comes in pieces that overlap by the longest search. */
const LONGEST_PIECE = 4096;

/** The lines of a text that are not empty. */
export function linesOf(text: string): readonly string[] {
  return text.split(/[\r\n]+/).filter((line) => line !== '');
}

/** Cuts the bytes of one direction into lines, however they were chunked. What is no UTF-8 is one mark a piece. */
export class LinePieces {
  readonly #decoder = new TextDecoder();
  #open = '';

  /** The lines, or pieces of such, that are complete with these bytes. */
  push(bytes: Uint8Array): readonly string[] {
    const lines = (this.#open + this.#decoder.decode(bytes, { stream: true })).split(/[\r\n]+/);
    this.#open = lines.pop() ?? '';
    if (this.#open.length >= LONGEST_PIECE) {
      lines.push(this.#open);
      this.#open = this.#open.slice(-LONGEST_SEARCH);
    }
    return lines.filter((line) => line !== '');
  }

  /** The line that was left open: bytes are missing behind it, or there are no more. */
  end(): readonly string[] {
    const line = this.#open + this.#decoder.decode();
    this.#open = '';
    return line === '' ? [] : [line];
  }
}
