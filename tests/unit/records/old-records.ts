import { DatabaseSync } from 'node:sqlite';
import { temporaryFile } from './synthetic.ts';

/** "WIS8", as every release has written it. */
const APPLICATION_ID = 0x57495338;

/** What earlier releases made their tables with, kept here as it was. */
const FIRST_RELEASE = `
  CREATE TABLE runs (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, port TEXT, unit TEXT, operator TEXT,
    profile_name TEXT, version TEXT, from_step INTEGER, started_at_ms REAL, imei TEXT, iccid TEXT,
    finished_at_ms REAL, duration_ms REAL, outcome TEXT, failed_step INTEGER, code TEXT, complete INTEGER
  ) STRICT;
  CREATE TABLE facts (
    run_key INTEGER NOT NULL REFERENCES runs (key), seq INTEGER NOT NULL CHECK (seq > 0), at_ms REAL NOT NULL,
    elapsed_ms REAL NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run_key, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE trace (
    run_key INTEGER NOT NULL REFERENCES runs (key), ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    elapsed_ms REAL NOT NULL, direction TEXT NOT NULL, bytes BLOB NOT NULL, dropped_chunks INTEGER,
    dropped_bytes INTEGER, PRIMARY KEY (run_key, ordinal)
  ) STRICT, WITHOUT ROWID;
`;
const SECOND_RELEASE =
  'ALTER TABLE runs ADD COLUMN purpose TEXT; ALTER TABLE runs ADD COLUMN warnings INTEGER;';

/** Rows as both left them: a run that ended, one cut short, one of which only bytes are known, a console, a damaged one. */
const ROWS = `
  INSERT INTO runs (key, id, port, unit, operator, profile_name, version, from_step, started_at_ms, imei, iccid,
      finished_at_ms, duration_ms, outcome, failed_step, code, complete) VALUES
    (7, 'ended', '/dev/ttyUSB0', 'SN-0117', '李伟', 'Baidu IoT Hub', '0.1.0', 1, 1700000000001, '490154203237518',
      '89860012345678901234', 1700000000009, 21769.5, 'failed', 11, 'connect_failed', 1),
    (52, 'cut', 'COM3', NULL, NULL, 'Baidu IoT Hub', '0.1.0', 4, 1700000100001, NULL, NULL,
      NULL, NULL, NULL, NULL, NULL, NULL),
    (53, 'bytes', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    (98, 'console', 'COM3', NULL, NULL, 'bench', '0.1.0', 1, 1700000200001, NULL, NULL,
      1700000200002, 12, 'cancelled', NULL, 'stopped', 0),
    (99, 'damaged', 'COM4', NULL, NULL, 'bench', '0.1.0', 1, 1700000300001, NULL, NULL,
      1700000300009, 12, 'passed', NULL, NULL, 1);
  INSERT INTO facts VALUES
    (7, 1, 1700000000001, 0, 'run.started', '{"profileName":"Baidu IoT Hub","profile":{"apn":{"name":"CMNET","password":"***"}},"unit":"SN-0117"}'),
    (7, 2, 1700000000002, 1, 'measurement.recorded', '{"place":{"phase":"identity","step":null,"attempt":1},"name":"imsi","value":"460001234567890","unit":null,"criterion":null,"verdict":"none"}'),
    (7, 3, 1700000000003, 2, 'measurement.recorded', '{"place":{"phase":"step","step":5,"attempt":1},"name":"signal","value":18,"unit":"rssi ≈ -77 dBm","criterion":null,"verdict":"none"}'),
    (7, 4, 1700000000004, 3, 'measurement.recorded', '{"place":{"phase":"diagnosis","step":11,"attempt":1},"name":"operator","value":"CHINA MOBILE","unit":null,"criterion":null,"verdict":"none"}'),
    (7, 5, 1700000000005, 4, 'measurement.recorded', '{"place":{"phase":"diagnosis","step":11,"attempt":1},"name":"operator","value":null,"unit":null,"criterion":null,"verdict":"none"}'),
    (7, 6, 1700000000009, 5, 'run.finished', '{"outcome":"failed","failedStep":11,"code":"connect_failed","detail":"CONNECT FAIL"}'),
    (52, 1, 1700000100001, 0, 'run.started', '{"profileName":"Baidu IoT Hub","profile":{"apn":{"name":"CMNET","password":"***"}}}'),
    (52, 2, 1700000100777, 5, 'step.started', '{"step":4,"attempt":1}'),
    (98, 1, 1700000200001, 0, 'run.started', '{"profileName":"bench","profile":null}'),
    (98, 2, 1700000200002, 0, 'run.finished', '{"outcome":"cancelled","detail":null}'),
    (99, 1, 1700000300001, 0, 'run.started', '{"profile":{"ap'),
    (99, 2, 1700000300002, 0, 'measurement.recorded', 'no json'),
    (99, 3, 1700000300003, 0, 'measurement.recorded', '["imsi","460"]'),
    (99, 4, 1700000300004, 0, 'measurement.recorded', '{"place":{"phase":3},"name":"imsi","value":"1","verdict":"none"}'),
    (99, 5, 1700000300005, 0, 'measurement.recorded', '{"place":{"phase":"step","step":"five"},"name":"signal","value":{"rssi":1},"unit":9,"criterion":[],"verdict":"fail"}'),
    (99, 6, 1700000300006, 0, 'measurement.recorded', '{"place":{"phase":"step","step":5},"name":"imei","value":1.5,"verdict":"pass"}'),
    (99, 9, 1700000300009, 0, 'run.finished', '{"detail":{"text":"FAIL"}}');
  INSERT INTO trace VALUES
    (7, 1, 0, 'sent', x'41540d0a', NULL, NULL), (7, 2, 1, 'received', x'0d0a4f4b0d0a', NULL, NULL),
    (7, 3, 2, 'dropped', x'', 4, 100), (53, 1, 0, 'received', x'52445920', NULL, NULL);
`;

/** A file as a release left it that wrote this version. */
export function recordOfVersion(version: 1 | 2): string {
  const path = temporaryFile();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(FIRST_RELEASE);
  if (version === 2) database.exec(SECOND_RELEASE);
  database.exec(ROWS);
  if (version === 2)
    database.exec(`UPDATE runs SET purpose = 'bring_up' WHERE key <> 53; UPDATE runs SET purpose = 'console' WHERE key = 98;
      UPDATE runs SET warnings = 0 WHERE outcome IS NOT NULL`);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
  database.close();
  return path;
}
