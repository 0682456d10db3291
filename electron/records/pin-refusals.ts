import type { DatabaseSync } from 'node:sqlite';
import { STEP_NUMBER } from '../../shared/plan.ts';
import type { RecordFault } from './fault.ts';
import { lastKeyBehind } from './newest-rows.ts';

/** A unit told by its IMEI or, where that is not known, by its port. */
export interface PinUnit {
  readonly port: string;
  readonly imei: string | null;
}

export type PinRefusalsResult =
  | { readonly ok: true; readonly refused: number }
  | { readonly ok: false; readonly fault: RecordFault };

/** How often the newest runs on a unit had its PIN refused, since the card was seen open. */
export type PinRefusals = (unit: PinUnit) => PinRefusalsResult;

/** Rows of `runs` that are looked at, from the newest. */
const ROWS_LOOKED_AT = 5000;
/** Runs on one unit that count: nobody has that many tries. */
const RUNS_LOOKED_AT = 20;

/** Throws what the database throws. Asked while a step waits, so it is one short call. */
export function createPinRefusals(database: DatabaseSync): PinRefusals {
  const { sim_check } = STEP_NUMBER;
  const newestBy = (column: 'imei' | 'port') =>
    database.prepare(
      `SELECT code = 'sim_pin_wrong' AS refused,
         from_step <= ${sim_check} AND (outcome = 'passed' OR failed_step > ${sim_check}) AS open
       FROM runs
       WHERE key > ${lastKeyBehind(ROWS_LOOKED_AT)}
         AND (purpose IS NULL OR purpose = 'bring_up') AND outcome IS NOT NULL AND ${column} = ?
       ORDER BY key DESC LIMIT ${RUNS_LOOKED_AT}`,
    );
  const byImei = newestBy('imei');
  const byPort = newestBy('port');
  return ({ port, imei }) => {
    const runs = imei === null ? byPort.all(port) : byImei.all(imei);
    const opened = runs.findIndex(({ open }) => open === 1);
    const since = opened < 0 ? runs : runs.slice(0, opened);
    return { ok: true, refused: since.filter(({ refused }) => refused === 1).length };
  };
}
