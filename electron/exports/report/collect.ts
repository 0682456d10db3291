import type { RunEvent } from '../../../shared/events.ts';
import { RunDigest } from '../run-digest.ts';
import { type Pages, pagesOf } from '../run-pages.ts';
import { citedSeqs, type ReportRun } from './report-run.ts';

/** What a report says of a run that its record does not. */
export type ReportSurroundings = Pick<ReportRun, 'isLive' | 'usual' | 'origin'>;

/**
 * Reads what a report is made of; what is usual depends on the kind of port, which the record tells.
 * @throws BrokenOff
 */
export async function collectRun(
  pages: Pages,
  runId: string,
  surround: (port: string | null) => ReportSurroundings,
): Promise<ReportRun> {
  const digest = new RunDigest();
  for await (const page of pagesOf(pages, runId)) digest.add(page);
  return reportRunOf(pages, runId, digest, surround(digest.evidence.state.port));
}

/** The same of a run that was read already: only the facts that outcomes rest on are looked up. */
export async function reportRunOf(
  pages: Pages,
  runId: string,
  { evidence, extent }: RunDigest,
  surroundings: ReportSurroundings,
): Promise<ReportRun> {
  const cited = new Map<number, RunEvent>();
  for (const seq of citedSeqs(evidence)) {
    const fact = await factOf(pages, runId, seq);
    if (fact !== null) cited.set(seq, fact);
  }
  return { evidence, cited, extent, ...surroundings };
}

/** One fact; null where there is none, or it cannot be read: a report is about what can be. */
async function factOf(pages: Pages, runId: string, seq: number): Promise<RunEvent | null> {
  if (!Number.isSafeInteger(seq) || seq < 1) return null;
  const query = { runId, afterSeq: seq - 1, afterOrdinal: Number.MAX_SAFE_INTEGER, limit: 1 };
  const read = await pages.readPage(query);
  return read.ok ? (read.page.events.find((event) => event.seq === seq) ?? null) : null;
}
