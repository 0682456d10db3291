/** Text that can be let go of, because it can be read again. */
export interface HeldText {
  readonly textLength: number;
  dropText(): void;
}

/** Keeps text in memory up to a limit, over all logs; what was looked at longest ago goes first. */
export class TextBudget {
  readonly #limit: number;
  /** The one that was looked at last stands last. */
  readonly #held = new Set<HeldText>();
  #size = 0;
  #newest: HeldText | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that are held. */
  get size(): number {
    return this.#size;
  }

  /** A text is there, or was looked at. */
  touch(text: HeldText): void {
    if (text === this.#newest) return;
    this.#newest = text;
    if (this.#held.delete(text)) this.#held.add(text);
    else {
      this.#held.add(text);
      this.#size += text.textLength;
      this.#shrink(text);
    }
  }

  /** A text is wanted no more. */
  release(text: HeldText): void {
    if (this.#held.delete(text)) this.#size -= text.textLength;
    if (text === this.#newest) this.#newest = null;
  }

  #shrink(newest: HeldText): void {
    for (const text of this.#held) {
      if (this.#size <= this.#limit || text === newest) return;
      this.release(text);
      text.dropText();
    }
  }
}
