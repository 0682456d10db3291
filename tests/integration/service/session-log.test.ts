import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRun } from '../../../electron/service/run-start.ts';
import { cli } from '../../support/command-line.ts';
import { openTestDesk } from '../../support/desk.ts';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-log-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const PROFILE = ['--profile', 'build/demo-profile.json', '--events', 'none'];
const run = (...args: readonly string[]) => cli('run', ...PROFILE, '--data', data, ...args);
const logs = async () => (await readdir(join(data, 'logs'))).sort();

test('run writes a file for every port, with date, time, port and unit in its name', async () => {
  const ran = await run('--port', 'sim:a?speed=instant', '--port', 'sim:b?speed=instant');
  expect(ran).toEqual({ status: 0, out: '', err: '' });
  expect(await logs()).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d_\d{6}_sim-a_\d{15}\.txt$/),
    expect.stringMatching(/^\d{4}-\d\d-\d\d_\d{6}_sim-b_\d{15}\.txt$/),
  ]);
  const [name = ''] = await logs();
  const text = await readFile(join(data, 'logs', name), 'utf8');
  expect(text).toMatch(/# outcome: passed\n$/);
  expect(text).toMatch(/# imei: \d{15}\n/);
});

test('the name has the serial number where there is one, and the file can be opened as a log', async () => {
  await run('--port', 'sim:?speed=instant&fault=connack-refused:4', '--unit', 'SN 0117');
  const [name = ''] = await logs();
  expect(name).toMatch(/_sim_SN-0117\.txt$/);
  const { out } = await cli('diagnose', join(data, 'logs', name));
  expect(out).toContain('Stuck at step 13, ');
});

test.each([
  ['the command line', ['--no-session-log'], '{}'],
  ['the settings of the folder', [], '{"sessionLog":false}'],
])('none is written where %s says so', async (_, args, settings) => {
  await mkdir(data);
  await writeFile(join(data, 'settings.json'), settings);
  const ran = await run('--port', 'sim:?speed=instant', ...args);
  expect(ran).toEqual({ status: 0, out: '', err: '' });
  expect(await readdir(data)).not.toContain('logs');
});

test('a folder that cannot be written is told in one line, and the run passes all the same', async () => {
  await mkdir(data);
  await writeFile(join(data, 'logs'), 'a file in its place');
  const { status, err } = await run('--port', 'sim:?speed=instant', '--port', 'sim:b?speed=instant');
  expect(status).toBe(0);
  expect(err).toMatch(/^The session log cannot be written \(EEXIST\)\..*\n$/);
});

test('help names the folder', async () => {
  const { out } = await cli('run', '--help');
  expect(out.replaceAll(/\s+/g, ' ')).toContain('--no-session-log write no session log');
  expect(out).toContain('logs');
});

test('a window’s runs are written, too, and the switch in the settings holds at once', async () => {
  const { desk, profileId, close } = await openTestDesk();
  const { commissioner } = desk.station;
  const names = async () => await readdir(join(desk.info.dataFolder, 'logs')).catch(() => []);
  const finished = async (port: string) => {
    const order = { port, profileId, unit: null, operator: null, fromStep: 1, singleStep: false } as const;
    const started = await startRun(desk, order);
    if (!started.ok) throw new Error(started.fault.kind);
    await commissioner.bayOfRun(started.runId)?.done;
  };
  await desk.settings.change({ sessionLog: false });
  await finished('sim:off?speed=instant');
  await desk.settings.change({ sessionLog: true });
  await finished('sim:on?speed=instant');
  await desk.keeping.settled();
  expect(await names()).toEqual([expect.stringMatching(/_sim-on_\d{15}\.txt$/)]);
  await close();
});
