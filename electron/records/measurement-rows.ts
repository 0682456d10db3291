import type { DatabaseSync } from 'node:sqlite';
import type { RunEvent } from '../../shared/events.ts';

type Measurement = Extract<RunEvent, { type: 'measurement.recorded' }>;

/** Keeps the table `measurements`; every call belongs to a transaction of the caller, and may come again. */
export function createMeasurementRows(database: DatabaseSync): (runKey: number, event: Measurement) => void {
  const insert = database.prepare(
    `INSERT INTO measurements (run_key, seq, step, phase, name, value, unit, criterion, verdict)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  return (runKey, { seq, place, name, value, unit, criterion, verdict }) => {
    insert.run(runKey, seq, place.step, place.phase, name, value, unit, criterion, verdict);
  };
}
