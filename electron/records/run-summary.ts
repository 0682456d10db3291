import { runEndingSchema, runHeadSchema, type RunSummary } from '../../shared/run-summary.ts';
import type { RunsTable } from './schema.ts';

export type { RunSummary } from '../../shared/run-summary.ts';

/** The summary in a row of `runs`, or null when the row holds what no release writes. */
export function summaryOf(
  row: Readonly<Partial<Record<keyof RunsTable, unknown>>>,
  isLive: (runId: string) => boolean,
): RunSummary | null {
  const head = runHeadSchema.safeParse({
    ...row,
    profileName: row.profile_name,
    fromStep: row.from_step,
    startedAtMs: row.started_at_ms,
    lastAtMs: row.last_at_ms,
    purpose: row.purpose ?? 'bring_up',
  });
  if (!head.success) return null;
  if (row.outcome === null) return { ...head.data, state: isLive(head.data.id) ? 'live' : 'interrupted' };
  const ending = runEndingSchema.safeParse({
    ...row,
    finishedAtMs: row.finished_at_ms,
    durationMs: row.duration_ms,
    failedStep: row.failed_step,
    complete: row.complete === 1,
    warnings: row.warnings ?? 0,
  });
  return ending.success ? { ...head.data, state: 'finished', ...ending.data } : null;
}
