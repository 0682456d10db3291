import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { benchProfile } from '../../support/bench-station.ts';
import { cli, ended, startCli } from '../../support/command-line.ts';
import { RecordingStation } from '../../support/recording-station.ts';
import { type SmallDisk, smallDisk, smallDiskAvailable, smallDiskNote } from '../../support/small-disk.ts';
import { temporaryFile } from './recorder-process.ts';

/** It waits at step 15, in session, so that there is time for a disk to fill; an answer comes meanwhile. */
const IN_SESSION = 'sim:full?speed=instant&fault=late-answer:0.5@MSUB&fault=no-suback';
const QUICK = 'sim:quick?speed=instant';
const FULL = { kind: 'disk_full' };

const begins = (event: RunEvent, step: number) =>
  event.type === 'step.started' && event.step === step && event.attempt === 1;
const numbered = (events: readonly RunEvent[]) => events.map((_, index) => index + 1);
const seqs = (events: readonly RunEvent[]) => events.map(({ seq }) => seq);

/** What the command line is given, with a profile beside the data. */
function runArguments(disk: Pick<SmallDisk, 'folder'>, port: string): readonly string[] {
  const profile = join(dirname(temporaryFile()), 'profile.json');
  writeFileSync(
    profile,
    JSON.stringify({ name: 'b', broker: { host: '127.0.0.1' }, mqtt: { clientId: '{imei}' } }),
  );
  return ['run', '--profile', profile, '--data', disk.folder, '--port', port, '--events', 'jsonl'];
}

const summary = { type: 'summary', outcome: 'errored', code: 'record_failed', failedStep: null };
const lastLine = (out: string): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '');

