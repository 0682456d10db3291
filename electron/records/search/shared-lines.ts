import { folded } from './words.ts';

/** Characters of a part: what is gathered in memory, and looked through at once. */
const PART_CHARACTERS = 64 * 1024;
/** Runs of a group: as many as an owner's bits. */
export const GROUP_RUNS = 32;

/** Lines of earlier parts that are remembered, so that what a long run says again and again is not kept again. */
const LINES_REMEMBERED = 16 * 1024;

const LINE_FEED = 0x0a;
const OWNER_BYTES = 4;

/** Lines, each once, and which runs of a group have it. */
export interface TextPart {
  /** Folded, UTF-8, a line feed between two. */
  readonly lines: Uint8Array;
  /** For each line 32 bits, little-endian: bit n stands for the n-th run of the group. */
  readonly owners: Uint8Array;
}

/** Gathers lines of the runs of a group. */
export class SharedLines {
  readonly #owners = new Map<string, number>();
  #characters = 0;
  /** Of one run. */
  #earlier = new Set<string>();
  #place = 0;

  /** Runs come one after the other. */
  add(line: string, place: number): void {
    if (place !== this.#place) this.#earlier.clear();
    this.#place = place;
    if (this.#earlier.has(line)) return;
    const before = this.#owners.get(line);
    if (before === undefined) this.#characters += line.length + 1;
    this.#owners.set(line, (before ?? 0) | (1 << place));
  }

  get isEmpty(): boolean {
    return this.#owners.size === 0;
  }

  get isFull(): boolean {
    return this.#characters >= PART_CHARACTERS;
  }

  /** What was gathered; nothing of it is left. */
  take(): TextPart {
    const part = {
      lines: Buffer.from(folded([...this.#owners.keys()].join('\n'))),
      owners: ownerBytes([...this.#owners.values()]),
    };
    for (const [line, bits] of this.#owners)
      if (this.#earlier.size < LINES_REMEMBERED && (bits & (1 << this.#place)) !== 0) this.#earlier.add(line);
    this.#owners.clear();
    this.#characters = 0;
    return part;
  }
}

/** The bits of the runs that have a word in one of their lines. */
export function ownersOfWord({ lines, owners }: TextPart, word: Buffer): number {
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  let at = text.indexOf(word);
  if (at < 0) return 0;
  const bits = new DataView(owners.buffer, owners.byteOffset, owners.byteLength);
  let found = 0;
  // The number of the line at `from`.
  let line = 0;
  for (let from = 0; at >= 0; ) {
    for (; from < at; from += 1) if (text[from] === LINE_FEED) line += 1;
    found |= bits.getInt32(line * OWNER_BYTES, true);
    const end = text.indexOf(LINE_FEED, at);
    // All 32 runs, as for what every run says.
    if (end < 0 || found === -1) return found;
    at = text.indexOf(word, end);
  }
  return found;
}

/** A part without what only the run at a place had; it may be left empty. */
export function withoutOwner({ lines, owners }: TextPart, place: number): TextPart {
  const bits = ownerBits(owners).map((each) => each & ~(1 << place));
  const left = Buffer.from(lines)
    .toString()
    .split('\n')
    .filter((_, line) => bits[line] !== 0);
  return { lines: Buffer.from(left.join('\n')), owners: ownerBytes(bits.filter((each) => each !== 0)) };
}

function ownerBytes(bits: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(bits.length * OWNER_BYTES);
  for (const [line, each] of bits.entries()) bytes.writeInt32LE(each, line * OWNER_BYTES);
  return bytes;
}

function ownerBits(owners: Uint8Array): readonly number[] {
  const view = new DataView(owners.buffer, owners.byteOffset, owners.byteLength);
  return Array.from({ length: owners.byteLength / OWNER_BYTES }, (_, line) =>
    view.getInt32(line * OWNER_BYTES, true),
  );
}
