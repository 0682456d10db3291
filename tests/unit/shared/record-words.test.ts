import { describe, expect, it } from 'vitest';
import { translator } from '../../../shared/messages/index.ts';
import {
  recordRefusalText,
  recordTroubleText,
  recordUnopenedText,
} from '../../../shared/messages/record-words.ts';
import { detailText } from '../../../shared/messages/wording.ts';
import { faultDetail, RECORD_FAULTS, type RecordFault } from '../../../shared/record-fault.ts';
import { recordFaultSchema } from '../../../shared/wire-schema.ts';

const PATH = '/data/record.sqlite';
const [en, zh] = [translator('en'), translator('zh-CN')];

/** One fault of every kind. */
const FAULTS: Readonly<Record<RecordFault['kind'], RecordFault>> = {
  not_writable: { kind: 'not_writable', code: 'SQLITE_8' },
  disk_full: { kind: 'disk_full' },
  newer_version: { kind: 'newer_version', found: 9, known: 2 },
  foreign_file: { kind: 'foreign_file' },
  corrupt: { kind: 'corrupt', detail: 'x' },
  locked: { kind: 'locked' },
  conflict: { kind: 'conflict', runId: 'a', table: 'facts', position: 1 },
  removed: { kind: 'removed' },
  in_use: { kind: 'in_use', holder: null },
  not_found: { kind: 'not_found' },
  closed: { kind: 'closed' },
  io: { kind: 'io', code: 'SQLITE_778' },
};

describe('a record that cannot be used', () => {
  it.each(RECORD_FAULTS)('because of %s is told with its place, the reason and what to do', (kind) => {
    const fault = FAULTS[kind];
    for (const say of [en, zh])
      for (const text of [
        recordTroubleText(say, fault, PATH),
        recordRefusalText(say, fault, PATH),
        recordUnopenedText(say, fault, PATH),
      ]) {
        expect(text).toContain(PATH);
        expect(text).toMatch(/[.。]$/);
        expect(text).not.toMatch(/\{\{|\(\)|（）|undefined/);
      }
    expect(recordRefusalText(en, fault)).not.toContain(PATH);
    expect(recordFaultSchema.parse(fault)).toEqual(fault);
  });

  it('reads like this', () => {
    expect(recordTroubleText(en, FAULTS.disk_full, PATH)).toBe(
      'The record cannot be written: the disk is full (/data/record.sqlite). Every run is stopped, because nothing may go on unrecorded. Make room on the disk that holds it, then start the run again.',
    );
    expect(recordTroubleText(zh, FAULTS.disk_full, PATH)).toBe(
      '记录无法写入：磁盘已满（/data/record.sqlite）。为避免出现未记录的过程，所有运行均已停止。请清理记录所在磁盘的空间，然后重新启动运行。',
    );
    expect(recordTroubleText(en, FAULTS.locked, PATH)).toContain('If it stays so for 10 seconds');
  });
});

describe('the detail of a run that could not be recorded', () => {
  it.each([
    [FAULTS.disk_full, 'disk_full', 'Detail: the disk is full'],
    [FAULTS.io, 'io SQLITE_778', 'Detail: the system reports SQLITE_778'],
    [FAULTS.not_writable, 'not_writable SQLITE_8', 'Detail: no right to write, or no such folder (SQLITE_8)'],
    [FAULTS.newer_version, 'newer_version', 'Detail: written by a newer release of this program'],
  ])('is its kind, and reads in words: %j', (fault, detail, words) => {
    expect(faultDetail(fault)).toBe(detail);
    expect(detailText(en, 'record_failed', detail)).toBe(words);
  });

  it('of another release is shown as it is', () => {
    expect(detailText(en, 'record_failed', 'eaten by a dog')).toBe('Detail: eaten by a dog');
  });
});
