import type { Clock } from '../../../shared/clock.ts';
import type { LogHead } from '../../../shared/log-view.ts';
import type { LogRows } from '../../store/log-rows.ts';
import type { HeadSource } from './log-source.ts';

/** A view to be followed, and the last fact that is known of its run. */
export interface Followed {
  readonly rows: LogRows;
  readonly seq: number;
}

interface Stream {
  readonly stop: AbortController;
  toldAtMs: number;
  /** What heads that were not told said of the rows that stayed. */
  unchanged: number;
  /** It ended before the run did, when this was its last fact: a run that has just begun is in no record yet. */
  endedAtSeq: number | null;
}

/** While a record is being read, rows that nobody can look at so fast come and go; milliseconds. */
const READING_EVERY_MS = 250;

/** Streams that tell how far views reach, one a view. */
export class Heads {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #told: (rows: LogRows, head: LogHead) => void;
  readonly #streams = new Map<LogRows, Stream>();

  constructor(clock: Pick<Clock, 'monotonic'>, told: (rows: LogRows, head: LogHead) => void) {
    this.#clock = clock;
    this.#told = told;
  }

  /** Follows these views and no others. */
  follow(source: HeadSource, wanted: readonly Followed[]): void {
    const views = new Set(wanted.map(({ rows }) => rows));
    for (const [rows, { stop }] of this.#streams) {
      if (views.has(rows)) continue;
      stop.abort();
      this.#streams.delete(rows);
    }
    for (const { rows, seq } of wanted) {
      const stream = this.#streams.get(rows);
      const isLost = stream !== undefined && stream.endedAtSeq !== null && stream.endedAtSeq < seq;
      if (stream === undefined || isLost) void this.#read(source, rows, seq);
    }
  }

  /** The line is down: every view will be followed anew. */
  stop(): void {
    for (const [rows, { stop }] of this.#streams) {
      stop.abort();
      rows.startOver();
    }
    this.#streams.clear();
  }

  async #read(source: HeadSource, rows: LogRows, seq: number): Promise<void> {
    const stream: Stream = {
      stop: new AbortController(),
      toldAtMs: Number.NEGATIVE_INFINITY,
      unchanged: Number.POSITIVE_INFINITY,
      endedAtSeq: null,
    };
    this.#streams.set(rows, stream);
    const { signal } = stream.stop;
    try {
      for await (const head of await source.follow({ view: rows.view }, { signal })) {
        if (signal.aborted) return;
        this.#tell(stream, rows, head);
      }
    } catch {
      // The line broke, which is told elsewhere.
    }
    if (rows.head === null || rows.head.live || rows.head.fault !== null) stream.endedAtSeq = seq;
  }

  #tell(stream: Stream, rows: LogRows, head: LogHead): void {
    const nowMs = this.#clock.monotonic();
    const unchanged = Math.min(stream.unchanged, head.unchanged);
    stream.unchanged = unchanged;
    const isOnTheWay = head.percent !== null && head.fault === null;
    if (isOnTheWay && nowMs - stream.toldAtMs < READING_EVERY_MS) return;
    stream.toldAtMs = nowMs;
    stream.unchanged = Number.POSITIVE_INFINITY;
    const told = { ...head, unchanged };
    rows.take(told);
    this.#told(rows, told);
  }
}
