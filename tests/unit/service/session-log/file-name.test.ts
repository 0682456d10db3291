import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isSessionLog,
  type LogIdentity,
  sessionLogName,
} from '../../../../electron/service/session-log/file-name.ts';
import { listeningName } from '../../../../shared/listening.ts';

const BEGAN_MS = new Date(2026, 10, 25, 15, 30, 12, 345).getTime();
const identity = (port: string, unit: string | null = null): LogIdentity => ({
  beganMs: BEGAN_MS,
  port,
  unit,
});

test('a name has date and time of the wall clock, port and unit', () => {
  expect(sessionLogName(identity('/dev/ttyUSB0', 'SN0117'), 1, 1)).toBe(
    '2026-11-25_153012_ttyUSB0_SN0117.txt',
  );
  expect(sessionLogName(identity('/dev/ttyUSB0'), 1, 1)).toBe('2026-11-25_153012_ttyUSB0.txt');
});

test('runs that began together, and the parts of a run, have names of their own', () => {
  const both = identity('COM3', 'SN0117');
  expect(sessionLogName(both, 2, 1)).toBe('2026-11-25_153012_COM3-2_SN0117.txt');
  expect(sessionLogName(both, 1, 2)).toBe('2026-11-25_153012_COM3_SN0117_2.txt');
});

test.each([
  ['/dev/serial/by-id/usb-Silicon_Labs_CP2102-if00', 'usb-Silicon-Labs-CP2102-if00'],
  ['\\\\.\\COM12', 'COM12'],
  ['tcp://192.168.1.5:4001', '192.168.1.5-4001'],
  ['tcp://[fe80::1]:4001', 'fe80-1-4001'],
  ['sim:', 'sim'],
  ['sim:apn?fault=unicom-sim&pin=1234', 'sim-apn'],
  ['sim:?replay=/home/li/secret.jsonl', 'sim'],
  [listeningName({ commands: '/dev/ttyUSB0', answers: '/dev/ttyUSB1' }), 'ttyUSB0-ttyUSB1'],
  [listeningName({ commands: null, answers: 'COM7' }), 'COM7'],
  ['/', 'port'],
])('the port %s is called %s', (port, called) => {
  expect(sessionLogName(identity(port), 1, 1)).toBe(`2026-11-25_153012_${called}.txt`);
});

test('a unit of which nothing can stand in a name is left out, and letters of any script stay', () => {
  expect(sessionLogName(identity('COM3', '../*?'), 1, 1)).toBe('2026-11-25_153012_COM3.txt');
  expect(sessionLogName(identity('COM3', '批次 7/№ 12'), 1, 1)).toBe('2026-11-25_153012_COM3_批次-7-12.txt');
});

test('every system takes every name, and it is known for one of the session log', () => {
  const any = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(
      any,
      any,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      (port, unit, copy, part) => {
        const name = sessionLogName(identity(port, unit), copy, part);
        expect(name).toMatch(/^[\p{L}\p{N}._-]+\.txt$/u);
        expect(name).not.toMatch(/[. ]\.txt$|^\./);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(isSessionLog(name)).toBe(true);
      },
    ),
  );
});

test.each(['notes.txt', '2026-11-25.txt', '2026-11-25_153012_ttyUSB0.jsonl', 'x2026-11-25_153012_a.txt'])(
  'somebody’s %s is none of the session log',
  (name) => expect(isSessionLog(name)).toBe(false),
);
