import type { Clock } from '../../../shared/clock.ts';
import { localDay } from '../../../shared/local-time.ts';

/** A computer that slept through midnight is up to date an hour later. */
const LOOK_MS = 3_600_000;

/** Does something once on every calendar day that begins from now on. */
export class Daily {
  readonly #clock: Clock;
  readonly #act: () => void;
  #day: string;
  #cancel: () => void;

  constructor(clock: Clock, act: () => void) {
    this.#clock = clock;
    this.#act = act;
    this.#day = localDay(clock.now());
    this.#cancel = this.#wait();
  }

  stop(): void {
    this.#cancel();
  }

  #wait(): () => void {
    return this.#clock.schedule(LOOK_MS, () => {
      this.#cancel = this.#wait();
      const day = localDay(this.#clock.now());
      if (day === this.#day) return;
      this.#day = day;
      this.#act();
    });
  }
}