describe.runIf(smallDiskAvailable)(`a full disk${smallDiskNote}`, () => {
  test('at the start keeps everything from being begun, and says what to do', async () => {
    const disk = smallDisk();
    disk.fill();
    const { status, out, err } = await cli(...runArguments(disk, QUICK));
    expect(err).toBe(
      `The record cannot be opened: ${join(disk.folder, 'record.sqlite')} (the disk is full). Make room on the disk that holds it, then start the run again.\n`,
    );
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(lastLine(out)).toMatchObject(summary);
    expect(status).toBe(2);
  });

  test('at the start of a run on a record that is there keeps it from being begun', async () => {
    const disk = smallDisk();
    const bench = await RecordingStation.open(disk.folder);
    await bench.start(QUICK, benchProfile()).done;
    disk.fill();
    const { commissioner } = bench.station;
    expect(await commissioner.recordObstacle()).toEqual({ kind: 'record', fault: FULL });
    disk.free();
    expect(await commissioner.recordObstacle()).toBeNull();
    expect((await bench.start(QUICK, benchProfile()).done).outcome).toBe('passed');
  });

  test('in mid-run stops it with the module in order, and the next run passes when there is room again', async () => {
    const disk = smallDisk();
    const bench = await RecordingStation.open(disk.folder);
    const broker = await bench.station.simulated.broker();
    let wasConnected = false;
    bench.watch((event) => {
      if (!begins(event, 15) || event.port !== IN_SESSION) return;
      wasConnected = broker.clients().some(({ id }) => broker.isConnected(id));
      disk.fill();
    });
    const run = bench.start(IN_SESSION, benchProfile());
    const verdict = await run.done;
    expect(verdict).toMatchObject({ outcome: 'errored', code: 'record_failed', detail: 'disk_full' });
    expect(bench.said).toEqual([FULL]);
    expect(wasConnected).toBe(true);
    expect(broker.clients().filter(({ id }) => broker.isConnected(id))).toEqual([]);
    // What is on the screen is in the file, and nothing else was told.
    expect(await bench.recorded(run.runId)).toEqual(bench.published);
    expect(run.state.finish).toBeNull();
    expect(await bench.station.commissioner.recordObstacle()).toEqual({ kind: 'record', fault: FULL });
    disk.free();
    expect(await bench.station.commissioner.recordObstacle()).toBeNull();
    expect((await bench.start(QUICK, benchProfile()).done).outcome).toBe('passed');
    expect(bench.said).toEqual([FULL, 'recovered']);
    const events = await bench.recorded(run.runId);
    expect(seqs(events)).toEqual(numbered(events));
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', code: 'record_failed', detail: 'disk_full' });
    expect(bench.published.filter(({ runId }) => runId === run.runId)).toEqual(events);
  });

  test('stops the runs on every port', async () => {
    const disk = smallDisk();
    const bench = await RecordingStation.open(disk.folder);
    bench.watch((event) => {
      if (begins(event, 15) && event.port.includes('one')) disk.fill();
    });
    const runs = ['one', 'two', 'three'].map((name) =>
      bench.start(IN_SESSION.replace('full', name), benchProfile()),
    );
    for (const { done } of runs)
      expect(await done).toMatchObject({ outcome: 'errored', code: 'record_failed', detail: 'disk_full' });
    disk.free();
  });

  test('at the last fact takes the pass away until the record has it', async () => {
    const disk = smallDisk();
    const bench = await RecordingStation.open(disk.folder);
    bench.watch((event) => {
      if (begins(event, 19)) disk.fill();
    });
    const run = bench.start('sim:last?speed=instant&fault=late-answer:0.3@MUNSUB', benchProfile());
    expect(await run.done).toMatchObject({ outcome: 'errored', code: 'record_failed' });
    expect(run.state.finish).toBeNull();
    disk.free();
    expect(await bench.station.commissioner.recordObstacle()).toBeNull();
    await bench.station.commissioner.close();
    const events = await bench.recorded(run.runId);
    expect(seqs(events)).toEqual(numbered(events));
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed', complete: true });
    expect(run.state.finish?.outcome).toBe('passed');
  });

  test('that stays full leaves the run interrupted, and the command line says so', async () => {
    const disk = smallDisk();
    const child = startCli(runArguments(disk, IN_SESSION));
    const result = ended(child);
    let out = '';
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (text: string) => {
        out += text;
        if (/"type":"step.started","step":15/.test(out)) resolve();
      }),
    );
    disk.fill();
    const { status, out: all, err } = await result;
    const path = join(disk.folder, 'record.sqlite');
    // The session log beside it has its own word on that.
    const said = err
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('The session log'));
    expect(said).toEqual([
      `The record cannot be written: the disk is full (${path}). Every run is stopped, because nothing may go on unrecorded. Make room on the disk that holds it, then start the run again.`,
      `The run on ${IN_SESSION} is not in the record to its end.`,
    ]);
    expect(lastLine(all)).toMatchObject(summary);
    expect(status).toBe(2);
    disk.free();
    const later = await RecordingStation.open(disk.folder);
    const printed: unknown[] = all
      .trim()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    const listed = await later.station.store.listRuns({ limit: 1 });
    const [shown] = listed.ok ? listed.runs : [];
    expect(shown?.state).toBe('interrupted');
    expect(await later.recorded(shown?.id ?? '')).toEqual(printed);
    expect((await later.start(QUICK, benchProfile()).done).outcome).toBe('passed');
  });
});

describe.runIf(smallDiskAvailable)(`a file system without the right to write${smallDiskNote}`, () => {
  test('is told when the record is opened, and what to do', async () => {
    const disk = smallDisk();
    disk.makeReadOnly();
    const { status, out, err } = await cli(...runArguments(disk, QUICK));
    expect(err).toContain(`The record cannot be opened: ${join(disk.folder, 'record.sqlite')} (no right to`);
    expect(err).toContain('Give this user the right to write');
    expect(lastLine(out)).toMatchObject(summary);
    expect(status).toBe(2);
  });

  test('is told of a record that is there already', async () => {
    const disk = smallDisk();
    const args = runArguments(disk, QUICK);
    expect((await cli(...args)).status).toBe(0);
    disk.makeReadOnly();
    const { status, err } = await cli(...args);
    expect(err).toContain('(no right to write');
    expect(status).toBe(2);
  });
});

/** Where no file system can be mounted, this much can be shown all the same: the system refuses to let the file grow. */
test.runIf(process.platform === 'linux')(
  `a file that may not grow any more stops the run${smallDiskAvailable ? '' : ' [STANDS IN FOR A FULL DISK]'}`,
  async () => {
    const folder = dirname(temporaryFile());
    const child = startCli(runArguments({ folder }, IN_SESSION), ['prlimit', '--fsize=90000']);
    const { status, out, err } = await ended(child);
    expect(err).toContain('Every run is stopped');
    expect(lastLine(out)).toMatchObject(summary);
    expect(status).toBe(2);
  },
);
