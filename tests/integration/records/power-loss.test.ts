import type { ChildProcess } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RecordStore } from '../../../electron/records/index.ts';
import { Chance, rounds } from '../../support/chance.ts';
import { startPrintingRun } from './printing-run.ts';
import { startRecorder, temporaryFile } from './recorder-process.ts';
import { copyOf, expectWholeRun, soundRecord } from './whole-record.ts';

/** https://www.sqlite.org/fileformat2.html, "The Write-Ahead Log"; walformat.html, "The WAL-Index File Format". */
const WAL_HEADER = 32;
const FRAME = 24 + 4096;
const LAST_FRAME_AT = 16;
const TAKEN_OVER_AT = 96;

const chance = new Chance();
const { count, note } = rounds('power is lost while a process records', 12, 120);

/** What the index says of the log: frames that are valid, and those of them that the file itself has already. */
function frames(path: string): { readonly valid: number; readonly takenOver: number } {
  const index = readFileSync(`${path}-shm`);
  return { valid: index.readUInt32LE(LAST_FRAME_AT), takenOver: index.readUInt32LE(TAKEN_OVER_AT) };
}

interface Damage {
  readonly what: string;
  /** Nothing is lost by it that was on the disk. */
  readonly isHarmless: boolean;
  readonly to: (path: string) => void;
}

/** What a power cut leaves of a log that was not on the disk to its end. */
const DAMAGES: readonly Damage[] = [
  { what: 'none', isHarmless: true, to: () => {} },
  {
    what: 'the log is cut off anywhere',
    isHarmless: false,
    to: (path) => {
      const { valid, takenOver } = frames(path);
      // What the file has taken over was on the disk before (`synchronous=FULL`).
      const least = WAL_HEADER + takenOver * FRAME;
      truncateSync(`${path}-wal`, chance.whole(least, Math.max(least, WAL_HEADER + valid * FRAME)));
    },
  },
  {
    what: 'the last page of the log is torn',
    isHarmless: false,
    to: (path) => {
      const { valid, takenOver } = frames(path);
      if (valid <= takenOver) return;
      const log = readFileSync(`${path}-wal`);
      const end = WAL_HEADER + valid * FRAME;
      for (let at = end - chance.whole(1, FRAME); at < end; at += 1) log[at] = chance.whole(0, 255);
      writeFileSync(`${path}-wal`, log);
    },
  },
  {
    what: 'a page that was being added to the log is there in part',
    isHarmless: true,
    to: (path) => {
      truncateSync(`${path}-wal`, WAL_HEADER + frames(path).valid * FRAME);
      writeFileSync(`${path}-wal`, Buffer.alloc(chance.whole(1, FRAME - 1), 0x5a), { flag: 'a' });
    },
  },
];

/** Opens what every kind of damage leaves of a record. */
async function afterEveryDamage(
  path: string,
  look: (store: RecordStore, isHarmless: boolean) => Promise<void>,
): Promise<void> {
  for (const { isHarmless, to } of DAMAGES) {
    const copy = copyOf(path);
    to(copy);
    const store = await soundRecord(copy);
    await look(store, isHarmless);
    await store.close();
  }
}

/** Lets a process stand still; returns when it does. */
function stopped(child: ChildProcess): void {
  child.kill('SIGSTOP');
  while (!/^\d+ \(.*\) T/.test(readFileSync(`/proc/${child.pid}/stat`, 'utf8')));
}

/** Facts of a recorder from the first one on without a gap, and bytes for each of them; gives how many. */
async function prefixOf(store: RecordStore, runId: string): Promise<number> {
  const run = await store.readRun(runId);
  if (!run.ok) {
    expect(run.fault).toEqual({ kind: 'not_found' });
    return 0;
  }
  expect(run.damaged).toEqual([]);
  for (const [index, event] of run.events.entries()) {
    expect(event.seq).toBe(index + 1);
    if (event.type === 'at.exchanged') expect(event.command).toBe(`AT+${event.seq}`);
  }
  const trace = await store.readTrace(runId);
  if (!trace.ok) throw new Error(trace.fault.kind);
  expect(trace.damaged).toEqual([]);
  expect(trace.items.length).toBeGreaterThanOrEqual(run.events.length);
  return run.events.length;
}

/** Moments of one process; the next ones are another's, whose record has to grow first. */
const MOMENTS = 4;
const stretches = Array.from({ length: count / MOMENTS }, (_, index) => index + 1);

describe.runIf(process.platform === 'linux')(
  `power that is lost at any moment, ${note}, SEED=${chance.seed}`,
  () => {
    test.each(stretches)(
      'leaves a record that opens, with the facts from the first one on and none missing between (%i)',
      async () => {
        const path = temporaryFile();
        const recorder = startRecorder(path, 'a', 'b');
        const { child, published } = recorder;
        for (let moment = 1; moment <= MOMENTS; moment += 1) {
          await recorder.reaches(recorder.lines + chance.whole(1, 400));
          stopped(child);
          const then = new Map(published);
          await afterEveryDamage(path, async (store, isHarmless) => {
            for (const [runId, seq] of then) {
              const found = await prefixOf(store, runId);
              if (isHarmless) expect(found).toBeGreaterThanOrEqual(seq);
            }
          });
          child.kill('SIGCONT');
        }
      },
      60_000,
    );

    test.each(stretches)(
      'leaves of real runs what the command line has told, with the bytes of every fact (%i)',
      async () => {
        const path = temporaryFile();
        const ports = ['sim:a', 'sim:b', 'sim:c?fault=echo-stays', 'sim:d?fault=unsolicited-inside'];
        const { child, told, prints, ended } = startPrintingRun(dirname(path), ports);
        await Promise.race([prints(chance.whole(1, 120)), ended]);
        stopped(child);
        await afterEveryDamage(path, async (store, isHarmless) => {
          for (const [runId, events] of told)
            if (isHarmless || (await store.readRun(runId)).ok)
              await expectWholeRun(store, runId, isHarmless ? events : []);
        });
        expect(told.size).toBeGreaterThan(0);
      },
      60_000,
    );
  },
);
