import { describe, expect, it } from 'vitest';
import { UsualTimesKeeper } from '../../../electron/service/usual-times.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import type { PassedStep } from '../../../shared/usual-time.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const MANY = Array.from({ length: 500 }, (_, index) => `r${500 - index}`);

/** A keeper over a record that the test writes. */
class TestKeeper {
  readonly clock = new VirtualClock();
  readonly read: string[] = [];
  newest: Readonly<Record<'real' | 'simulated', readonly string[]>> = { real: [], simulated: [] };
  steps: (runId: string) => readonly PassedStep[] = () => [{ step: 5, durationMs: 100 }];
  fault: RecordFault | null = null;
  changes = 0;
  readonly keeper = new UsualTimesKeeper({
    clock: this.clock,
    store: {
      newestBringUps: (on, limit) =>
        Promise.resolve({ ok: true, runs: this.newest[on].slice(0, limit) } as const),
      passedSteps: (runId) => {
        this.read.push(runId);
        return Promise.resolve(
          this.fault === null
            ? ({ ok: true, steps: this.steps(runId) } as const)
            : ({ ok: false, fault: this.fault } as const),
        );
      },
    },
    changed: () => {
      this.changes += 1;
    },
  });

  load(): Promise<void> {
    return this.clock.runUntil(this.keeper.load());
  }
}

describe('the usual times of a station', () => {
  it('are those of the newest runs in its record, and are told once they are known', async () => {
    const test = new TestKeeper();
    test.newest = { real: ['b', 'a'], simulated: ['s'] };
    test.steps = (runId) => [{ step: 5, durationMs: runId === 's' ? 1 : 4000 }];
    expect(test.keeper.times).toEqual({ real: [], simulated: [] });
    await test.load();
    expect(test.changes).toBe(1);
    expect(test.keeper.times).toEqual({
      real: [{ step: 5, runs: 2, medianMs: 4000, slowMs: 4000 }],
      simulated: [{ step: 5, runs: 1, medianMs: 1, slowMs: 1 }],
    });
  });

  it('give everybody else a turn after every run that is read', async () => {
    const test = new TestKeeper();
    test.newest = { real: ['c', 'b', 'a'], simulated: [] };
    const loaded = test.keeper.load();
    const turns: number[] = [];
    while (test.read.length < 3) {
      await test.clock.advance(0);
      turns.push(test.read.length);
    }
    await loaded;
    // Each timer that fires is a turn of the event loop.
    expect(test.read).toEqual(['a', 'b', 'c']);
    expect(turns.length).toBeGreaterThan(0);
    expect(test.clock.pending).toBe(0);
  });

  it('take every run that ends, and forget the oldest', async () => {
    const test = new TestKeeper();
    test.newest = { real: MANY, simulated: [] };
    test.steps = (runId) => [{ step: 5, durationMs: runId === 'r1' ? 9999 : 100 }];
    await test.load();
    expect(test.keeper.times.real).toMatchObject([{ runs: 500 }]);
    await test.keeper.ended('new', '/dev/ttyUSB0');
    expect(test.changes).toBe(2);
    expect(test.keeper.times.real).toMatchObject([{ runs: 500 }]);
    await test.keeper.ended('simulated', 'sim:');
    expect(test.keeper.times.simulated).toMatchObject([{ runs: 1 }]);
  });

  it('count a run once that ends while the record is being read', async () => {
    const test = new TestKeeper();
    test.newest = { real: ['live', 'a'], simulated: [] };
    const loaded = test.keeper.load();
    const ended = test.keeper.ended('live', 'COM3');
    await test.clock.runUntil(Promise.all([loaded, ended]));
    expect(test.read).toEqual(['a', 'live', 'live']);
    expect(test.keeper.times.real).toMatchObject([{ runs: 2 }]);
  });

  it('stay as they are when a run passed nothing or cannot be read', async () => {
    const test = new TestKeeper();
    test.newest = { real: ['a'], simulated: [] };
    await test.load();
    test.steps = () => [];
    await test.keeper.ended('b', 'COM3');
    test.fault = { kind: 'closed' };
    await test.keeper.ended('c', 'COM3');
    expect(test.keeper.times.real).toMatchObject([{ runs: 1 }]);
  });

  it('are not read on once the station is closed', async () => {
    const test = new TestKeeper();
    test.newest = { real: MANY, simulated: [] };
    const loaded = test.keeper.load();
    test.keeper.close();
    await test.clock.runUntil(loaded);
    await test.keeper.ended('new', 'COM3');
    expect(test.read).toEqual([]);
    expect(test.changes).toBe(0);
  });
});
