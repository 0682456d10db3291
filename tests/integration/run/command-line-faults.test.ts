import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, ended, startCli } from '../../support/command-line.ts';

const PROFILE = {
  name: 'bench',
  broker: { host: '127.0.0.1' },
  mqtt: { clientId: 'wis-{imei}' },
};
const SIMULATED = 'sim:?speed=instant';

let folder: string;
let profile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-faults-'));
  profile = join(folder, 'profile.json');
  await writeFile(profile, JSON.stringify(PROFILE));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const runArguments = (...args: readonly string[]) => [
  'run',
  '--profile',
  profile,
  '--data',
  join(folder, 'data'),
  ...args,
];

describe('a run', () => {
  test.runIf(process.platform === 'linux')('outlives a log on a full disk and says so once', async () => {
    const { status, err } = await cli(
      ...runArguments('--port', SIMULATED, '--log', '/dev/full', '--events', 'none'),
    );
    expect(err.match(/ENOSPC/g)).toHaveLength(1);
    expect(status).toBe(0);
  });

  test('in single steps is cancelled when standard input ends', async () => {
    const child = startCli(runArguments('--port', SIMULATED, '--single-step'));
    child.stdin.end();
    const { status, out, err } = await ended(child);
    expect(err).toContain('Standard input has ended');
    expect(out).toContain('CANCELLED');
    expect(status).toBe(3);
  });

  test('goes on when nobody reads its output any more', async () => {
    const child = startCli(runArguments('--port', SIMULATED, '--events', 'jsonl'));
    const result = ended(child);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await result).toMatchObject({ status: 0, err: '' });
  });

  test('names the port on every line of a log that several ports share', async () => {
    const log = join(folder, 'shared.log');
    const ports = ['sim:a?speed=instant', 'sim:b?speed=instant'];
    await cli(...runArguments(...ports.flatMap((port) => ['--port', port]), '--log', log));
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    expect(new Set(lines.map((line) => line.split(' ')[0]))).toEqual(new Set(ports));
  });

  test.each([
    ['GBK', Buffer.from('7b226e616d65223a22b2e2cad4227d', 'hex'), 'UTF-8'],
    ['bytes without end', Buffer.alloc(1_100_000, ' '), 'larger'],
  ])('refuses a profile of %s with status 64', async (_what, bytes, named) => {
    const path = join(folder, 'odd.json');
    await writeFile(path, bytes);
    const { status, err } = await cli('run', '--port', SIMULATED, '--profile', path);
    expect(err).toContain(named);
    expect(status).toBe(64);
  });

  test('waits for a record that another program holds for two seconds, and ends with the verdict', async () => {
    const data = join(folder, 'held');
    const own = ['run', '--profile', profile, '--data', data];
    await cli(...own, '--port', SIMULATED, '--events', 'none');
    const child = startCli([...own, '--port', 'sim:', '--events', 'jsonl']);
    const result = ended(child);
    const other = new DatabaseSync(join(data, 'record.sqlite'));
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    other.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
    // Told while the run goes on.
    await new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
    other.exec('ROLLBACK');
    other.close();
    const { status, out, err } = await result;
    const [told = '', over, ...more] = err.trim().split('\n');
    expect(told).toContain('another program holds it');
    expect(told).toContain(join(data, 'record.sqlite'));
    expect([over, ...more]).toEqual([
      'The record can be written again, and has everything that waited for it.',
    ]);
    expect(out.trim().split('\n').at(-1)).toContain('"type":"summary"');
    expect(status).toBe(0);
  });
});

describe('what is typed wrong', () => {
  test.each([
    [['walk'], '未知命令：walk'],
    [['run', '--colour'], '未知选项：--colour'],
    [['ports', 'extra'], '多余的参数：extra'],
    [['run', '--port'], '--port 需要一个值'],
    [['run', '--port', ''], '--port 不能为空'],
    [['run', '--port', 'sim:', '--profile', 'x', '--data', ' '], '--data 不能为空'],
    [['run', '--port', 'sim:'], '--profile'],
    [['run', '--events', 'xml'], '--events 只能是'],
  ])('%j is said in Chinese, with status 64', async (args, said) => {
    const { status, out, err } = await cli('--lang=zh-CN', ...args);
    expect([status, out]).toEqual([64, '']);
    expect(err).toContain(said);
    expect(err).not.toMatch(/error|unknown|argument/);
  });
});

describe('help', () => {
  test.each([
    ['run', '--port'],
    ['ports', '--follow'],
    ['simulate', '--pty'],
  ])('of %s holds no English words of the library in Chinese', async (command, option) => {
    const { status, out } = await cli(command, '--help', '--lang', 'zh-CN');
    expect(out).toContain(option);
    expect(out).not.toMatch(/Usage|Options|Commands|default|choices|display/);
    expect(status).toBe(0);
  });
});
