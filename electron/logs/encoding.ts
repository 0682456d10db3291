/** What a log is written in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');
const chinese = new TextDecoder('gb18030');

/** The byte order mark at the beginning, or NULs in every other byte as UTF-16 has them; null for neither. */
export function markedEncoding(
  bytes: Uint8Array,
): { readonly encoding: Exclude<Encoding, 'gb18030'>; readonly skip: number } | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', skip: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', skip: 2 };
  const zeros = [0, 0];
  for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = bytes.length * 0.4;
  if (odd > most && even < most / 4) return { encoding: 'utf-16le', skip: 0 };
  if (even > most && odd < most / 4) return { encoding: 'utf-16be', skip: 0 };
  return null;
}

/**
 * Tells UTF-8 from GBK line by line. Noise is neither: only a line that is sound in one of them, and in GBK one of
 * everyday characters, says anything of the file.
 */
export class LineDecoder {
  #utf8 = 0;
  #chinese = 0;

  get encoding(): 'utf-8' | 'gb18030' {
    return this.#chinese > this.#utf8 ? 'gb18030' : 'utf-8';
  }

  /** The text of a line that has bytes above 0x7F. */
  decode(line: Uint8Array): string {
    try {
      const text = utf8.decode(line);
      this.#utf8 += 1;
      return text;
    } catch {
      if (isEverydayChinese(line)) this.#chinese += 1;
      return this.encoding === 'gb18030' ? chinese.decode(line) : lenient.decode(line);
    }
  }
}

/** Whether nearly all that is not ASCII is GB 2312: its punctuation (rows 1 to 3) and the 3,755 everyday characters. */
function isEverydayChinese(line: Uint8Array): boolean {
  let pairs = 0;
  let others = 0;
  for (let at = 0; at < line.length; at += 1) {
    const lead = line[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = line[at + 1] ?? 0;
    const isKnown = (lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7);
    if (isKnown && trail >= 0xa1 && trail <= 0xfe) {
      pairs += 1;
      at += 1;
    } else others += 1;
  }
  return pairs > 0 && others <= pairs / 8;
}
