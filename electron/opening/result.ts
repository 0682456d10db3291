import type { FactLines, LogFault, OpenedOrigin, OpenedRunRow } from '../../shared/opened-log.ts';
import type { Batch, WriteResult } from '../records/index.ts';

/** What a file was, and the runs in it. Plain data: it crosses from a thread. */
export type OpeningResult =
  | {
      readonly ok: true;
      readonly origin: OpenedOrigin;
      readonly runs: readonly OpenedRunRow[];
      /** Of the log of another program. */
      readonly lines: FactLines;
    }
  | { readonly ok: false; readonly fault: LogFault };

/** Where the runs of a file are written down; what the batches throw is thrown on. */
export type KeepRuns = (batches: Iterable<Batch> | AsyncIterable<Batch>) => Promise<WriteResult>;

export const refused = (kind: LogFault['kind']) => ({ ok: false, fault: { kind } }) as const;

/** The runs of a file, of which there must be one. */
export function opened(origin: OpenedOrigin, runs: readonly OpenedRunRow[]): OpeningResult {
  return runs.length === 0 ? refused('no_facts') : { ok: true, origin, runs, lines: [] };
}
