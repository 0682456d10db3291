import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { Chance, rounds } from '../../support/chance.ts';
import { RecordingStation } from '../../support/recording-station.ts';
import { type PrintingRun, startPrintingRun } from './printing-run.ts';
import { temporaryFile } from './recorder-process.ts';
import { copyOf, expectWholeRecord, soundRecord } from './whole-record.ts';

const chance = new Chance();
const { count, note } = rounds('the command line is killed while it records', 16, 160);

interface Ports {
  readonly title: string;
  /** How many of 16 kills. */
  readonly share: number;
  readonly ports: readonly string[];
  /** Events after which it is killed at the latest: what comes in about a second. */
  readonly events: number;
}

const quick = (name: string) => `sim:${name}?speed=instant`;

const CASES: readonly Ports[] = [
  { title: 'one quick module', share: 6, ports: [quick('a')], events: 97 },
  {
    title: 'one quick module on a bad line',
    share: 2,
    ports: [`${quick('b')}&fault=echo-stays&fault=byte-by-byte&fault=unsolicited-inside`],
    events: 110,
  },
  { title: 'a module in its own time', share: 3, ports: ['sim:c'], events: 22 },
  {
    title: 'four modules at once, quick ones and slow ones',
    share: 5,
    ports: [quick('d'), quick('e'), 'sim:f', 'sim:g'],
    events: 220,
  },
];

/** Runs until it is killed, so many events and milliseconds after its start; gives what was printed. */
async function killed(
  data: string,
  ports: readonly string[],
  events: number,
  ms: number,
): Promise<PrintingRun['told']> {
  const { child, told, prints, ended } = startPrintingRun(data, ports);
  // It may come to its end before.
  if (events > 0) await Promise.race([prints(events), ended]);
  setTimeout(() => child.kill('SIGKILL'), ms);
  expect(await ended).toBe('');
  return told;
}

/** The next run on the same data starts normally and passes. */
async function expectNextPasses(data: string): Promise<void> {
  const bench = await RecordingStation.open(data);
  const { outcome } = await bench.start(quick('next'), benchProfile()).done;
  await bench.station.close();
  expect(outcome).toBe('passed');
}

describe(`a command line that is killed at any moment, ${note}, SEED=${chance.seed}`, () => {
  test.each(CASES)(
    'with $title has told of nothing that is not in the record',
    async (row) => {
      const record = temporaryFile();
      const data = dirname(record);
      const told = new Map<string, readonly RunEvent[]>();
      for (let round = 1; round <= Math.round((count * row.share) / 16); round += 1) {
        const isEarly = round > 1 && chance.whole(1, 8) === 1;
        const events = isEarly ? 0 : chance.whole(1, row.events);
        const printed = await killed(data, row.ports, events, chance.whole(0, isEarly ? 900 : 25));
        for (const [runId, each] of printed) told.set(runId, each);
        // Every other time the next process finds the files as the kill left them.
        const isLeft = round % 2 === 1;
        const store = await soundRecord(isLeft ? copyOf(record) : record);
        // The earlier ones too: nothing that comes later may cost anything.
        await expectWholeRecord(store, told);
        await store.close();
        if (!isLeft) await expectNextPasses(data);
      }
      await expectNextPasses(data);
      expect(told.size).toBeGreaterThan(0);
    },
    count * 20_000,
  );
});
