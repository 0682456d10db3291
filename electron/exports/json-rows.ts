import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { arrays } from '../records/row-arrays.ts';

/**
 * Facts and pieces of the byte trace as lines of JSON, made by SQLite: what a fact says is JSON already, and a line
 * that is ready costs a fifth of what it costs to take a row apart here. The words stand in `shared/log/export.ts`.
 */

/** Rows at once: few enough to die young, many enough that a call is nothing. Fewer where rows are large. */
const PAGE_ROWS = 64;
const PAGE_BYTES = 1024 * 1024;

/** Digits that read back as the very same number; JSON knows no infinity. */
function number(column: string): string {
  return `CASE WHEN ${column} = CAST(${column} AS INTEGER) THEN CAST(${column} AS INTEGER)
    WHEN abs(${column}) <= 1.7976931348623157e308 THEN format('%!.17g', ${column}) ELSE 'null' END`;
}

/** How many rows behind a place are read at once; told from what their lengths say, without reading them. */
function pageLength(table: string, place: string, content: string): string {
  return `(SELECT max(1, min(${PAGE_ROWS}, ${PAGE_BYTES} / max(1, coalesce(max(bytes), 1)))) FROM (
    SELECT octet_length(${content}) AS bytes FROM ${table}
    WHERE run_key = ?1 AND ${place} > ?2 ORDER BY ${place} LIMIT ${PAGE_ROWS}))`;
}

/** ?3: run and port, as far as the name of what follows. */
const FACT_HEAD = `'{"seq":', seq, ?3, ${number('at_ms')}, ',"elapsedMs":', ${number('elapsed_ms')}, ',"type":', json_quote(type)`;

/** Null where the body is no JSON object. One that others have written may stand on several lines. */
const FACT = `CASE
  WHEN NOT json_valid(body) THEN NULL
  WHEN substr(body, 1, 2) = '{"' AND instr(body, char(10)) = 0 AND instr(body, char(13)) = 0
    THEN concat(${FACT_HEAD}, ',', substr(body, 2), char(10))
  WHEN json_type(body) <> 'object' THEN NULL
  WHEN json(body) = '{}' THEN concat(${FACT_HEAD}, '}', char(10))
  ELSE concat(${FACT_HEAD}, ',', substr(json(body), 2), char(10)) END`;

/** ?4: when the run began. */
const PIECE_PLACE = `?3, ${number('elapsed_ms')}, ',"atMs":', coalesce(CAST(round(?4 + elapsed_ms) AS INTEGER), 'null')`;
const PIECE_HEAD = `'{"type":"bytes"', ${PIECE_PLACE}, ',"direction":', json_quote(direction), ',"text":'`;
const PIECE_TAIL = `',"hex":"', hex(bytes), '"}', char(10)`;
const GAP = `'{"type":"bytes.dropped"', ${PIECE_PLACE}, ',"chunks":', coalesce(dropped_chunks, 'null'),
  ',"bytes":', coalesce(dropped_bytes, 'null'), '}', char(10)`;

export type JsonRow = Readonly<Record<number, SQLOutputValue>>;

/** A run's rows behind a place, each as its place, its time and its line. */
export interface JsonRows {
  readonly facts: (after: number) => readonly JsonRow[];
  /** The text of a line is right where all bytes are UTF-8; see `exactly`. */
  readonly pieces: (after: number) => readonly JsonRow[];
  /** What stands before and behind the text of a piece, and its bytes. */
  readonly exactly: (ordinal: number) => JsonRow | undefined;
}

export interface JsonRun {
  readonly key: number;
  readonly id: string;
  readonly port: string | null;
  readonly beganMs: number | null;
}

/** The statements of a record, prepared once. */
export function createJsonRows(database: DatabaseSync): (run: JsonRun) => JsonRows {
  const facts = arrays(
    database,
    `SELECT seq, elapsed_ms, ${FACT}
     FROM facts WHERE run_key = ?1 AND seq > ?2 ORDER BY seq LIMIT ${pageLength('facts', 'seq', 'body')}`,
  );
  const pieces = arrays(
    database,
    `SELECT ordinal, elapsed_ms, CASE direction WHEN 'dropped' THEN concat(${GAP})
       ELSE concat(${PIECE_HEAD}, json_quote(CAST(bytes AS TEXT)), ${PIECE_TAIL}) END
     FROM trace WHERE run_key = ?1 AND ordinal > ?2
     ORDER BY ordinal LIMIT ${pageLength('trace', 'ordinal', 'bytes')}`,
  );
  const piece = arrays(
    database,
    `SELECT concat(${PIECE_HEAD}), concat(${PIECE_TAIL}), bytes FROM trace WHERE run_key = ?1 AND ordinal = ?2`,
  );
  return ({ key, id, port, beganMs }) => {
    const run = `,"runId":${JSON.stringify(id)},"port":`;
    const ofFact = `${run}${JSON.stringify(port ?? '')},"atMs":`;
    const ofPiece = `${run}${JSON.stringify(port)},"elapsedMs":`;
    return {
      facts: (after) => facts.all(key, after, ofFact),
      pieces: (after) => pieces.all(key, after, ofPiece, beganMs),
      exactly: (ordinal) => piece.get(key, ordinal, ofPiece, beganMs),
    };
  };
}
