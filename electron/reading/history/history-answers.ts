import type { Clock } from '../../../shared/clock.ts';
import type { RunCount } from '../../../shared/contract/history.ts';
import type { RunFacets, RunQuery } from '../../../shared/history.ts';
import { type RunDifference, runDifference } from '../../../shared/run-difference.ts';
import { RunOutline } from '../../../shared/run-outline.ts';
import type { RunSummary } from '../../../shared/run-summary.ts';
import { History } from '../../records/history.ts';
import type { Answer } from '../log/answers.ts';
import { NextNews } from '../next-news.ts';
import type { Stamps } from '../log/stamps.ts';
import { readFault } from '../read-fault.ts';
import type { FoundRun, Records } from '../records.ts';
import { RunFacts } from '../run-facts.ts';
import { turn } from '../turn.ts';
import { QueryRuns } from './query-runs.ts';

/** Queries that are kept though nobody asks. */
const KEPT = 3;
const FRAME_MS = 16;
/** A record is looked at again for runs of other programs while somebody looks at it, milliseconds. */
const LOOK_MS = 2000;
/** Facts that are read at once. */
const AT_ONCE = 500;

/** What is asked of the runs of a record. */
export class HistoryAnswers {
  readonly #records: Records;
  readonly #live: ReadonlySet<string>;
  readonly #stamps: Stamps;
  readonly #queries = new Map<string, QueryRuns>();
  #history: History | null = null;

  /** `live` are always the runs that are being recorded. */
  constructor(records: Records, live: ReadonlySet<string>, stamps: Stamps) {
    this.#records = records;
    this.#live = live;
    this.#stamps = stamps;
  }

  /** Runs have begun or ended. */
  changed(): void {
    for (const query of this.#queries.values()) query.changed();
  }

  /** How many runs a query finds, as long as anybody wants to know. */
  async *follow(wanted: RunQuery, clock: Clock, signal: AbortSignal): AsyncGenerator<RunCount> {
    const query = this.#tried(() => this.#query(wanted));
    if (!query.ok) {
      yield { version: 0, count: 0, percent: null, fault: query.fault };
      return;
    }
    const news = new NextNews(signal);
    const runs = query.value;
    const stop = runs.follow(() => news.tell());
    const stopLooking = every(clock, LOOK_MS, () => runs.look());
    let told = '';
    try {
      while (!signal.aborted) {
        news.take();
        const { version, count, percent, fault } = runs;
        const now = JSON.stringify([version, count, percent, fault]);
        if (now !== told) {
          told = now;
          yield { version, count, percent, fault };
          await news.within(clock, FRAME_MS);
        } else await news.next();
      }
    } finally {
      stop();
      stopLooking();
    }
  }

  /** Rows of what a query finds. */
  async rows(
    wanted: RunQuery,
    from: number,
    count: number,
  ): Promise<Answer<{ version: number; runs: readonly (RunSummary | null)[] }>> {
    const query = this.#tried(() => this.#query(wanted));
    if (!query.ok) return query;
    const runs = query.value;
    await runs.found(from + count);
    if (runs.fault !== null) return { ok: false, fault: runs.fault };
    const rows = this.#tried(() => this.#open().rows(runs.keys(from, count), this.#live));
    if (!rows.ok) return rows;
    return { ok: true, version: runs.version, runs: rows.value.map((row) => row?.run ?? null) };
  }

  facets(): Answer<{ facets: RunFacets }> {
    const read = this.#tried(() => this.#open().facets());
    return read.ok ? { ok: true, facets: read.value } : read;
  }

  /** What the second run did otherwise than the first. */
  async compare(one: string, other: string): Promise<Answer<{ difference: RunDifference }>> {
    const before = this.#records.find(one);
    if (!before.ok) return before;
    const after = this.#records.find(other);
    if (!after.ok) return after;
    try {
      const [old, now] = [await outlineOf(before.run), await outlineOf(after.run)];
      const isTimed = old.state.isTimed && now.state.isTimed;
      return { ok: true, difference: runDifference(old, now, isTimed) };
    } catch (error) {
      return { ok: false, fault: readFault(error) };
    }
  }

  #tried<Value>(read: () => Value): Answer<{ value: Value }> {
    try {
      return { ok: true, value: read() };
    } catch (error) {
      return { ok: false, fault: readFault(error) };
    }
  }

  #open(): History {
    this.#history ??= new History(this.#records.first());
    return this.#history;
  }

  #query(wanted: RunQuery): QueryRuns {
    const key = JSON.stringify(wanted);
    const known = this.#queries.get(key);
    const query =
      known !== undefined && isGood(known)
        ? known
        : new QueryRuns(this.#open(), wanted, this.#live, this.#stamps);
    if (known !== query) known?.close();
    this.#queries.delete(key);
    this.#queries.set(key, query);
    const idle = [...this.#queries].filter(([, each]) => each !== query && !each.isWanted);
    for (const [name, each] of idle.slice(0, -KEPT)) {
      each.close();
      this.#queries.delete(name);
    }
    return query;
  }
}

/** Whoever asks anew must see the run that has ended just now; who looks already is told in a moment. */
function isGood(query: QueryRuns): boolean {
  // Whoever holds the record lets go of it, and those who look are told then.
  if (query.isWanted) return query.fault === null || query.fault.kind === 'locked';
  return query.fault === null && query.isCurrent;
}

function every(clock: Clock, ms: number, look: () => void): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = clock.schedule(ms, () => {
      look();
      again();
    });
  };
  again();
  return () => cancel();
}

async function outlineOf(run: FoundRun): Promise<RunOutline> {
  const facts = new RunFacts(run);
  const outline = new RunOutline();
  for (let seq = 0; ; ) {
    const rows = facts.rowsAfter(seq, AT_ONCE);
    for (const event of facts.read(rows, seq + 1).events) outline.add(event);
    seq = rows.at(-1)?.seq ?? seq;
    if (rows.length < AT_ONCE) return outline;
    await turn();
  }
}
