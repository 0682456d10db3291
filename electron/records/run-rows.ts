import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { WARNINGS_OF } from './schema.ts';
import type { MeasurementName, RunEvent } from '../../shared/events.ts';

/** What the first fact of a run tells about the run itself. */
interface Beginning {
  readonly port: string;
  readonly startedAtMs: number;
}

export interface RunRows {
  /** The key of the run's row, which is made when it is missing; `null` when only bytes are known so far. */
  keyOf(runId: string, beginning: Beginning | null): number;
  /** Copies what a fact says about the whole run into the run's row. */
  note(key: number, event: RunEvent): void;
  /** Rows of the run were added: so many bytes, the newest fact at that time. */
  grow(key: number, bytes: number, lastAtMs: number | null): void;
  /** After a rollback: keys that were handed out may not exist. */
  forget(): void;
}

/** Measurements that say which unit it is and where, with their columns. */
const COLUMNS_MEASURED: Partial<Record<MeasurementName, 'imei' | 'iccid' | 'imsi' | 'network'>> = {
  imei: 'imei',
  iccid: 'iccid',
  imsi: 'imsi',
  operator: 'network',
};

/** Keeps the table `runs` in step with the facts; every call belongs to a transaction of the caller. */
export function createRunRows(database: DatabaseSync): RunRows {
  const keys = new Map<string, number>();
  const find = database.prepare('SELECT key FROM runs WHERE id = ?');
  const upsert = database.prepare(
    `INSERT INTO runs (id, port, started_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       port = coalesce(port, excluded.port), started_at_ms = coalesce(started_at_ms, excluded.started_at_ms)
     RETURNING key`,
  );
  const grow = database.prepare(
    `UPDATE runs SET bytes = bytes + ?, last_at_ms = coalesce(?, last_at_ms) WHERE key = ?`,
  );
  const update = updates(database);

  return {
    keyOf(runId, beginning) {
      const known = keys.get(runId);
      if (known !== undefined) return known;
      // Asked first: an insert that meets a row uses up a key all the same.
      const found = beginning === null ? find.get(runId) : undefined;
      const row = found ?? upsert.get(runId, beginning?.port ?? null, beginning?.startedAtMs ?? null);
      const key = row?.['key'];
      if (typeof key !== 'number') throw new Error('an upsert returned no key');
      // Without a beginning the row is incomplete: the next fact has to come by here again.
      if (beginning !== null) keys.set(runId, key);
      return key;
    },
    note(key, event) {
      switch (event.type) {
        case 'run.started':
          return update.started(key, event);
        case 'measurement.recorded':
          return update.measured(key, event);
        case 'run.finished':
          keys.delete(event.runId);
          update.finished(key, event);
          return update.counted(key);
        default:
          return;
      }
    },
    grow: (key, bytes, lastAtMs) => void grow.run(bytes, lastAtMs, key),
    forget: () => keys.clear(),
  };
}

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

function updates(database: DatabaseSync) {
  const set = (columns: readonly string[]) => {
    const assignments = columns.map((column) => `${column} = ?`).join(', ');
    const statement = database.prepare(`UPDATE runs SET ${assignments} WHERE key = ?`);
    return (key: number, values: readonly SQLInputValue[]): void => {
      statement.run(...values, key);
    };
  };
  const warnings = database.prepare(`UPDATE runs SET warnings = (${WARNINGS_OF} ?) WHERE key = ?`);
  const started = set([
    'started_at_ms',
    'unit',
    'operator',
    'profile_name',
    'version',
    'from_step',
    'purpose',
    'station',
    'plan_version',
    'profile_key',
  ]);
  const finished = set([
    'finished_at_ms',
    'duration_ms',
    'outcome',
    'failed_step',
    'code',
    'complete',
    'detail',
  ]);
  const identity = {
    imei: set(['imei']),
    iccid: set(['iccid']),
    imsi: set(['imsi']),
    network: set(['network']),
  };
  const profileKey = profileKeys(database);
  return {
    started: (key: number, event: EventOf<'run.started'>) =>
      started(key, [
        event.atMs,
        event.unit,
        event.operator,
        event.profileName,
        event.version,
        event.fromStep,
        event.purpose,
        event.station ?? null,
        event.planVersion ?? null,
        profileKey(event.profile),
      ]),
    finished: (key: number, event: EventOf<'run.finished'>) =>
      finished(key, [
        event.atMs,
        event.durationMs,
        event.outcome,
        event.failedStep,
        event.code,
        event.complete ? 1 : 0,
        event.detail,
      ]),
    // Counted from the facts and not added up, for a batch may be given again.
    counted: (key: number) => void warnings.run(key, key),
    measured: (key: number, event: EventOf<'measurement.recorded'>) => {
      const column = COLUMNS_MEASURED[event.name];
      if (column !== undefined && event.value !== null) identity[column](key, [String(event.value)]);
    },
  };
}

/** The key of a profile as it was used, kept once; null where a run has none. */
function profileKeys(database: DatabaseSync): (profile: unknown) => number | null {
  const insert = database.prepare('INSERT INTO profiles (body) VALUES (?) ON CONFLICT DO NOTHING');
  const find = database.prepare('SELECT key FROM profiles WHERE body = ?');
  return (profile) => {
    if (typeof profile !== 'object' || profile === null || Array.isArray(profile)) return null;
    const body = JSON.stringify(profile);
    insert.run(body);
    const key = find.get(body)?.['key'];
    return typeof key === 'number' ? key : null;
  };
}
