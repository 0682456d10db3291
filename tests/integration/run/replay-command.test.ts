import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cli } from '../../support/command-line.ts';

let folder: string;
let recording: string;

const PROFILE = {
  name: 'bench',
  broker: { host: '127.0.0.1' },
  mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'marker-secret' },
  timeouts: { 8: { reply: 1, pause: 0.1 } },
};

const run = (...args: readonly string[]) =>
  cli('run', '--profile', join(folder, 'profile.json'), '--data', join(folder, 'data'), ...args);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
  await writeFile(join(folder, 'profile.json'), JSON.stringify(PROFILE));
  recording = join(folder, 'yesterday + today.jsonl');
  const { out } = await run('--port', 'sim:?speed=instant&fault=cme-error:30@CIICR', '--events', 'jsonl');
  await writeFile(recording, out);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const line = z.looseObject({ type: z.string() });

const address = (options = '') => `sim:?replay=${encodeURIComponent(recording)}${options}`;

describe('run on a recording', () => {
  test('fails where the unit failed, and says that nothing has changed', async () => {
    const { status, out, err } = await run('--port', address('&speed=instant'));
    expect(err).toBe('');
    expect(out).toContain('FAILED at step 8');
    expect(out.split('Compared with the recording:')[1]?.trim()).toBe(
      'No difference: the same end, the same steps, the same answers.',
    );
    expect(status).toBe(1);
  });

  test('says what has changed', async () => {
    const profile = join(folder, 'other.json');
    await writeFile(profile, JSON.stringify({ ...PROFILE, apn: { name: 'other.apn' } }));
    const { status, out } = await run('--profile', profile, '--port', address('&speed=instant'));
    const told = out.split('Compared with the recording:')[1] ?? '';
    expect(told).toContain('Then: FAILED at step 8');
    expect(told).toContain('Now: FAILED at step 7');
    expect(told).toContain('Step 7 Set access point: passed, attempts: 1 → failed');
    expect(told).toContain('Not in the recording: AT+CSTT="other.apn"');
    expect(status).toBe(1);
  });

  test('prints JSON Lines and nothing else where they are asked for', async () => {
    const { out } = await run('--port', address('&speed=instant'), '--events', 'jsonl');
    const lines = out.trim().split('\n');
    const types = lines.map((each) => line.parse(JSON.parse(each)).type);
    expect(types.at(-1)).toBe('summary');
  });

  test.each([
    ['nowhere.jsonl', 'the recording is not there'],
    ['profile.json', 'no dialogue with a module is in it'],
  ])('cannot be judged on %s: %s', async (name, words) => {
    const { status, out } = await run('--port', `sim:?replay=${encodeURIComponent(join(folder, name))}`);
    expect(out).toContain(words);
    expect(status).toBe(2);
  });

  test('takes no faults: they are in the recording', async () => {
    const { status, err } = await run('--port', address('&fault=no-sim'));
    expect(err.trim()).toBe('a recording takes no other option than speed: fault');
    expect(status).toBe(64);
  });
});
