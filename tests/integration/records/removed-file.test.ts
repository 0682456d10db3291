import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunHandle } from '../../../electron/service/bay.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { RecordingStation } from '../../support/recording-station.ts';
import { temporaryFile } from './recorder-process.ts';

/** It waits at step 15; an answer comes meanwhile. */
const LASTING = 'sim:gone?speed=instant&fault=late-answer:0.1@MSUB&fault=no-suback';
const QUICK = 'sim:quick?speed=instant';
const REMOVED = { kind: 'removed' };

interface Subject {
  readonly bench: RecordingStation;
  readonly run: RunHandle;
  readonly record: string;
}

/** A run whose files something is done to when it has come to step 15. */
async function disturbed(disturb: (record: string) => void): Promise<Subject> {
  const record = temporaryFile();
  const bench = await RecordingStation.open(dirname(record));
  let isDone = false;
  bench.watch((event) => {
    if (isDone || event.type !== 'step.started' || event.step !== 15) return;
    isDone = true;
    disturb(record);
  });
  return { bench, record, run: bench.start(LASTING, benchProfile()) };
}

const away = (record: string) => join(dirname(record), 'away');

// Windows lets nobody remove a file that is open.
describe.skipIf(process.platform === 'win32')('a record', () => {
  test.each<[string, (record: string) => void]>([
    ['removed', (record) => rmSync(record)],
    [
      'replaced by a copy',
      (record) => {
        renameSync(record, away(record));
        copyFileSync(away(record), record);
      },
    ],
  ])('that is %s in mid-run stops the run, and nothing is begun', async (_what, disturb) => {
    const { bench, run } = await disturbed(disturb);
    expect(await run.done).toMatchObject({ outcome: 'errored', code: 'record_failed', detail: 'removed' });
    expect(bench.said).toEqual([REMOVED]);
    expect(run.state.finish).toBeNull();
    expect(await bench.station.commissioner.recordObstacle()).toEqual({ kind: 'record', fault: REMOVED });
  });

  test('that is removed while nothing runs lets nothing be begun', async () => {
    const record = temporaryFile();
    const bench = await RecordingStation.open(dirname(record));
    rmSync(record);
    expect(await bench.station.commissioner.recordObstacle()).toEqual({ kind: 'record', fault: REMOVED });
  });

  test('that is put back has everything, and the next run passes', async () => {
    const { bench, run, record } = await disturbed((path) => renameSync(path, away(path)));
    await run.done;
    renameSync(away(record), record);
    expect(await bench.station.commissioner.recordObstacle()).toBeNull();
    expect((await bench.start(QUICK, benchProfile()).done).outcome).toBe('passed');
    const events = await bench.recorded(run.runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', detail: 'removed' });
  });

  test('that was moved gets the rest all the same when the program ends', async () => {
    const { bench, run, record } = await disturbed((path) => renameSync(path, away(path)));
    await run.done;
    await bench.station.close();
    const elsewhere = join(temporaryFile());
    renameSync(away(record), elsewhere);
    const next = await RecordingStation.open(dirname(elsewhere));
    expect((await next.recorded(run.runId)).at(-1)).toMatchObject({
      type: 'run.finished',
      detail: 'removed',
    });
  });

  test('without its write-ahead log has everything when the program has ended, and goes on with the next', async () => {
    const { bench, run, record } = await disturbed((path) => rmSync(`${path}-wal`));
    await run.done;
    await bench.station.close();
    const next = await RecordingStation.open(dirname(record));
    const events = await next.recorded(run.runId);
    expect(events.slice(0, bench.published.length)).toEqual(bench.published);
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', detail: 'removed' });
    expect((await next.start(QUICK, benchProfile()).done).outcome).toBe('passed');
  });

  test('that is gone for good is begun anew by the next start of the program', async () => {
    const { bench, run, record } = await disturbed((path) => rmSync(path));
    await run.done;
    await bench.station.close();
    mkdirSync(dirname(record), { recursive: true });
    const next = await RecordingStation.open(dirname(record));
    expect((await next.start(QUICK, benchProfile()).done).outcome).toBe('passed');
    expect(await next.station.store.check()).toEqual({ ok: true });
    expect(await next.station.store.listRuns({ limit: 9 })).toMatchObject({ runs: [{ state: 'finished' }] });
  });
});
