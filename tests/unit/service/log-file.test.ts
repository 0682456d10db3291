import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileRecording } from '../../../electron/service/recording/file-recording.ts';
import { readLogFile } from '../../../electron/service/log-file.ts';
import { logReport } from '../../../electron/service/log-report.ts';
import type { RecordedPiece } from '../../../electron/simulator/index.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';
import { contentOf, runs as chosen } from '../exports/exported.ts';
import { fileOf, packOf, unzipped } from '../exports/made-pack.ts';
import { changed, recordName, rehashed, zipped } from '../opening/altered.ts';
import { wholeRun } from '../opening/opened.ts';
import { temporaryFile } from '../records/synthetic.ts';

let station: BenchStation;
let runIds: readonly string[];
let pack: Buffer;

beforeAll(async () => {
  station = await openBenchStation();
  const ports = ['sim:bad?speed=instant&fault=connack-refused', 'sim:good?speed=instant'];
  const runs = ports.map((port) => station.start(port, benchProfile()));
  await Promise.all(runs.map(({ done }) => done));
  runIds = runs.map(({ runId }) => runId);
  pack = await packOf(station.recordPath, runIds);
});

afterAll(async () => {
  await station.close();
});

async function recordedIn(path: string) {
  const pieces: RecordedPiece[] = [];
  const events: RunEvent[] = [];
  const read = await readFileRecording(path, {
    piece: (piece) => pieces.push(piece),
    event: (event) => events.push(event),
  });
  return { read, pieces, events };
}

describe('a pack that is diagnosed', () => {
  it('is read by its first run, as the record of that run itself is', async () => {
    const read = await readLogFile(fileOf(pack));
    if (!read.ok) throw new Error(read.fault.kind);
    expect(read.doubts).toEqual([]);
    const path = temporaryFile('run.jsonl');
    writeFileSync(
      path,
      await contentOf({ record: station.recordPath, what: chosen(runIds[0] ?? ''), format: 'jsonl' }),
    );
    const plain = await readLogFile(path);
    if (!plain.ok) throw new Error(plain.fault.kind);
    const [report, plainReport] = [
      logReport('x', read.log, read.doubts),
      logReport('x', plain.log, plain.doubts),
    ];
    expect(report).toEqual(plainReport);
    expect(report).toMatchObject({ stuckStep: 13, outcome: 'failed', code: 'session_refused', doubts: [] });
  });

  it('says what speaks against it', async () => {
    const files = await unzipped(await packOf(station.recordPath, runIds.slice(1)));
    const forged = changed(files, recordName(files), (text) => text.replaceAll('CONNACK OK', 'CONNACK 0K'));
    const read = await readLogFile(fileOf(zipped(rehashed(forged))));
    expect(read).toMatchObject({ ok: true, doubts: [{ kind: 'bytes' }] });
    const altered = await readLogFile(fileOf(zipped(forged)));
    expect(altered).toMatchObject({ ok: true, doubts: [{ kind: 'hash' }, { kind: 'bytes' }] });
  });

  it.each([
    ['cut short', () => pack.subarray(0, 5000), 'pack_damaged'],
    ['of something else', () => zipped(new Map([['a.txt', 'AT\r\nOK\r\n']])), 'pack_foreign'],
  ] as const)('is refused in words when it is %s', async (_what, make, kind) => {
    expect(await readLogFile(fileOf(make()))).toEqual({ ok: false, fault: { kind } });
  });
});

describe('a pack that is replayed', () => {
  it('gives the bytes and the facts of its first run', async () => {
    const { read, pieces, events } = await recordedIn(fileOf(pack));
    expect(read).toEqual({ ok: true, isTimed: true });
    const there = await wholeRun(station.store, runIds[0] ?? '');
    expect(events).toEqual(there.events);
    expect(
      pieces.map(({ direction, bytes, atMs }) => [direction, Buffer.from(bytes).toString('latin1'), atMs]),
    ).toEqual(
      there.trace.flatMap((item) =>
        item.direction === 'dropped' ? [] : [[item.direction, item.bytes, item.elapsedMs]],
      ),
    );
    expect(events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE).finish?.code).toBe('session_refused');
  });

  it('is none when it cannot be read', async () => {
    expect((await recordedIn(fileOf(pack.subarray(0, 5000)))).read).toEqual({
      ok: false,
      reason: 'unreadable',
    });
  });
});
