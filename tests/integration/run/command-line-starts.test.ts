import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cli } from '../../support/command-line.ts';

/** The ways to start a run otherwise than its profile says. */

let folder: string;

const PROFILE = {
  name: 'bench',
  broker: { host: '127.0.0.1' },
  mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'marker-secret' },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-starts-'));
  await writeFile(join(folder, 'profile.json'), JSON.stringify(PROFILE));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]) =>
  cli('run', '--profile', join(folder, 'profile.json'), '--data', join(folder, 'data'), ...args);

const line = z.looseObject({ type: z.string() });
const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((each) => line.parse(JSON.parse(each)));

async function pinFile(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('run --try', () => {
  test('changes fields for this run, and says so in the record', async () => {
    const changes = ['--try', 'broker.port=8883', '--try', 'broker.tls=true', '--try', 'mqtt.clientId=a=b'];
    const { status, out } = await run('--port', 'sim:?speed=instant', '--events', 'jsonl', ...changes);
    expect(status).toBe(0);
    const lines = jsonLines(out);
    expect(lines[0]).toMatchObject({
      changes: [
        { field: 'broker.port', value: 8883 },
        { field: 'broker.tls', value: true },
        { field: 'mqtt.clientId', value: 'a=b' },
      ],
      profile: { broker: { port: 8883, tls: true }, mqtt: { clientId: 'a=b', password: '***' } },
    });
    expect(out).toContain('AT+SSLMIPSTART=\\"ssl://127.0.0.1\\",\\"8883\\"');
    expect(lines.at(-1)).toMatchObject({ type: 'summary', outcome: 'passed' });
  });

  test('leaves an optional step out', async () => {
    const { out } = await run('--port', 'sim:?speed=instant', '--try', 'optionalSteps.fixBaud=false');
    expect(out).toMatch(/^-\s+3 .*switched off/m);
  });

  test.each([
    ['a value out of range', ['broker.port=70000'], 'broker.port'],
    ['a value of another type', ['broker.tls=yes'], 'broker.tls'],
    ['a value that cannot be sent', ['apn.name=a"b'], 'apn.name'],
    ['an unknown field', ['mqtt.password=x'], 'mqtt.clientId'],
    ['no value', ['broker.port'], 'FIELD=VALUE'],
    ['a field twice', ['broker.port=1', 'broker.port=2'], 'broker.port'],
  ])('refuses %s with status 64', async (_name, changes, said) => {
    const { status, out, err } = await run('--port', 'sim:', ...changes.flatMap((each) => ['--try', each]));
    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(err).toContain(said);
  });
});

describe('run --recover', () => {
  test('climbs the rung before the first step', async () => {
    const { status, out } = await run(
      '--port',
      'sim:?speed=instant',
      '--recover',
      'bearer',
      '--from-step',
      '15',
    );
    expect(status).toBe(0);
    expect(out).toMatch(/^Recovery: closing the data link\nRecovery: done after \d+\.\d s$/m);
    expect(out).toContain('steps 7 to 19 only');
  });

  test('takes the three rungs and nothing else', async () => {
    const { status, err } = await run('--port', 'sim:', '--recover', 'everything');
    expect(status).toBe(64);
    expect(err).toContain('session, bearer, module');
  });
});

describe('run --pin-file', () => {
  const locked = 'sim:?speed=instant&fault=sim-pin:2580';

  test('enters the PIN of the file, and shows it nowhere', async () => {
    const path = await pinFile('pin', '2580\n');
    const { status, out, err } = await run('--port', locked, '--events', 'jsonl', '--pin-file', path);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out.replaceAll(locked, '')).not.toContain('2580');
    expect(out).toContain('AT+CPIN=\\"***\\"');
  });

  test.each([
    ['', 'empty'],
    ['12', 'short'],
    ['2580 1', 'two'],
    ['2580\n1111\n', 'lines'],
    ['secret', 'letters'],
  ])('refuses a file with %j, without a word of it', async (content, name) => {
    const { status, out, err } = await run('--port', locked, '--pin-file', await pinFile(name, content));
    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(err).toContain('4 to 8 digits');
    if (content !== '') expect(err.replaceAll(folder, '')).not.toContain(content);
  });

  test('refuses a file that is not there', async () => {
    const { status, err } = await run('--port', locked, '--pin-file', join(folder, 'nothing'));
    expect(status).toBe(64);
    expect(err).toContain('ENOENT');
  });
});
