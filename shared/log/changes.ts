import { countAhead } from './log-order.ts';

/** Marks kept; above it neighbours are joined, which makes answers about the distant past less exact, never wrong. */
const KEPT = 512;

interface Change {
  readonly version: number;
  readonly from: number;
}

/** Remembers from where on a growing list was changed, for readers that look at it now and then. */
export class Changes {
  /** Ascending in both; a change makes those that reach less far needless. */
  readonly #changes: Change[] = [];
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** Everything from index `from` on may be new. */
  note(from: number): void {
    this.#version += 1;
    while ((this.#changes.at(-1)?.from ?? -1) >= from) this.#changes.pop();
    this.#changes.push({ version: this.#version, from });
    if (this.#changes.length <= KEPT) return;
    const older = this.#changes.splice(0, KEPT / 2);
    this.#changes.unshift(...joined(older));
  }

  /** The first index that may have changed since `version`; `length` of the list when none has. */
  since(version: number, length: number): number {
    const known = countAhead(this.#changes, (change) => change.version <= version);
    return this.#changes[known]?.from ?? length;
  }
}

function joined(changes: readonly Change[]): Change[] {
  const pairs: Change[] = [];
  for (let index = 0; index < changes.length; index += 2) {
    const first = changes[index];
    const second = changes[index + 1];
    if (first !== undefined) pairs.push({ version: (second ?? first).version, from: first.from });
  }
  return pairs;
}
