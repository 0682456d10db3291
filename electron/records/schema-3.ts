/** A body that is no JSON must not shut the record: it counts as one that says nothing. */
const SOUND = "CASE WHEN json_valid(body) THEN body ELSE '{}' END";

/** A text in a fact's JSON; null where something else stands. */
function text(path: string): string {
  return `CASE json_type(json, '${path}') WHEN 'text' THEN json_extract(json, '${path}') END`;
}

/** What the run's measurements of a name came to in the end. */
function measured(name: string): string {
  return `(SELECT CAST(value AS TEXT) FROM measurements
    WHERE run_key = runs.key AND name = '${name}' AND value IS NOT NULL ORDER BY seq DESC LIMIT 1)`;
}

/** The facts of a type with their bodies as `json`. */
function factsOfType(type: string): string {
  return `(SELECT run_key, seq, ${SOUND} AS json FROM facts WHERE type = '${type}')`;
}

/** It is the first fact of a run; looked for there alone, for there may be millions. */
const STARTED = `(SELECT run_key, ${SOUND} AS json FROM runs JOIN facts ON run_key = key AND seq = 1
  WHERE type = 'run.started')`;

/**
 * What lists, searches and comparisons of runs need beside the facts. Rows that no release writes stay out of the new
 * tables instead of failing them.
 */
export const MIGRATION_3 = `
  CREATE TABLE profiles (
    key INTEGER PRIMARY KEY,
    body TEXT NOT NULL UNIQUE
  ) STRICT;
  ALTER TABLE runs ADD COLUMN imsi TEXT;
  ALTER TABLE runs ADD COLUMN network TEXT;
  ALTER TABLE runs ADD COLUMN station TEXT;
  ALTER TABLE runs ADD COLUMN plan_version INTEGER;
  ALTER TABLE runs ADD COLUMN last_at_ms REAL;
  ALTER TABLE runs ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN profile_key INTEGER REFERENCES profiles (key);
  ALTER TABLE runs ADD COLUMN text_group INTEGER;
  ALTER TABLE runs ADD COLUMN text_place INTEGER;
  ALTER TABLE runs ADD COLUMN text_bytes INTEGER;
  ALTER TABLE runs ADD COLUMN detail TEXT;
  CREATE TABLE measurements (
    run_key INTEGER NOT NULL REFERENCES runs (key),
    seq INTEGER NOT NULL,
    step INTEGER,
    phase TEXT NOT NULL,
    name TEXT NOT NULL,
    value ANY,
    unit TEXT,
    criterion TEXT,
    verdict TEXT NOT NULL,
    PRIMARY KEY (run_key, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE removals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL CHECK (what IN ('runs', 'logs')),
    at_ms REAL NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('age', 'size', 'asked')),
    count INTEGER NOT NULL,
    oldest_ms REAL,
    newest_ms REAL,
    bytes INTEGER NOT NULL,
    pending INTEGER
  ) STRICT;
  CREATE TABLE text_groups (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    runs INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE texts (
    group_key INTEGER NOT NULL REFERENCES text_groups (key),
    part INTEGER NOT NULL,
    lines BLOB NOT NULL,
    owners BLOB NOT NULL,
    UNIQUE (group_key, part)
  ) STRICT;
  INSERT INTO measurements
    SELECT run_key, seq,
      CASE json_type(json, '$.place.step') WHEN 'integer' THEN json_extract(json, '$.place.step') END,
      json_extract(json, '$.place.phase'), json_extract(json, '$.name'),
      CASE WHEN json_type(json, '$.value') IN ('text', 'integer', 'real') THEN json_extract(json, '$.value') END,
      ${text('$.unit')}, ${text('$.criterion')}, json_extract(json, '$.verdict')
    FROM ${factsOfType('measurement.recorded')}
    WHERE json_type(json, '$.place.phase') = 'text' AND json_type(json, '$.name') = 'text'
      AND json_type(json, '$.verdict') = 'text';
  INSERT INTO profiles (body)
    SELECT DISTINCT json_extract(json, '$.profile') FROM ${STARTED} WHERE json_type(json, '$.profile') = 'object';
  UPDATE runs SET
    imsi = ${measured('imsi')},
    network = ${measured('operator')},
    last_at_ms = (SELECT at_ms FROM facts WHERE run_key = runs.key ORDER BY seq DESC LIMIT 1),
    bytes = (SELECT coalesce(sum(octet_length(body)), 0) FROM facts WHERE run_key = runs.key)
      + (SELECT coalesce(sum(length(bytes)), 0) FROM trace WHERE run_key = runs.key),
    detail = CASE WHEN outcome IS NOT NULL THEN (SELECT ${text('$.detail')} FROM ${factsOfType('run.finished')}
      WHERE run_key = runs.key ORDER BY seq DESC LIMIT 1) END;
  UPDATE runs SET profile_key = profiles.key FROM ${STARTED} AS started, profiles
    WHERE started.run_key = runs.key AND profiles.body = json_extract(started.json, '$.profile');
  CREATE INDEX runs_profile_key ON runs (profile_key);
  CREATE INDEX runs_without_text ON runs (key) WHERE text_bytes IS NOT bytes;
`;
