import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openRecordStore } from '../../../electron/records/index.ts';
import { cli, ended, startCli } from '../../support/command-line.ts';

let folder: string;
let profile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-'));
  profile = join(folder, 'profile.json');
  await writeFile(profile, JSON.stringify(PROFILE));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const PROFILE = {
  name: 'bench',
  broker: { host: '127.0.0.1' },
  mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'marker-secret' },
};

const line = z.looseObject({ type: z.string() });

const run = (...args: readonly string[]) =>
  cli('run', '--profile', profile, '--data', join(folder, 'data'), ...args);
const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((each) => line.parse(JSON.parse(each)));

describe('run', () => {
  test('passes with status 0; the last JSON line is the summary', async () => {
    const { status, out, err } = await run(
      '--port',
      'sim:?speed=instant',
      '--events',
      'jsonl',
      '--unit',
      'SN 1',
    );
    expect(err).toBe('');
    const lines = jsonLines(out);
    expect(lines[0]).toMatchObject({ type: 'run.started', unit: 'SN 1' });
    expect(lines.at(-2)).toMatchObject({ type: 'run.finished', outcome: 'passed' });
    const summary = lines.at(-1);
    expect(summary).toMatchObject({
      type: 'summary',
      port: 'sim:?speed=instant',
      outcome: 'passed',
      failedStep: null,
      code: null,
    });
    expect(summary?.['imei']).toMatch(/^\d{15}$/);
    expect(summary?.['iccid']).toMatch(/^8986\d{16}$/);
    expect(out).not.toContain('marker-secret');
    expect(status).toBe(0);
  });

  test('gives one summary a port and the worst status over several', async () => {
    const ports = ['sim:a?speed=instant', 'sim:b?speed=instant&fault=no-sim', 'tcp://127.0.0.1:1'];
    const { status, out } = await run(...ports.flatMap((port) => ['--port', port]), '--events', 'jsonl');
    const summaries = jsonLines(out).filter(({ type }) => type === 'summary');
    expect(Object.fromEntries(summaries.map((each) => [each['port'], each['outcome']]))).toEqual({
      'sim:a?speed=instant': 'passed',
      'sim:b?speed=instant&fault=no-sim': 'failed',
      'tcp://127.0.0.1:1': 'errored',
    });
    expect(status).toBe(2);
  });

  test('prints the 19 steps as text and nothing with --events none', async () => {
    const shown = await run('--port', 'sim:?speed=instant');
    for (let step = 1; step <= 19; step += 1) expect(shown.out).toMatch(new RegExp(`^[✓-]\\s+${step} `, 'm'));
    expect(shown.out).toContain('PASSED');
    const silent = await run('--port', 'sim:?speed=instant', '--events', 'none');
    expect(silent).toEqual({ status: 0, out: '', err: '' });
  });

  test('does not hide that a pass has warnings', async () => {
    const port = 'sim:?speed=instant&fault=bad-imei';
    const shown = await run('--port', port);
    expect(shown.out).toMatch(/^PASSED .*warnings: 1/m);
    const lines = jsonLines((await run('--port', port, '--events', 'jsonl')).out);
    expect(lines.at(-1)).toMatchObject({ outcome: 'passed', warnings: ['imei_check_digit'] });
  });

  test('speaks Chinese when asked', async () => {
    const { out } = await run('--port', 'sim:?speed=instant', '--lang', 'zh-CN');
    expect(out).toContain('合格');
    expect(out).toContain('握手测试');
  });

  test('appends the log to a file, secrets masked', async () => {
    const path = join(folder, 'run.log');
    await run('--port', 'sim:?speed=instant', '--log', path, '--events', 'none');
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/→ 12 AT\+MCONFIG="wis-\d{15}","user","\*\*\*"/);
    expect(text).toContain('run.finished passed');
    expect(text).not.toContain('marker-secret');
  });

  test.each<[string, readonly string[], string]>([
    ['no port', ['run', '--profile', 'x.json'], '--port'],
    ['no profile', ['run', '--port', 'sim:'], '--profile'],
    [
      'a step that does not exist',
      ['run', '--port', 'sim:', '--profile', 'x', '--from-step', '20'],
      '1 to 19',
    ],
    ['an unknown option', ['run', '--port', 'sim:', '--profile', 'x', '--colour'], '--colour'],
    ['an unknown command', ['walk'], 'walk'],
    ['an unknown events kind', ['run', '--port', 'sim:', '--profile', 'x', '--events', 'xml'], 'xml'],
    ['a profile that is not there', ['run', '--port', 'sim:', '--profile', '/nowhere.json'], 'ENOENT'],
    ['a port given twice', ['run', '--port', 'sim:', '--port', 'sim:', '--profile', 'x'], 'sim:'],
    [
      'one unit on two ports',
      ['run', '--port', 'sim:', '--port', 'sim:2', '--profile', 'x', '--unit', '1'],
      '--unit',
    ],
  ])('refuses %s with status 64', async (_what, args, named) => {
    const { status, err, out } = await cli(...args);
    expect([status, out]).toEqual([64, '']);
    expect(err).toContain(named);
  });

  test('names every fault of a profile with its field and touches no port', async () => {
    const path = join(folder, 'bad.json');
    const bad = { ...PROFILE, colour: 1, broker: { host: '127.0.0.1', port: 'x' }, mqtt: { clientId: 7 } };
    await writeFile(path, JSON.stringify(bad));
    const { status, err, out } = await cli('run', '--port', 'sim:', '--profile', path, '--events', 'jsonl');
    expect([status, out]).toEqual([64, '']);
    for (const field of ['colour', 'broker.port', 'mqtt.clientId']) expect(err).toContain(field);
  });

  test('says what it mended in a profile', async () => {
    const path = join(folder, 'typed.json');
    await writeFile(path, JSON.stringify({ ...PROFILE, subscribe: { topic: '“test”' } }));
    const { status, err } = await cli(
      'run',
      '--port',
      'sim:?speed=instant',
      '--profile',
      path,
      '--data',
      folder,
    );
    expect(status).toBe(0);
    expect(err).toContain('subscribe.topic');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('stops cleanly on %s with status 3', async (signal) => {
    const child = startCli([
      'run',
      '--profile',
      profile,
      '--data',
      folder,
      '--events',
      'jsonl',
      '--port',
      'sim:?fault=connack-silent',
    ]);
    const result = ended(child);
    await said(child, '"step":13');
    child.kill(signal);
    const { status, out } = await result;
    expect(jsonLines(out).at(-1)).toMatchObject({
      type: 'summary',
      outcome: 'cancelled',
      code: 'stopped',
      failedStep: 13,
    });
    expect(status).toBe(3);
  });

  test('leaves a readable record behind when it is killed in mid-run', async () => {
    const data = join(folder, 'killed');
    const child = startCli([
      'run',
      '--profile',
      profile,
      '--data',
      data,
      '--events',
      'jsonl',
      '--port',
      'sim:?fault=connack-silent',
    ]);
    const result = ended(child);
    await said(child, '"step":13');
    child.kill('SIGKILL');
    const printed = jsonLines((await result).out.replace(/[^\n]*$/, ''));
    const opened = await openRecordStore(join(data, 'record.sqlite'));
    if (!opened.ok) throw new Error(opened.fault.kind);
    const { store } = opened;
    const listed = await store.listRuns({ limit: 10 });
    expect(listed.ok && listed.runs.map(({ state }) => state)).toEqual(['interrupted']);
    const runId = listed.ok ? (listed.runs[0]?.id ?? '') : '';
    const read = await store.readRun(runId);
    if (!read.ok) throw new Error(read.fault.kind);
    expect(read.damaged).toEqual([]);
    expect(read.events.map(({ seq }) => seq)).toEqual(read.events.map((_, index) => index + 1));
    expect(JSON.parse(JSON.stringify(read.events.slice(0, printed.length)))).toEqual(printed);
    await store.close();
  });
});

/** Resolves with the child's standard output as soon as it contains `text`. */
function said(child: ChildProcessWithoutNullStreams, text: string): Promise<string> {
  let heard = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: string) => {
      heard += chunk;
      if (heard.includes(text)) resolve(heard);
    });
    child.once('close', () => reject(new Error(`ended without saying ${text}: ${heard}`)));
  });
}

