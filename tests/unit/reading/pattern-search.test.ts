import { describe, expect, it } from 'vitest';
import { type Guard, guardOfThread } from '../../../electron/reading/log/guard.ts';
import { PatternSearch, SlowPattern } from '../../../electron/reading/log/pattern-search.ts';
import type { RunLog } from '../../../electron/reading/log/run-log.ts';
import type { SearchedPart } from '../../../electron/reading/log/search.ts';
import { received } from '../shared/log/dialogue.ts';
import { GrowingRecord, readAll } from './growing-record.ts';

const LINES = 200;

async function logOf(text: string): Promise<RunLog> {
  const record = await GrowingRecord.open();
  record.add(
    [],
    Array.from({ length: LINES }, (_, index) => received(index, `${text}\r\n`)),
  );
  const log = record.log();
  readAll(log);
  return log;
}

function partsOf({ columns }: RunLog, from = 0): readonly SearchedPart[] {
  const [block] = columns.blocks;
  if (block === undefined) throw new Error('no block');
  return [{ block, text: columns.textOf(block), first: 0, hitsFrom: 0, from, to: LINES }];
}

/** A clock, and a guard under which everything takes its time and some of it is ended. */
class SlowMachine {
  nowMs = 0;
  readonly #turns: readonly { readonly tookMs: number; readonly isEnded: boolean }[];
  #turn = 0;

  constructor(turns: readonly { readonly tookMs: number; readonly isEnded: boolean }[]) {
    this.#turns = turns;
  }

  readonly guard: Guard = {
    run: (act) => {
      const { tookMs, isEnded } = this.#turns[this.#turn % this.#turns.length] ?? {
        tookMs: 0,
        isEnded: false,
      };
      this.#turn += 1;
      if (!isEnded) act();
      this.nowMs += tookMs;
      return !isEnded;
    },
  };
}

const searchOn = (log: RunLog, machine: SlowMachine) =>
  new PatternSearch(log, { hex: false }, /x/i, 'en', machine.guard, () => machine.nowMs);

describe('a search for a pattern', () => {
  it('is called off at an entry that was ended ten times', async () => {
    const log = await logOf('x');
    const machine = new SlowMachine([{ tookMs: 1, isEnded: true }]);
    const search = searchOn(log, machine);
    const hits = new Uint8Array(LINES);
    for (let turn = 1; turn < 10; turn += 1) expect(search.mark(partsOf(log), hits)).toBe(0);
    expect(() => search.mark(partsOf(log), hits)).toThrow(SlowPattern);
  });

  it('goes on where the machine was busy with something else', async () => {
    const log = await logOf('x');
    const busy = Array.from({ length: 9 }, () => ({ tookMs: 100, isEnded: true }));
    const machine = new SlowMachine([...busy, { tookMs: 1, isEnded: false }]);
    const search = searchOn(log, machine);
    const hits = new Uint8Array(LINES);
    for (let turn = 0; turn < 9; turn += 1) search.mark(partsOf(log), hits);
    expect(search.mark(partsOf(log), hits)).toBe(LINES);
    expect(hits.every((hit) => hit === 1)).toBe(true);
  });

  it('is called off when too much time was lost, or when it takes too long for what it is', async () => {
    const log = await logOf('x');
    const ended = new SlowMachine([
      { tookMs: 150, isEnded: true },
      { tookMs: 1, isEnded: false },
    ]);
    const lost = searchOn(log, ended);
    const slow = new SlowMachine([{ tookMs: 90, isEnded: false }]);
    const long = searchOn(log, slow);
    for (const search of [lost, long]) {
      const untilCalledOff = () => {
        for (let turn = 0; turn < 60; turn += 1) search.mark(partsOf(log), new Uint8Array(LINES));
      };
      expect(untilCalledOff).toThrow(SlowPattern);
    }
  });

  it('stops within a turn, and goes on where it was', async () => {
    const log = await logOf('x');
    let nowMs = 0;
    const act: Guard = {
      run: (given) => {
        given();
        return true;
      },
    };
    const search = new PatternSearch(log, { hex: false }, /x/i, 'en', act, () => {
      nowMs += 5;
      return nowMs;
    });
    const first = search.mark(partsOf(log), new Uint8Array(LINES));
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(LINES);
    expect(search.mark(partsOf(log, first), new Uint8Array(LINES))).toBeGreaterThan(first);
  });
});

describe('the guard', () => {
  it('ends what never would, in the middle of one call', () => {
    const began = performance.now();
    expect(guardOfThread().run(() => /^(?:a+)+$/.test(`${'a'.repeat(64)}!`), 20)).toBe(false);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('leaves the rest alone, and lets through what is thrown', () => {
    let count = 0;
    expect(
      guardOfThread().run(() => {
        count += 1;
      }, 1000),
    ).toBe(true);
    expect(count).toBe(1);
    expect(() =>
      guardOfThread().run(() => {
        throw new Error('a bug');
      }, 1000),
    ).toThrow('a bug');
  });
});
