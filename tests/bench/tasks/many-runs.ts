import type { DatabaseSync } from 'node:sqlite';
import { createRunText } from '../../../electron/records/search/run-text.ts';

/** The numbers of a unit as they stand in the text of its run. */
export interface KnownUnit {
  readonly imei: string;
  readonly iccid: string;
  readonly imsi: string;
}

/** Fills `runs` with so many, from key 1 on: a year of runs on eight ports, every fifth of which did not pass. */
const RUNS = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
  INSERT INTO runs (key, id, port, unit, operator, profile_name, version, from_step, started_at_ms, imei, iccid,
    finished_at_ms, duration_ms, outcome, failed_step, code, complete, purpose, warnings, imsi, network, station,
    plan_version, last_at_ms, bytes)
  SELECT i, lower(printf('%08x-%04x-4%03x-a%03x-%012x', i * 2654435761 % 4294967296, i % 65536, i * 7 % 4096,
      i * 13 % 4096, i * 48271)),
    '/dev/ttyUSB' || (i % 8), printf('SN-%06d', i / 2), value(i, 5, 'Li Wei', '王芳', 'Anna', '李伟', 'Otto'),
    value(i, 4, 'Baidu IoT Hub', 'OneNET', 'bench', '阿里云'), '0.1.0', 1, 1.7e12 + i * 315000.0,
    printf('8688880%08d', i * 48271 % 100000000), printf('898600%014d', i * 69621 % 100000000000000),
    1.7e12 + i * 315000.0 + 21000, 21000.5,
    value(i, 5, 'passed', 'passed', 'failed', 'passed', value(i, 3, 'passed', 'errored', 'cancelled')),
    CASE i % 5 WHEN 2 THEN 1 + i % 19 END, CASE i % 5 WHEN 2 THEN 'connect_failed' END, 1,
    CASE i % 50 WHEN 9 THEN 'console' ELSE 'bring_up' END, 0, printf('46000%010d', i * 40692 % 10000000000),
    value(i, 3, 'CHINA MOBILE', 'CHN-UNICOM', '中国移动'), 'bench-' || (i % 4), 1, 1.7e12 + i * 315000.0 + 21000, 1
  FROM n`;

/** What every run says, with its own numbers in it, and a fact of the kind that a list of runs is made from. */
const TRACE = `
  INSERT INTO trace (run_key, ordinal, elapsed_ms, direction, bytes)
  SELECT key, 1, 0, 'received', CAST(replace(replace(replace(?, ?, imei), ?, iccid), ?, imsi)
    || printf(char(10) || '+CSQ: %d,0' || char(10) || '10.%d.%d.7', key % 32, key % 256, key / 256 % 256) AS BLOB)
  FROM runs`;
const FACTS = `
  INSERT INTO facts (run_key, seq, at_ms, elapsed_ms, type, body)
  SELECT key, n, started_at_ms, n, 'measurement.recorded', json_object('place', json_object('phase', 'identity',
    'step', null, 'attempt', 1), 'name', value(n, 3, 'imei', 'iccid', 'imsi'), 'value', value(n, 3, imei, iccid, imsi),
    'unit', null, 'criterion', null, 'verdict', 'none')
  FROM runs, (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3)`;

/** Makes many runs out of one that the record has, whose unit is `known`; the word stands in the log of one of them. */
export function multiply(database: DatabaseSync, count: number, known: KnownUnit, rareWord: string): void {
  database.function(
    'value',
    { varargs: true },
    (at, of, ...values) => values[Number(at) % Number(of)] ?? null,
  );
  const text = [...createRunText(database)(1)].flat();
  const lines = [...new Set(text)].join('\r\n');
  database.exec('BEGIN; DELETE FROM measurements; DELETE FROM facts; DELETE FROM trace; DELETE FROM runs');
  database.prepare(RUNS).run(count);
  database.prepare(TRACE).run(lines, known.imei, known.iccid, known.imsi);
  database.exec(FACTS);
  database
    .prepare('UPDATE trace SET bytes = CAST(bytes || char(10) || ? AS BLOB) WHERE run_key = ?')
    .run(rareWord, Math.round(count / 2));
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
}