describe('ports', () => {
  test('lists the simulated module, as JSON too', async () => {
    const { status, out } = await cli('ports', '--json');
    const ports = z.array(z.looseObject({ path: z.string() })).parse(JSON.parse(out));
    expect(ports.at(-1)).toEqual({ path: 'sim:', kind: 'simulated' });
    expect(status).toBe(0);
  });
});

describe('simulate', () => {
  test('names its faults', async () => {
    const { status, out } = await cli('simulate', '--list-faults');
    expect(out).toMatch(/^no-sim /m);
    expect(status).toBe(0);
  });

  test('serves a module that a run passes on, and ends on SIGINT', async () => {
    const child = startCli(['simulate', '--tcp', '0', '--speed', 'instant']);
    const result = ended(child);
    const [address = ''] = /tcp:\S+\d/.exec(await said(child, '\n')) ?? [];
    expect((await run('--port', address, '--events', 'none')).status).toBe(0);
    child.kill('SIGINT');
    const { status, out } = await result;
    expect(out).toMatch(/tcp:\/\/127\.0\.0\.1:\d+/);
    expect(status).toBe(0);
  });

  test.each([
    ['nowhere', ['simulate']],
    ['an unknown fault', ['simulate', '--tcp', '0', '--fault', 'gremlins']],
    ['a port that is none', ['simulate', '--tcp', 'seven']],
  ])('refuses %s with status 64', async (_what, args) => {
    expect((await cli(...args)).status).toBe(64);
  });
});
