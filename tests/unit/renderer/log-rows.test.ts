import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogRows } from '../../../renderer/store/log-rows.ts';
import { WHOLE_LOG } from '../../../renderer/store/window-store.ts';
import { EMPTY_LOG, type LogHead, type LogRow } from '../../../shared/log-view.ts';

const VIEW = { runId: 'r', filter: WHOLE_LOG, language: 'en' } as const;

const head = (version: number, rows: number, unchanged = 0): LogHead => ({
  version,
  rows,
  unchanged,
  entries: rows,
  percent: null,
  live: true,
  fault: null,
  summary: EMPTY_LOG,
});

/** A row that tells its place, and the version it is of. */
const row = (place: number, version: number): LogRow => ({
  kind: 'line',
  no: place + 1,
  direction: 'sent',
  bytes: `${place} v${version}`,
  length: 0,
  open: false,
  unsolicited: false,
  repeats: null,
  elapsedMs: place,
  step: null,
  beforeMs: null,
});

const rowsFrom = (from: number, to: number, version: number) =>
  Array.from({ length: to - from }, (_, index) => row(from + index, version));

const bytesAt = (rows: LogRows, place: number) => {
  const at = rows.at(place);
  return at?.kind === 'line' ? at.bytes : null;
};

describe('rows of a log that stays with the service', () => {
  it('are none, and none is missing, before anything is known', () => {
    const rows = new LogRows(VIEW);
    expect([rows.head, rows.at(0), rows.missing({ from: 0, to: 100 }), rows.fetchedTo]).toEqual([
      null,
      null,
      null,
      0,
    ]);
  });

  it('are missing where there are any that were not fetched', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(1, 100));
    expect(rows.missing({ from: 0, to: 500 })).toEqual({ from: 0, to: 100 });
    rows.put({ from: 20, to: 40 }, 1, rowsFrom(20, 40, 1));
    expect(rows.missing({ from: 20, to: 40 })).toBeNull();
    expect(rows.missing({ from: 30, to: 50 })).toEqual({ from: 40, to: 50 });
    expect(rows.missing({ from: 10, to: 50 })).toEqual({ from: 10, to: 50 });
    expect(rows.missing({ from: 100, to: 120 })).toBeNull();
    expect([bytesAt(rows, 20), bytesAt(rows, 39), bytesAt(rows, 40)]).toEqual(['20 v1', '39 v1', null]);
  });

  it('stay while newer ones are on their way, and are missing as they are now', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(1, 10));
    rows.put({ from: 0, to: 10 }, 1, rowsFrom(0, 10, 1));
    rows.take(head(2, 12, 9));
    expect(rows.missing({ from: 0, to: 12 })).toEqual({ from: 9, to: 12 });
    expect(bytesAt(rows, 9)).toBe('9 v1');
    rows.put({ from: 9, to: 12 }, 2, rowsFrom(9, 12, 2));
    expect(rows.missing({ from: 0, to: 12 })).toBeNull();
    expect([bytesAt(rows, 8), bytesAt(rows, 9), bytesAt(rows, 11)]).toEqual(['8 v1', '9 v2', '11 v2']);
  });

  it('that come late are as old as they are', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(1, 10));
    rows.take(head(2, 20, 5));
    rows.take(head(3, 30, 20));
    rows.put({ from: 0, to: 10 }, 1, rowsFrom(0, 10, 1));
    expect(rows.missing({ from: 0, to: 10 })).toEqual({ from: 5, to: 10 });
    rows.put({ from: 0, to: 20 }, 2, rowsFrom(0, 20, 2));
    expect(rows.missing({ from: 0, to: 20 })).toBeNull();
  });

  it('that are newer than what was told are good until more is told', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(1, 10));
    rows.put({ from: 0, to: 10 }, 4, rowsFrom(0, 10, 4));
    expect(rows.missing({ from: 0, to: 10 })).toBeNull();
    rows.take(head(4, 10, 0));
    expect(rows.missing({ from: 0, to: 10 })).toBeNull();
    rows.take(head(5, 10, 3));
    expect(rows.missing({ from: 0, to: 10 })).toEqual({ from: 3, to: 10 });
  });

  it('are not asked for again where there turned out to be none, until more is told', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(1, 10));
    rows.put({ from: 0, to: 10 }, 2, rowsFrom(0, 6, 2));
    expect(rows.missing({ from: 0, to: 10 })).toBeNull();
    rows.take(head(3, 10, 6));
    expect(rows.missing({ from: 0, to: 10 })).toEqual({ from: 6, to: 10 });
  });

  it('of another service are all to be fetched again, and stay until they are', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(900, 10));
    rows.put({ from: 0, to: 10 }, 900, rowsFrom(0, 10, 900));
    rows.startOver();
    rows.take(head(1, 10));
    expect(rows.missing({ from: 0, to: 10 })).toEqual({ from: 0, to: 10 });
    expect(bytesAt(rows, 3)).toBe('3 v900');
    rows.put({ from: 0, to: 10 }, 1, rowsFrom(0, 10, 1));
    expect([rows.missing({ from: 0, to: 10 }), bytesAt(rows, 3)]).toEqual([null, '3 v1']);
  });

  it('that are told of by somebody who counts anew are all to be fetched again', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(900, 10));
    rows.put({ from: 0, to: 10 }, 900, rowsFrom(0, 10, 900));
    rows.take(head(3, 10, 10));
    expect(rows.missing({ from: 0, to: 10 })).toEqual({ from: 0, to: 10 });
  });

  it('are few, however long one looks around; those that were looked at last stay', () => {
    const rows = new LogRows(VIEW);
    rows.take(head(1, 1_000_000));
    for (let from = 0; from < 1_000_000; from += 10_000) {
      rows.put({ from, to: from + 500 }, 1, rowsFrom(from, from + 500, 1));
      rows.at(0);
    }
    const kept = Array.from({ length: 100 }, (_, index) =>
      rows.has({ from: index * 10_000, to: index * 10_000 + 1 }),
    );
    expect(kept.filter(Boolean).length).toBeLessThanOrEqual(12);
    expect([kept[0], kept[99], kept[50]]).toEqual([true, true, false]);
  });

  it('are never taken for newer than they are', () => {
    /** The log as the service has it: what each row was changed by last. */
    interface Service {
      version: number;
      rows: number[];
    }
    const change = fc.record({ kind: fc.constant('change' as const), from: fc.nat(30), grows: fc.nat(10) });
    const fetch = fc.record({
      kind: fc.constant('fetch' as const),
      from: fc.nat(40),
      count: fc.integer({ min: 1, max: 20 }),
      isLate: fc.boolean(),
    });
    const tell = fc.constant({ kind: 'tell' as const });
    fc.assert(
      fc.property(fc.array(fc.oneof(change, fetch, tell), { maxLength: 40 }), (steps) => {
        const service: Service = { version: 1, rows: Array.from({ length: 20 }, () => 1) };
        const rows = new LogRows(VIEW);
        const late: (() => void)[] = [];
        let unchanged = 0;
        const tellNow = () => {
          rows.take(head(service.version, service.rows.length, unchanged));
          unchanged = Number.POSITIVE_INFINITY;
        };
        tellNow();
        for (const step of steps) {
          if (step.kind === 'change') {
            service.version += 1;
            const from = Math.min(step.from, service.rows.length);
            const length = Math.max(from, service.rows.length) + step.grows;
            const before = service.rows;
            service.rows = Array.from({ length }, (_, place) =>
              place < from ? (before[place] ?? 0) : service.version,
            );
            unchanged = Math.min(unchanged, from);
          } else if (step.kind === 'tell') tellNow();
          else {
            const { version } = service;
            const asked = { from: step.from, to: step.from + step.count };
            const answer = service.rows
              .slice(asked.from, asked.to)
              .map((changed, index) => row(asked.from + index, changed));
            const put = () => rows.put(asked, version, answer);
            if (step.isLate) late.push(put);
            else put();
          }
          if (late.length > 2) late.shift()?.();
        }
        tellNow();
        for (const put of late) put();
        for (const [place, changed] of service.rows.entries()) {
          if (rows.missing({ from: place, to: place + 1 }) !== null) continue;
          if (rows.has({ from: place, to: place + 1 }))
            expect(bytesAt(rows, place)).toBe(`${place} v${changed}`);
        }
      }),
      { numRuns: 500 },
    );
  });
});
