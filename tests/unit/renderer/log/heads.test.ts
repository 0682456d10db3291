import { describe, expect, it } from 'vitest';
import { Heads } from '../../../../renderer/service/log/heads.ts';
import type { HeadSource } from '../../../../renderer/service/log/log-source.ts';
import { LogRows } from '../../../../renderer/store/log-rows.ts';
import { WHOLE_LOG } from '../../../../renderer/store/window-store.ts';
import { EMPTY_LOG, type LogHead } from '../../../../shared/log-view.ts';
import { LogDouble } from '../../../support/log-double.ts';
import { settle, VirtualClock } from '../../../support/virtual-clock.ts';

const HEAD: LogHead = {
  version: 1,
  rows: 0,
  unchanged: 0,
  entries: 0,
  percent: null,
  live: false,
  fault: null,
  summary: EMPTY_LOG,
};

/** A service that tells these heads to everybody who follows, and ends. */
function telling(...heads: readonly LogHead[]) {
  let followed = 0;
  const source: HeadSource = {
    follow: async () => {
      followed += 1;
      return (async function* () {
        yield* heads;
      })();
    },
  };
  return { source, followed: () => followed };
}

const rowsOf = (runId: string) => new LogRows({ runId, filter: WHOLE_LOG, language: 'en' });

describe('following how far a view reaches', () => {
  it('is not done again where the stream has ended with its run', async () => {
    const { source, followed } = telling(HEAD);
    const heads = new Heads(new VirtualClock(), () => {});
    const rows = rowsOf('a');
    heads.follow(source, [{ rows, seq: 1 }]);
    await settle();
    heads.follow(source, [{ rows, seq: 5 }]);
    await settle();
    expect(followed()).toBe(1);
  });

  it.each([
    ['a run that is in no record yet', { ...HEAD, fault: { kind: 'record', fault: { kind: 'not_found' } } }],
    ['a run that goes on', { ...HEAD, live: true }],
  ] as const)('is done again when there is more, where the stream has ended before: %s', async (_, head) => {
    const { source, followed } = telling(head);
    const heads = new Heads(new VirtualClock(), () => {});
    const rows = rowsOf('a');
    heads.follow(source, [{ rows, seq: 1 }]);
    await settle();
    heads.follow(source, [{ rows, seq: 1 }]);
    await settle();
    expect(followed()).toBe(1);
    heads.follow(source, [{ rows, seq: 2 }]);
    await settle();
    expect(followed()).toBe(2);
  });

  it('tells of a record that is being read now and then, of what it has missed as well, and of its end', async () => {
    const reading = (version: number, rows: number, unchanged: number, percent: number | null): LogHead => ({
      ...HEAD,
      version,
      rows,
      unchanged,
      percent,
    });
    const clock = new VirtualClock();
    const told: (readonly [number, number])[] = [];
    const heads = new Heads(clock, (_, { version, unchanged }) => void told.push([version, unchanged]));
    const source: HeadSource = {
      follow: async () =>
        (async function* () {
          yield reading(1, 10, 0, 10);
          yield reading(2, 20, 4, 20);
          yield reading(3, 30, 20, 30);
          await clock.advance(300);
          yield reading(4, 40, 30, 40);
          yield reading(5, 50, 40, 50);
          yield reading(6, 60, 50, null);
        })(),
    };
    heads.follow(source, [{ rows: rowsOf('a'), seq: 1 }]);
    await settle();
    await settle();
    await settle();
    expect(told).toEqual([
      [1, 0],
      [4, 4],
      [6, 40],
    ]);
  });

  it('is done for the views that are wanted and for no others', async () => {
    const service = new LogDouble();
    const told: string[] = [];
    const heads = new Heads(new VirtualClock(), ({ view }) => told.push(view.runId));
    const [a, b] = [rowsOf('a'), rowsOf('b')];
    heads.follow(service.client, [
      { rows: a, seq: 0 },
      { rows: b, seq: 0 },
    ]);
    await settle();
    expect(service.open).toBe(2);
    heads.follow(service.client, [{ rows: b, seq: 0 }]);
    await settle();
    service.append('a', { events: [], trace: [] });
    service.append('b', { events: [], trace: [] });
    await settle();
    expect([service.open, told]).toEqual([1, ['b']]);
    heads.stop();
    await settle();
    expect(service.open).toBe(0);
  });
});
