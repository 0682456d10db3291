import type { DatabaseSync } from 'node:sqlite';
import type { RunEvent } from '../../../shared/events.ts';
import { createPageReader } from '../../records/page.ts';
import { RunDigest } from '../run-digest.ts';
import { type Pages, pagesOf } from '../run-pages.ts';
import type { ChosenRun } from '../source.ts';
import { citedSeqs, type ReportRun } from './report-run.ts';

/** What a report says of a run that its record does not. */
export type ReportSurroundings = Pick<ReportRun, 'isLive' | 'usual' | 'origin'>;

/** Reads runs of a record for those who look at their facts; the byte trace is only counted. */
export class RunReader {
  readonly pages: Pages;
  readonly #count: ReturnType<DatabaseSync['prepare']>;

  constructor(database: DatabaseSync) {
    const readPage = createPageReader(database);
    this.pages = { readPage: async (query) => readPage(query) };
    this.#count = database.prepare(
      `SELECT count(*) AS pieces, coalesce(sum(dropped_chunks), 0) AS chunks, coalesce(sum(dropped_bytes), 0) AS bytes
       FROM trace WHERE run_key = ?`,
    );
  }

  /**
   * What can be said of a run.
   * @throws RunUnreadable
   */
  async digest({ id, key }: ChosenRun): Promise<RunDigest> {
    const digest = new RunDigest();
    for await (const page of pagesOf(this.pages, id, 'facts')) digest.add(page);
    const { pieces, chunks, bytes } = this.#count.get(key) ?? {};
    digest.addTrace(Number(pieces ?? 0), Number(chunks ?? 0), Number(bytes ?? 0));
    return digest;
  }

  /** What a report is made of: beside the digest only the facts that outcomes rest on are looked up. */
  async reportRun(
    runId: string,
    { evidence, extent }: RunDigest,
    surroundings: ReportSurroundings,
  ): Promise<ReportRun> {
    const cited = new Map<number, RunEvent>();
    for (const seq of citedSeqs(evidence)) {
      const fact = await this.#factOf(runId, seq);
      if (fact !== null) cited.set(seq, fact);
    }
    return { evidence, cited, extent, ...surroundings };
  }

  /** One fact; null where there is none, or it cannot be read: a report is about what can be. */
  async #factOf(runId: string, seq: number): Promise<RunEvent | null> {
    if (!Number.isSafeInteger(seq) || seq < 1) return null;
    const query = { runId, afterSeq: seq - 1, afterOrdinal: Number.MAX_SAFE_INTEGER, limit: 1 };
    const read = await this.pages.readPage(query);
    return read.ok ? (read.page.events.find((event) => event.seq === seq) ?? null) : null;
  }
}
