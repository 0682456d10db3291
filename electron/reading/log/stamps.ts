/** Numbers that are given out once. */
export class Stamps {
  #last: number;

  /** `after`: numbers up to this one were given out already, by others. */
  constructor(after = 0) {
    this.#last = after;
  }

  next(): number {
    this.#last += 1;
    return this.#last;
  }
}
