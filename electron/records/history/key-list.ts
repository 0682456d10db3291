/** Keys of runs in a row that only grows. */
export class KeyList {
  #keys = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(key: number): void {
    if (this.#length === this.#keys.length) {
      const wider = new Int32Array(2 * this.#length);
      wider.set(this.#keys);
      this.#keys = wider;
    }
    this.#keys[this.#length] = key;
    this.#length += 1;
  }

  /** Some of them from a position on: fewer at the end. */
  slice(from: number, count: number): Int32Array {
    return this.#keys.slice(from, Math.min(from + count, this.#length));
  }
}
