import type { RunSummary } from '../../shared/run-summary.ts';
import { RunDigest } from '../exports/run-digest.ts';
import type { OpenedLog } from '../logs/log-reader.ts';

/** An opened log in one row. */
export function summaryOfLog({ runId, events, trace }: OpenedLog): RunSummary {
  const digest = new RunDigest();
  digest.add({ events, trace });
  return digest.summary(runId, false);
}
