import type { Pause } from './source.ts';

/** Texts as the blocks of a file, in UTF-8. */

const BLOCK_BYTES = 512 * 1024;
/** UTF-8 bytes that one unit of a JavaScript text can come to. */
const WIDEST = 3;

/**
 * Gathers texts into blocks, so that a file takes few writes. Two blocks are used in turn: one may be written while the
 * other is filled. Before a text that does not fit the block is to be taken.
 */
export class Blocks {
  #block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #spare = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #used = 0;

  fits(text: string): boolean {
    return this.#used + text.length * WIDEST <= this.#block.length;
  }

  /** The block as far as it was filled; null where nothing is in it. */
  take(): Uint8Array | null {
    if (this.#used === 0) return null;
    const taken = this.#block.subarray(0, this.#used);
    // One that was made for a large text serves once.
    const next = this.#block.length === BLOCK_BYTES ? this.#block : Buffer.allocUnsafeSlow(BLOCK_BYTES);
    [this.#block, this.#spare] = [this.#spare, next];
    this.#used = 0;
    return taken;
  }

  add(text: string): void {
    if (!this.fits(text)) this.#block = Buffer.allocUnsafeSlow(text.length * WIDEST);
    this.#used += this.#block.write(text, this.#used, 'utf8');
  }
}

/** Texts that come one after the other, in blocks; pauses stay where they are. */
export function* encoded(texts: Iterable<string | Pause>): Generator<Uint8Array | Pause> {
  const blocks = new Blocks();
  for (const text of texts) {
    if (text === null) yield text;
    else {
      const full = blocks.fits(text) ? null : blocks.take();
      if (full !== null) yield full;
      blocks.add(text);
    }
  }
  yield blocks.take();
}
