import type { Generated } from 'kysely';
import { MIGRATION_3 } from './schema-3.ts';

/**
 * The tables of the record. Times are milliseconds; `run_key` is a small number because it stands in every row.
 * Columns of `runs` and the rows of `measurements` and `profiles` repeat what single facts say, so that nobody has to
 * read facts to list, search and compare runs; the facts rule.
 */
export interface RecordTables {
  runs: RunsTable;
  facts: FactsTable;
  trace: TraceTable;
  profiles: ProfilesTable;
  measurements: MeasurementsTable;
  removals: RemovalsTable;
  text_groups: TextGroupsTable;
  texts: TextsTable;
}

export interface RunsTable {
  /** Grows with every run: the order in which runs entered the record. */
  key: Generated<number>;
  id: string;
  /** Null as long as only bytes of the run are known. */
  port: string | null;
  unit: string | null;
  operator: string | null;
  profile_name: string | null;
  version: string | null;
  from_step: number | null;
  started_at_ms: number | null;
  imei: string | null;
  iccid: string | null;
  /** This and what follows: null without `run.finished`. */
  finished_at_ms: number | null;
  duration_ms: number | null;
  outcome: string | null;
  failed_step: number | null;
  code: string | null;
  complete: number | null;
  /** What the run was for; null in rows of the first release, which knew only the 19 steps. */
  purpose: string | null;
  /** Warnings of the steps that passed; null without `run.finished`. */
  warnings: number | null;
  imsi: string | null;
  /** The operator of the network that the module named; `operator` is the person at the station. */
  network: string | null;
  /** The computer; null in rows of earlier releases. */
  station: string | null;
  plan_version: number | null;
  /** Wall clock of the newest fact: when a run that was cut short was last heard of. */
  last_at_ms: number | null;
  /** Of the bodies of its facts and of its byte trace. */
  bytes: Generated<number>;
  profile_key: number | null;
  /** Where the text index has the run: the group, and the run's bit in it. */
  text_group: number | null;
  text_place: number | null;
  /** What `bytes` was when the text index took all of it; the index has the run as long as it still is. */
  text_bytes: number | null;
  /** What `run.finished` said about its code. */
  detail: string | null;
}

/** Profiles as they were used, secrets masked, once however many runs used them. */
export interface ProfilesTable {
  key: Generated<number>;
  /** JSON. */
  body: string;
}

/** The facts `measurement.recorded`. */
export interface MeasurementsTable {
  run_key: number;
  seq: number;
  step: number | null;
  phase: string;
  name: string;
  value: string | number | null;
  unit: string | null;
  criterion: string | null;
  verdict: string;
}

/** What retention took out of the record, or of the session log, one row a time. */
export interface RemovalsTable {
  id: Generated<number>;
  what: 'runs' | 'logs';
  at_ms: number;
  reason: 'age' | 'size' | 'asked';
  count: number;
  /** When the oldest and the newest of them began. */
  oldest_ms: number | null;
  newest_ms: number | null;
  /** Of the file. */
  bytes: number;
  /** The key of a run of which a part is gone already; null when none is being removed. */
  pending: number | null;
}

/**
 * What can be searched for: the different lines of up to 32 runs, and which of the runs have each; see `TextPart`. A
 * group of long runs has several parts. Not clustered by its key: to find its place among rows of many pages SQLite reads
 * every row that it passes.
 */
export interface TextsTable {
  group_key: number;
  part: number;
  lines: Uint8Array;
  owners: Uint8Array;
}

export interface TextGroupsTable {
  key: Generated<number>;
  /** How many runs it has; 0 as long as it is being made, which may have been left unfinished. */
  runs: number;
}

export interface FactsTable {
  run_key: number;
  seq: number;
  at_ms: number;
  elapsed_ms: number;
  type: string;
  /** JSON of the fact without its type. */
  body: string;
}

export interface TraceTable {
  run_key: number;
  ordinal: number;
  elapsed_ms: number;
  direction: string;
  bytes: Uint8Array;
  /** These two: null except where chunks were dropped. */
  dropped_chunks: number | null;
  dropped_bytes: number | null;
}

/** Counts the warnings of a run's steps; the run's key follows. A fact that is no JSON must not shut the record. */
export const WARNINGS_OF = `
  SELECT coalesce(sum(CASE WHEN json_valid(body) THEN json_array_length(body, '$.outcome.warnings') END), 0)
  FROM facts WHERE type = 'step.finished' AND run_key =`;

/**
 * Migration n leads from `user_version` n-1 to n; `SCHEMA_VERSION` is the last one. Released ones are never edited, only followed.
 * Facts and trace are clustered by run (WITHOUT ROWID): a run is written and read as one piece.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    port TEXT,
    unit TEXT,
    operator TEXT,
    profile_name TEXT,
    version TEXT,
    from_step INTEGER,
    started_at_ms REAL,
    imei TEXT,
    iccid TEXT,
    finished_at_ms REAL,
    duration_ms REAL,
    outcome TEXT,
    failed_step INTEGER,
    code TEXT,
    complete INTEGER
  ) STRICT;
  CREATE TABLE facts (
    run_key INTEGER NOT NULL REFERENCES runs (key),
    seq INTEGER NOT NULL CHECK (seq > 0),
    at_ms REAL NOT NULL,
    elapsed_ms REAL NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (run_key, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE trace (
    run_key INTEGER NOT NULL REFERENCES runs (key),
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    elapsed_ms REAL NOT NULL,
    direction TEXT NOT NULL,
    bytes BLOB NOT NULL,
    dropped_chunks INTEGER,
    dropped_bytes INTEGER,
    PRIMARY KEY (run_key, ordinal)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE runs ADD COLUMN purpose TEXT;
  ALTER TABLE runs ADD COLUMN warnings INTEGER;
  UPDATE runs SET warnings = (${WARNINGS_OF} runs.key) WHERE outcome IS NOT NULL;
  `,
  MIGRATION_3,
];
