import type { Clock } from '../../../shared/clock.ts';

export type Timers = Pick<Clock, 'monotonic' | 'schedule'>;

interface QuestionParts<Wanted, Answer> {
  readonly clock: Timers;
  /** What it is about, as a name. */
  readonly nameOf: (wanted: Wanted) => string;
  /** Null when nobody answers. */
  readonly ask: (wanted: Wanted) => Promise<Answer | null>;
}

/** So many answers are kept, so that one who comes back finds what was there. */
const KEPT = 8;

/**
 * A question about something that changes. It is asked again when that has changed, one at a time and not too often; the
 * answer of before stays until the new one is there.
 */
export class Question<Wanted, Answer> {
  readonly #parts: QuestionParts<Wanted, Answer>;
  readonly #answers = new Map<string, { readonly answer: Answer; readonly version: string }>();
  readonly #listeners = new Set<() => void>();
  #wanted: { readonly what: Wanted; readonly version: string; readonly everyMs: number } | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asked = '';
  #isBusy = false;
  /** Lets go of the wait until it may be asked again. */
  #wake: () => void = () => {};
  #version = 0;

  constructor(parts: QuestionParts<Wanted, Answer>) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another number whenever an answer has come. */
  readonly version = (): number => this.#version;

  /** The newest answer; null while there is none. */
  answer(what: Wanted): Answer | null {
    return this.#answers.get(this.#parts.nameOf(what))?.answer ?? null;
  }

  /** Wants an answer as of `version`, at most one every so many milliseconds; what was wanted before is dropped. */
  want(what: Wanted, version: string, everyMs: number): void {
    this.#wanted = { what, version, everyMs };
    this.#next();
  }

  #next(): void {
    const wanted = this.#wanted;
    if (this.#isBusy || wanted === null) return;
    const name = this.#parts.nameOf(wanted.what);
    if (this.#answers.get(name)?.version === wanted.version) return;
    const { clock } = this.#parts;
    // Another thing is asked at once; the same thing again, when it is time.
    const waitMs = name === this.#asked ? this.#askedAt + wanted.everyMs - clock.monotonic() : 0;
    this.#wake();
    this.#wake = () => {};
    if (waitMs > 0) this.#wake = clock.schedule(waitMs, () => this.#next());
    else void this.#ask(wanted.what, name, wanted.version);
  }

  async #ask(what: Wanted, name: string, version: string): Promise<void> {
    this.#isBusy = true;
    this.#asked = name;
    this.#askedAt = this.#parts.clock.monotonic();
    const answer = await this.#parts.ask(what).catch(() => null);
    this.#isBusy = false;
    if (answer === null) {
      // Nobody answers: asked again when it changes, or when somebody wants it anew.
      if (this.#wanted?.what === what) this.#wanted = null;
    } else {
      this.#answers.delete(name);
      this.#answers.set(name, { answer, version });
      for (const oldest of this.#answers.keys()) if (this.#answers.size > KEPT) this.#answers.delete(oldest);
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    }
    this.#next();
  }
}
