import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { Chance, rounds } from '../../support/chance.ts';
import { startCli } from '../../support/command-line.ts';
import { RecordingStation } from '../../support/recording-station.ts';
import { type Line, openLine, startRun } from '../web/line.ts';
import { temporaryFile } from './recorder-process.ts';
import { copyOf, expectWholeRecord, soundRecord } from './whole-record.ts';

const chance = new Chance();
const { count, note } = rounds('the program for a browser is killed while a window looks at it', 4, 40);

/** Starts the program for a browser, with a line of a window to it. */
async function served(data: string) {
  const child = startCli(['serve', '--data', data]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = new URL(
    await new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
      child.stderr.setEncoding('utf8').once('data', (text: string) => reject(new Error(text)));
    }),
  );
  const welcome = await fetch(url);
  const [cookie = ''] = (welcome.headers.get('set-cookie') ?? '').split(';');
  const line = await openLine({ port: Number(url.port), origin: url.origin, cookie });
  return { child, ended, line };
}

async function firstProfile({ client }: Line): Promise<string> {
  for await (const item of await client.station.follow())
    if (item.kind === 'profiles') return item.profiles[0]?.id ?? '';
  throw new Error('no profiles');
}

/** Reads a run as a window does, page after page, until the line breaks; `seen` grows. */
async function watch({ client }: Line, runId: string, seen: RunEvent[], onSeen: () => void): Promise<void> {
  let ordinal = 0;
  for await (const head of await client.runs.heads({ runId })) {
    while (seen.length < head.seq || ordinal < head.ordinal) {
      const query = { runId, afterSeq: seen.length, afterOrdinal: ordinal, limit: 500 };
      const reply = await client.runs.page(query);
      if (!reply.ok) throw new Error(reply.fault.kind);
      seen.push(...reply.page.events);
      ordinal = reply.page.ordinal;
      onSeen();
    }
  }
}

test(
  `a program that is killed under a window has shown nothing that is not in the record, ${note}, SEED=${chance.seed}`,
  async () => {
    const record = temporaryFile();
    const data = dirname(record);
    const told = new Map<string, readonly RunEvent[]>();
    for (let round = 1; round <= count; round += 1) {
      const { child, ended, line } = await served(data);
      const profileId = await firstProfile(line);
      const [most, ms] = [chance.whole(1, 130), chance.whole(0, 25)];
      let shown = 0;
      const onSeen = () => {
        shown = [...told.values()].reduce((sum, events) => sum + events.length, 0) - before;
        if (shown >= most) setTimeout(() => child.kill('SIGKILL'), ms);
      };
      const before = [...told.values()].reduce((sum, events) => sum + events.length, 0);
      const watching = [`sim:w${round}?speed=instant`, `sim:x${round}`].map(async (port) => {
        const runId = await startRun(line.client, { profileId }, port);
        const seen: RunEvent[] = [];
        told.set(runId, seen);
        await watch(line, runId, seen, onSeen);
      });
      const watched = await Promise.allSettled(watching);
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
      expect(watched.map(({ status }) => status)).toContain('rejected');
      expect(shown).toBeGreaterThanOrEqual(most);
      const store = await soundRecord(round % 2 === 0 ? record : copyOf(record));
      await expectWholeRecord(store, told);
      await store.close();
    }
    const next = await RecordingStation.open(data);
    expect((await next.start('sim:next?speed=instant', benchProfile()).done).outcome).toBe('passed');
  },
  count * 20_000,
);
