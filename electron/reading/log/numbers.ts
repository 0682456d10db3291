/** Whole numbers up to four billion, one after the other; four bytes each. */
export class GrowingNumbers {
  #numbers: Uint32Array;
  #length = 0;

  constructor(room = 1024) {
    this.#numbers = new Uint32Array(room);
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes that it takes. */
  get size(): number {
    return this.#numbers.byteLength;
  }

  at(index: number): number | undefined {
    return index < this.#length ? this.#numbers[index] : undefined;
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) this.#grow(2 * this.#length);
    this.#numbers[this.#length] = value;
    this.#length += 1;
  }

  /** Puts a number at a place, which may be behind the end; places between get 0. */
  set(index: number, value: number): void {
    if (index >= this.#numbers.length) this.#grow(Math.max(index + 1, 2 * this.#numbers.length));
    if (index >= this.#length) {
      this.#numbers.fill(0, this.#length, index);
      this.#length = index + 1;
    }
    this.#numbers[index] = value;
  }

  /** Forgets what stands behind the first so many. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  /** How many of them, which ascend, are below a value. */
  countBelow(value: number): number {
    let from = 0;
    let to = this.#length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#numbers[middle] ?? 0) < value) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #grow(room: number): void {
    const grown = new Uint32Array(room);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}
