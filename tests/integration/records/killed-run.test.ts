import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { eventSchema } from '../../../shared/wire-schema.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { Chance, rounds } from '../../support/chance.ts';
import { startCli } from '../../support/command-line.ts';
import { RecordingStation } from '../../support/recording-station.ts';
import { temporaryFile } from './recorder-process.ts';
import { copyOf, expectWholeRun, soundRecord } from './whole-record.ts';

const chance = new Chance();
const { count, note } = rounds('the command line is killed while it records', 16, 160);

interface Ports {
  readonly title: string;
  /** How many of the kills. */
  readonly share: number;
  readonly ports: readonly string[];
  /** Lines after which it is killed at the latest: what comes in about a second. */
  readonly lines: number;
}

const quick = (name: string) => `sim:${name}?speed=instant`;

const CASES: readonly Ports[] = [
  { title: 'one quick module', share: 6, ports: [quick('a')], lines: 98 },
  {
    title: 'one quick module with a broken line',
    share: 2,
    ports: [`${quick('b')}&fault=echo-stays&fault=byte-by-byte&fault=unsolicited-inside`],
    lines: 110,
  },
  { title: 'a module in its own time', share: 3, ports: ['sim:c'], lines: 22 },
  {
    title: 'four modules at once, quick ones and slow ones',
    share: 5,
    ports: [quick('d'), quick('e'), 'sim:f', 'sim:g'],
    lines: 220,
  },
];

/** Runs until it is killed, which happens after so many lines and milliseconds; gives what was printed in whole lines. */
async function killed(args: readonly string[], lines: number, ms: number): Promise<readonly RunEvent[]> {
  const child = startCli(args);
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed: string[] = [];
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += String(text);
  });
  const kill = () => setTimeout(() => child.kill('SIGKILL'), ms);
  if (lines === 0) kill();
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = printed.length;
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    printed.push(...parts);
    if (before < lines && printed.length >= lines) kill();
  });
  await new Promise((resolve) => child.once('close', resolve));
  expect(errors).toBe('');
  // The summary behind the last event is no fact.
  const events = printed.filter((line) => !line.includes('"type":"summary"'));
  return events.map((line) => eventSchema.parse(JSON.parse(line)));
}

describe(`a command line that is killed at any moment, ${note}, SEED=${chance.seed}`, () => {
  test.each(CASES)(
    'with $title has told of nothing that is not in the record',
    async (row) => {
      const record = temporaryFile();
      const data = dirname(record);
      const profile = join(dirname(temporaryFile()), 'profile.json');
      writeFileSync(profile, JSON.stringify(benchProfile()));
      const ports = row.ports.flatMap((port) => ['--port', port]);
      const args = ['run', '--profile', profile, '--data', data, ...ports, '--events', 'jsonl'];
      const told = new Map<string, RunEvent[]>();
      for (let round = 1; round <= Math.round((count * row.share) / 16); round += 1) {
        const isEarly = round > 1 && chance.whole(1, 8) === 1;
        const lines = isEarly ? 0 : chance.whole(1, row.lines);
        const printed = await killed(args, lines, chance.whole(0, isEarly ? 900 : 25));
        for (const event of printed) told.set(event.runId, [...(told.get(event.runId) ?? []), event]);
        // Every other time the next process finds the files as the kill left them.
        const path = round % 2 === 0 ? record : copyOf(record);
        const store = await soundRecord(path);
        // The earlier ones too: nothing that comes later may cost anything.
        for (const [runId, events] of told) await expectWholeRun(store, runId, events);
        await store.close();
        if (round % 2 === 0) await expectNextPasses(data);
      }
      await expectNextPasses(data);
      expect(told.size).toBeGreaterThan(0);
    },
    count * 20_000,
  );
});

/** The next run on the same data starts normally and passes. */
async function expectNextPasses(data: string): Promise<void> {
  const bench = await RecordingStation.open(data);
  const { outcome } = await bench.start(quick('next'), benchProfile()).done;
  await bench.station.close();
  expect(outcome).toBe('passed');
}
