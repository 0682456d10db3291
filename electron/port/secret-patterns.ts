/** A form in which a secret can appear among the bytes, and what is shown instead. */
export interface SecretPattern {
  readonly bytes: Uint8Array;
  readonly mask: Uint8Array;
  /** How many of the matched bytes the mask stands for. The closing quote is left: it may open the next match. */
  readonly covered: number;
}

const QUOTE = '"';
const MASK = '***';

/** From this length on a secret is also recognised without quotes. Digits alone need more to be distinctive. */
const MIN_BARE_LENGTH = 4;
const MIN_BARE_DIGITS = 6;
/** In HEX it is recognised from so many digits on: shorter rows of them are in ordinary replies. */
const MIN_HEX_DIGITS = 8;

export interface Sweep {
  /** Bytes `from` to `to` (exclusive) are to be shown as they are. */
  plain(from: number, to: number): void;
  /** A secret starts at `at`. */
  secret(pattern: SecretPattern, at: number): void;
}

/** The forms of all secrets, arranged so that bytes which start none of them cost one table look-up each. */
export class SecretPatterns {
  readonly #encoder = new TextEncoder();
  readonly #known = new Set<string>();
  readonly #byFirst = new Map<number, SecretPattern[]>();
  /** 1 for bytes with which a pattern starts. */
  readonly #starts = new Uint8Array(256);

  /** Adds the forms of `secret`, as it stands (UTF-8) and in HEX; an empty or known one changes nothing. */
  add(secret: string): void {
    if (secret === '' || this.#known.has(secret)) return;
    this.#known.add(secret);
    this.#insert(`${QUOTE}${secret}${QUOTE}`, `${QUOTE}${MASK}`, 1);
    const least = /^[0-9]+$/.test(secret) ? MIN_BARE_DIGITS : MIN_BARE_LENGTH;
    if (Array.from(secret).length >= least) this.#insert(secret, MASK, 0);
    for (const hex of inHex(secret)) if (hex.length >= MIN_HEX_DIGITS) this.#insert(hex, MASK, 0);
  }

  /**
   * Walks over `data`, leftmost match first and of several at one place the longest.
   * @param isWhole nothing will follow: what only starts a secret is plain, and a quoted secret at the very
   *   end needs no closing quote.
   * @returns where the tail begins that could still become a secret (or a longer one); `data.length` if none.
   */
  sweep(data: Uint8Array, isWhole: boolean, out: Sweep): number {
    const starts = this.#starts;
    const length = data.length;
    let plain = 0;
    let at = 0;
    while (at < length) {
      const match = starts[data[at] ?? 0] === 0 ? undefined : this.#match(data, at, isWhole);
      if (match === 'open') break;
      if (match === undefined) {
        at += 1;
        continue;
      }
      if (at > plain) out.plain(plain, at);
      out.secret(match, at);
      at += match.covered;
      plain = at;
    }
    if (at > plain) out.plain(plain, at);
    return at;
  }

  #match(data: Uint8Array, at: number, isWhole: boolean): SecretPattern | 'open' | undefined {
    for (const pattern of this.#byFirst.get(data[at] ?? 0) ?? []) {
      const { bytes } = pattern;
      const end = Math.min(bytes.length, data.length - at);
      let same = 1;
      while (same < end && bytes[same] === data[at + same]) same += 1;
      if (same === bytes.length) return pattern;
      if (same < data.length - at) continue;
      if (!isWhole) return 'open';
      // Cut off just before its closing quote, the secret would be shown whole.
      if (same === pattern.covered) return pattern;
    }
    return undefined;
  }

  #insert(text: string, mask: string, left: number): void {
    const bytes = this.#encoder.encode(text);
    const first = bytes[0] ?? 0;
    const row = [...(this.#byFirst.get(first) ?? [])];
    row.push({ bytes, mask: this.#encoder.encode(mask), covered: bytes.length - left });
    this.#byFirst.set(
      first,
      row.toSorted((a, b) => b.bytes.length - a.bytes.length),
    );
    this.#starts[first] = 1;
  }
}

/** How modules print a text in HEX: its bytes, or with UCS2 two of them for a character; in either case of letters. */
function inHex(text: string): readonly string[] {
  const bytes = Buffer.from(text).toString('hex');
  const ucs2 = Buffer.from(text, 'utf16le').swap16().toString('hex');
  return [...new Set([bytes, ucs2].flatMap((digits) => [digits, digits.toUpperCase()]))];
}
