import { describe, expect, it } from 'vitest';
import type { RecordFault } from '../../../electron/records/index.ts';
import { Outage } from '../../../electron/service/outage.ts';

const FULL: RecordFault = { kind: 'disk_full' };
const LOCKED: RecordFault = { kind: 'locked' };
const LIMITS = { attempts: 3, lockPatienceMs: 1000, firstRetryMs: 10, slowestRetryMs: 25 };

/** What is new after each failed attempt, with the time of it. */
function told(outage: Outage, ...attempts: readonly (readonly [RecordFault, number])[]): readonly string[] {
  return attempts.map(([fault, atMs]) => {
    const { isTold, isGivenUp } = outage.failed(fault, atMs, false);
    return [isTold ? 'told' : '', isGivenUp ? 'given up' : ''].filter(Boolean).join(', ');
  });
}

describe('an outage of the record', () => {
  it('is told and given up when the attempts are used up, each once', () => {
    const outage = new Outage(LIMITS);
    expect(told(outage, [FULL, 0], [FULL, 10], [FULL, 30], [FULL, 55], [FULL, 5000])).toEqual([
      '',
      '',
      'told, given up',
      '',
      '',
    ]);
    expect(outage.told).toEqual(FULL);
  });

  it('by another program’s lock is told then, but given up only after the patience', () => {
    const outage = new Outage(LIMITS);
    const attempts = [0, 10, 30, 55, 999, 1000, 1025].map((atMs) => [LOCKED, atMs] as const);
    expect(told(outage, ...attempts)).toEqual(['', '', 'told', '', '', 'given up', '']);
  });

  it('is not given up before it is told, however long an attempt lasts', () => {
    const outage = new Outage(LIMITS);
    expect(told(outage, [LOCKED, 0], [LOCKED, 5000], [LOCKED, 9000])).toEqual(['', '', 'told, given up']);
  });

  it('that becomes another one is told again, and given up if that one does not mend itself', () => {
    const outage = new Outage(LIMITS);
    expect(told(outage, [LOCKED, 0], [LOCKED, 10], [LOCKED, 30], [FULL, 55], [LOCKED, 80])).toEqual([
      '',
      '',
      'told',
      'told, given up',
      'told',
    ]);
  });

  it('leaves the record alone for longer and longer, up to a limit', () => {
    const outage = new Outage(LIMITS);
    const pauses = [0, 1, 2, 3].map((atMs) => {
      outage.failed(FULL, atMs, false);
      return outage.pauseMs;
    });
    expect(pauses).toEqual([10, 20, 25, 25]);
  });

  it('is told at once after the last attempt', () => {
    expect(new Outage(LIMITS).failed(LOCKED, 0, true)).toEqual({ isTold: true, isGivenUp: true });
  });

  it('is over with the first attempt that succeeds, and the next one is told anew', () => {
    const outage = new Outage(LIMITS);
    told(outage, [FULL, 0], [FULL, 10], [FULL, 30]);
    outage.end();
    expect([outage.isOver, outage.told, outage.isGivenUp]).toEqual([true, null, false]);
    expect(told(outage, [LOCKED, 2000], [LOCKED, 2010], [LOCKED, 2030])).toEqual(['', '', 'told']);
  });
});
