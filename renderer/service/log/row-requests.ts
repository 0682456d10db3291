import type { LogRows, Places } from '../../store/log-rows.ts';
import type { LogSource } from './log-source.ts';

/** Rows that are wanted of a run, as they are now. */
export interface Wish {
  readonly rows: LogRows;
  readonly places: Places;
}

/** Asked at once; more would only stand in line. */
const AT_ONCE = 2;
/** The most that may be asked for at once. */
const MOST_ROWS = 500;

interface Request extends Wish {
  readonly stop: AbortController;
}

/** Fetches rows: what is wanted first comes first, and what nobody wants any more is called off. */
export class RowRequests {
  readonly #came: () => void;
  #requests: Request[] = [];

  /** `came`: rows are there, or will not come. */
  constructor(came: () => void) {
    this.#came = came;
  }

  /** Asks for what is missing of `wishes`, the most urgent one first. */
  fetch(source: LogSource, wishes: readonly Wish[]): void {
    for (const wish of wishes) {
      const missing = wish.rows.missing(wish.places);
      if (missing === null) continue;
      const places = { from: missing.from, to: Math.min(missing.to, missing.from + MOST_ROWS) };
      const request = { rows: wish.rows, places };
      if (this.#requests.some((each) => meets(each, request))) continue;
      if (this.#requests.length >= AT_ONCE && !this.#makeRoom(wishes)) return;
      void this.#ask(source, request);
    }
  }

  /** Calls everything off. */
  stop(): void {
    for (const { stop } of this.#requests) stop.abort();
    this.#requests = [];
  }

  #makeRoom(wishes: readonly Wish[]): boolean {
    const needless = this.#requests.find((request) => !wishes.some((wish) => meets(request, wish)));
    if (needless === undefined) return false;
    needless.stop.abort();
    this.#requests = this.#requests.filter((each) => each !== needless);
    return true;
  }

  async #ask(source: LogSource, { rows, places }: Wish): Promise<void> {
    const stop = new AbortController();
    const request = { rows, places, stop };
    this.#requests.push(request);
    const input = { view: rows.view, from: places.from, count: places.to - places.from };
    const reply = await source.rows(input, { signal: stop.signal }).catch(() => null);
    if (stop.signal.aborted) return;
    this.#requests = this.#requests.filter((each) => each !== request);
    // A line that is down, and a log that cannot be read, are told by others; asking again would not help.
    if (reply?.ok !== true) return;
    rows.put(places, reply.version, reply.rows);
    this.#came();
  }
}

const meets = (one: Wish, other: Wish): boolean =>
  one.rows === other.rows && one.places.from < other.places.to && other.places.from < one.places.to;
