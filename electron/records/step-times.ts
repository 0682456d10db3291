import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { isStepNumber } from '../../shared/plan.ts';
import type { PassedStep } from '../../shared/usual-time.ts';
import type { RecordFault } from './fault.ts';
import { lastKeyBehind } from './newest-rows.ts';

type Failed = { readonly ok: false; readonly fault: RecordFault };
export type NewestRunsResult = { readonly ok: true; readonly runs: readonly string[] } | Failed;
export type PassedStepsResult = { readonly ok: true; readonly steps: readonly PassedStep[] } | Failed;

export interface StepTimes {
  /** Ids of the newest runs that walked the steps, on simulated modules or on real ones, newest first. */
  newestBringUps(on: 'simulated' | 'real', limit: number): NewestRunsResult;
  /** The steps of a run that passed. */
  passedSteps(runId: string): PassedStepsResult;
}

/**
 * Rows of `runs` that are looked at, from the newest: among consoles and the other kind of module there may be few of
 * those that are wanted, and the record may have any number.
 */
const ROWS_LOOKED_AT = 5000;

/** Facts of a run that are looked at: several times what 19 steps come to, unless a module talks without end. */
const FACTS_LOOKED_AT = 2000;

/**
 * Throws what the database throws. Questions that are asked while runs go on, so each is one short call: prepared once, without the query builder. Facts
 * are clustered by run, so the steps of one are one stretch of the file.
 */
export function createStepTimes(database: DatabaseSync): StepTimes {
  const newest = database.prepare(
    `SELECT id FROM runs
     WHERE key > ${lastKeyBehind(ROWS_LOOKED_AT)}
       AND (purpose IS NULL OR purpose = 'bring_up') AND (port LIKE 'sim:%') = ?
     ORDER BY key DESC LIMIT ?`,
  );
  const passed = database.prepare(
    `SELECT json_extract(body, '$.step') AS step, json_extract(body, '$.durationMs') AS duration_ms
     FROM facts
     WHERE run_key = (SELECT key FROM runs WHERE id = ?) AND seq <= ${FACTS_LOOKED_AT}
       AND type = 'step.finished' AND json_valid(body) AND json_extract(body, '$.outcome.kind') = 'passed'`,
  );
  return {
    newestBringUps: (on, limit) => {
      const rows = newest.all(Number(on === 'simulated'), limit);
      return { ok: true, runs: rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])) };
    },
    passedSteps: (runId) => ({ ok: true, steps: passed.all(runId).flatMap(passedStep) }),
  };
}

/** None where the row has been damaged. */
function passedStep(row: Record<string, SQLOutputValue>): readonly PassedStep[] {
  const { step, duration_ms: durationMs } = row;
  if (typeof step !== 'number' || !isStepNumber(step) || typeof durationMs !== 'number') return [];
  return [{ step, durationMs }];
}
