interface Placed<Value> {
  readonly index: number;
  readonly value: Value;
}

/** Remembers the newest entry of a kind in a log whose end may be taken back. */
export class Newest<Value> {
  readonly #placed: Placed<Value>[] = [];

  /** The newest one; null where there is none. */
  get last(): Placed<Value> | null {
    return this.#placed.at(-1) ?? null;
  }

  push(index: number, value: Value): void {
    this.#placed.push({ index, value });
  }

  /** The entries behind the first so many are gone. */
  truncate(length: number): void {
    while ((this.last?.index ?? -1) >= length) this.#placed.pop();
  }

  /** The first so many entries stay: of those the newest one is enough. */
  settle(count: number): void {
    const settled = this.#placed.findIndex(({ index }) => index >= count);
    const needless = (settled < 0 ? this.#placed.length : settled) - 1;
    if (needless > 0) this.#placed.splice(0, needless);
  }
}
