import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../../electron/records/index.ts';
import { RunDigest } from '../../../electron/exports/run-digest.ts';
import { batchesOf } from '../../../electron/opening/open-log.ts';
import { type OpeningResult, refused } from '../../../electron/opening/result.ts';
import { writeScratch } from '../../../electron/opening/scratch-file.ts';
import { ScratchRecords } from '../../../electron/service/scratch-record.ts';
import { bytesOf } from '../../../shared/log/binary.ts';
import { EXCHANGED, eventsOf, FINISHED, STARTED } from '../records/synthetic.ts';

let told: string[];
let files: string[];
let scratch: ScratchRecords;

beforeEach(() => {
  told = [];
  files = [];
  scratch = new ScratchRecords({
    addRecord: (path) => {
      files.push(path);
      told.push(`+${files.indexOf(path)}`);
    },
    removeRecord: async (path) => {
      // It is still there: whoever has it open closes it first.
      expect(existsSync(path)).toBe(true);
      told.push(`-${files.indexOf(path)}`);
    },
  });
});

afterEach(() => scratch.close());

const PIECES = [
  { direction: 'sent', bytes: 'AT\r\n', elapsedMs: 1 },
  { direction: 'dropped', droppedChunks: 2, droppedBytes: 9, elapsedMs: 2 },
  { direction: 'received', bytes: '\u00ff', elapsedMs: 3 },
] as const;

const batches = (runId: string) => batchesOf(runId, eventsOf(runId, [STARTED, EXCHANGED, FINISHED]), PIECES);

/** Writes batches down as the record of one run. */
async function written(
  path: string,
  runId: string,
  of: Parameters<typeof writeScratch>[1],
): Promise<OpeningResult> {
  const result = await writeScratch(path, of);
  if (!result.ok) return refused('no_room');
  const row = { runId, recordedId: runId, summary: new RunDigest().summary(runId, false), doubts: [] };
  return { ok: true, origin: { kind: 'record' }, runs: [row], lines: [] };
}

const put = (runId: string) => scratch.keep(runId, (path) => written(path, runId, batches(runId)));
const page = (runId: string) => scratch.readPage({ runId, afterSeq: 0, afterOrdinal: 0, limit: 2000 });

describe('a run that is looked at and not kept', () => {
  it('is read in pages like any other', async () => {
    expect(await put('a')).toMatchObject({ ok: true, runs: [{ runId: 'a' }] });
    expect(page('a')).toMatchObject({
      ok: true,
      page: { events: eventsOf('a', [STARTED, EXCHANGED, FINISHED]), damaged: [], seq: 3, ordinal: 3 },
    });
    const read = page('a');
    expect(read?.ok && read.page.trace).toEqual(
      PIECES.map((piece) => ('bytes' in piece ? { ...piece, bytes: bytesOf(piece.bytes) } : piece)),
    );
    expect(page('b')).toBeNull();
  });

  it('stands in a file that its owner alone can read, which readers are told of', async () => {
    await put('a');
    expect(told).toEqual(['+0']);
    expect(statSync(dirname(files[0] ?? '')).mode & 0o077).toBe(0);
  });

  it('is one of the newest four; readers let go of the oldest before its file goes', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await put(id);
    expect(['a', 'b', 'c', 'd', 'e'].map((id) => scratch.has(id))).toEqual([false, true, true, true, true]);
    expect(told.slice(-2)).toEqual(['+4', '-0']);
    expect(files.map((path) => existsSync(path))).toEqual([false, true, true, true, true]);
  });

  it('is gone with everything else when it is closed', async () => {
    await put('a');
    await scratch.close();
    expect(page('a')).toBeNull();
    expect(existsSync(dirname(files[0] ?? ''))).toBe(false);
    expect(await put('b')).toEqual(refused('no_room'));
  });

  it('is not kept in part, whoever writes it', async () => {
    async function* broken(): AsyncGenerator<Batch> {
      const [first] = batches('a');
      if (first === undefined) throw new Error('no batch');
      yield first;
      yield { ...first, events: eventsOf('a', [FINISHED]) };
    }
    let folder = '';
    const half = (path: string) => {
      folder = dirname(path);
      return written(path, 'a', broken());
    };
    expect(await scratch.keep('a', half)).toEqual(refused('no_room'));
    expect(readdirSync(folder)).toEqual([]);
    const thrown = new Error('a bug');
    const throwing = async (path: string): Promise<OpeningResult> => {
      await half(path);
      throw thrown;
    };
    await expect(scratch.keep('a', throwing)).rejects.toBe(thrown);
    expect(readdirSync(folder)).toEqual([]);
    expect(page('a')).toBeNull();
    expect(told).toEqual([]);
  });

  it('is not kept where nothing was written', async () => {
    expect(
      await scratch.keep('a', async (path) => await written(`${path}.other`, 'a', batches('a'))),
    ).toEqual(refused('no_room'));
    expect(told).toEqual([]);
  });
});

describe('the batches of a run', () => {
  it('are small, in order, and all of it', () => {
    const events = eventsOf(
      'a',
      Array.from({ length: 1200 }, () => EXCHANGED),
    );
    const pieces = Array.from({ length: 700 }, (_, index) => ({ ...PIECES[0], elapsedMs: index }));
    const batches = [...batchesOf('a', events.toReversed(), pieces)];
    expect(batches.map(({ events, trace }) => [events.length, trace.length])).toEqual([
      [500, 500],
      [500, 200],
      [200, 0],
    ]);
    expect(batches.flatMap((batch) => batch.events)).toEqual(events);
    expect(batches.flatMap(({ trace }) => trace.map(({ ordinal }) => ordinal))).toEqual(
      pieces.map((_, index) => index + 1),
    );
  });

  it('leave out what no record can have', () => {
    const [event] = eventsOf('a', [EXCHANGED]);
    if (event === undefined) throw new Error('no event');
    const odd = [0, -1, 1.5, 1, 1].map((seq) => ({ ...event, seq }));
    expect([...batchesOf('a', odd, [])].flatMap(({ events }) => events)).toEqual([event]);
  });
});
