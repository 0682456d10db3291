/** Lines as the blocks of a file, in UTF-8. */

const BLOCK_BYTES = 512 * 1024;
/** UTF-8 bytes that one unit of a JavaScript text can come to. */
const WIDEST = 3;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * Gathers texts into blocks, so that a file takes few writes. Two blocks are used in turn: what is made of the one may
 * take as long as it takes to fill the other.
 */
export function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  let [block, spare] = [Buffer.allocUnsafeSlow(BLOCK_BYTES), Buffer.allocUnsafeSlow(BLOCK_BYTES)];
  let used = 0;
  for (const text of texts) {
    // Mostly it is ASCII, which needs no second look at every character.
    const isWide = BEYOND_ASCII.test(text);
    const most = text.length * (isWide ? WIDEST : 1);
    if (used + most > BLOCK_BYTES && used > 0) {
      yield block.subarray(0, used);
      [block, spare] = [spare, block];
      used = 0;
    }
    if (most > BLOCK_BYTES) yield Buffer.from(text, 'utf8');
    else used += block.write(text, used, isWide ? 'utf8' : 'latin1');
  }
  if (used > 0) yield block.subarray(0, used);
}
