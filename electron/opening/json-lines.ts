import { markedEncoding } from '../logs/encoding.ts';

/** A line longer than this is none of this program's: a page of the record has a mebibyte. */
const LONGEST = 32 * 1024 * 1024;

/** Cuts a file into lines, chunk by chunk, whatever it is encoded in; memory is bounded whatever it holds. */
export class LineCutter {
  #decoder: InstanceType<typeof TextDecoder> | null = null;
  #open = '';
  /** The open line is too long to be kept. */
  #isSkipping = false;
  #skipped = 0;

  /** Lines that were too long to be read. */
  get skipped(): number {
    return this.#skipped;
  }

  push(chunk: Uint8Array): readonly string[] {
    // It strips a byte order mark by itself.
    this.#decoder ??= new TextDecoder(markedEncoding(chunk.subarray(0, 4096))?.encoding ?? 'utf-8');
    return this.#cut(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The last line, where no line end follows it. */
  end(): readonly string[] {
    const lines = this.#cut(`${this.#decoder?.decode() ?? ''}\n`);
    return lines.filter((line) => line !== '');
  }

  #cut(text: string): readonly string[] {
    const lines = text.split('\n');
    const first = lines[0] ?? '';
    if (lines.length === 1) {
      this.#grow(first);
      return [];
    }
    this.#grow(first);
    const wasSkipping = this.#isSkipping;
    lines[0] = this.#open;
    this.#open = lines.pop() ?? '';
    this.#isSkipping = false;
    if (!wasSkipping) return lines;
    return lines.slice(1);
  }

  #grow(text: string): void {
    if (this.#isSkipping) return;
    this.#open += text;
    if (this.#open.length <= LONGEST) return;
    this.#open = '';
    this.#isSkipping = true;
    this.#skipped += 1;
  }
}
