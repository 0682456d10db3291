import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cli, ended, startCli } from '../../support/command-line.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diagnose-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const report = z.strictObject({
  file: z.string(),
  encoding: z.string(),
  lines: z.number(),
  reachedStep: z.number().nullable(),
  stuckStep: z.number().nullable(),
  outcome: z.enum(['passed', 'failed', 'incomplete']),
  code: z.string().nullable(),
  doubts: z.array(z.looseObject({ kind: z.string() })),
  causes: z.array(
    z.strictObject({ id: z.string(), title: z.string(), weight: z.number(), lines: z.array(z.number()) }),
  ),
  steps: z.array(z.looseObject({ step: z.number(), status: z.string(), lines: z.array(z.number()) })),
});

async function reportOf(path: string) {
  const { status, out, err } = await cli('diagnose', path, '--json');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return report.parse(JSON.parse(out));
}

const NO_SIM = 'AT+CPIN?\nERROR\nAT+CMEE=2\nOK\nAT+CPIN?\n+CME ERROR: SIM not inserted\n';

describe('diagnose', () => {
  test('says where a log is stuck, and why, with the lines of the file', async () => {
    const path = await file('no-sim.log', NO_SIM);
    const { causes, ...rest } = await reportOf(path);
    expect(rest).toMatchObject({
      file: path,
      encoding: 'utf-8',
      lines: 6,
      reachedStep: 4,
      stuckStep: 4,
      outcome: 'failed',
      code: 'sim_missing',
      steps: [{ step: 4, status: 'failed', lines: [5, 6] }],
    });
    expect(causes[0]).toMatchObject({ id: 'card_not_seated', lines: expect.arrayContaining([6]) });
    const weights = causes.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(causes[0]?.title).toMatch(/^[A-Z]/);
  });

  test('says the same in words, in either language', async () => {
    const path = await file('no-sim.log', NO_SIM);
    const english = await cli('diagnose', path);
    expect(english.status).toBe(0);
    expect(english.out).toContain('Stuck at step 4, SIM card');
    expect(english.out).toMatch(/^ +1\. .*, lines .*6$/m);
    const chinese = await cli('diagnose', path, '--lang', 'zh-CN');
    expect(chinese.out).toContain('卡在步骤 4');
  });

  test('does not blame a log in which nothing failed', async () => {
    const path = await file('part.log', 'AT+CREG?\r\n+CREG: 0,1\r\nOK\r\nAT+CGATT?\r\n+CGATT: 1\r\nOK\r\n');
    expect(await reportOf(path)).toMatchObject({
      reachedStep: 6,
      stuckStep: null,
      outcome: 'incomplete',
      code: null,
      causes: [],
    });
  });

  test('does not count a mode that is set at the start for how far a log came', async () => {
    const path = await file('mode.log', 'AT+MQTTMODE=1\nOK\nAT+CREG?\n+CREG: 0,2\nOK\n');
    expect(await reportOf(path)).toMatchObject({
      reachedStep: 5,
      stuckStep: 5,
      code: 'registration_timeout',
    });
  });

  test('reads standard input', async () => {
    const child = startCli(['diagnose', '-', '--json']);
    child.stdin.end(NO_SIM);
    const { status, out } = await ended(child);
    expect(status).toBe(0);
    expect(report.parse(JSON.parse(out))).toMatchObject({ stuckStep: 4 });
  });

  test.each([
    ['empty.log', '', /empty/],
    ['prose.txt', 'Nothing of interest here.\n', /No AT command/],
    ['picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), /no text/],
  ])('refuses %s in words', async (name, content, words) => {
    const { status, out, err } = await cli('diagnose', await file(name, content), '--json');
    expect(status).toBe(64);
    expect(out).toBe('');
    expect(err).toMatch(words);
  });

  test('says why a file cannot be read, or that none was named', async () => {
    const missing = await cli('diagnose', join(folder, 'nowhere.log'));
    expect(missing).toMatchObject({ status: 64, out: '' });
    expect(missing.err).toContain('ENOENT');
    expect(await cli('diagnose', folder)).toMatchObject({
      status: 64,
      err: expect.stringContaining('EISDIR'),
    });
    expect(await cli('diagnose')).toMatchObject({ status: 64, out: '' });
  });

  test.each(['txt', 'jsonl'])('reads the log of a run of its own: %s', async (extension) => {
    const log = join(folder, `own.${extension}`);
    const profile = await file(
      'profile.json',
      JSON.stringify({
        name: 'bench',
        broker: { host: '127.0.0.1' },
        mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'secret' },
      }),
    );
    const data = join(folder, 'data');
    const run = await cli(
      'run',
      '--port',
      'sim:?speed=instant',
      '--profile',
      profile,
      '--log',
      log,
      '--data',
      data,
    );
    expect(run.status).toBe(0);
    expect(await reportOf(log)).toMatchObject({ stuckStep: null, outcome: 'passed', reachedStep: 19 });
  });
});
