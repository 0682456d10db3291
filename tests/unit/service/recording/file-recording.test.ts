import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileRecording } from '../../../../electron/service/recording/file-recording.ts';
import type { ReadResult } from '../../../../electron/service/recording/recording.ts';
import type { RunEvent } from '../../../../shared/events.ts';
import { numbered, STARTED, stepFacts } from '../../shared/run-events.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recording-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Reading {
  readonly result: ReadResult;
  readonly pieces: readonly string[];
  readonly events: readonly RunEvent[];
}

async function read(path: string): Promise<Reading> {
  const pieces: string[] = [];
  const events: RunEvent[] = [];
  const result = await readFileRecording(path, {
    piece: ({ direction, bytes, atMs }) => {
      pieces.push(`${atMs} ${direction} ${new TextDecoder().decode(bytes).trim()}`);
    },
    event: (event) => events.push(event),
  });
  return { result, pieces, events };
}

async function fileOf(name: string, ...lines: readonly unknown[]): Promise<string> {
  const path = join(folder, name);
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  await writeFile(path, `${text.join('\n')}\n`);
  return path;
}

const bytes = (runId: string, direction: string, text: string, elapsedMs: number) => ({
  type: 'bytes',
  runId,
  port: 'p',
  elapsedMs,
  atMs: elapsedMs,
  direction,
  text,
  hex: Buffer.from(text).toString('hex'),
});
const FACTS = numbered([STARTED, ...stepFacts(1, { kind: 'passed', evidence: [3], warnings: [] })]);

describe('JSON Lines as a recording', () => {
  test('give the bytes and the facts, in their order', async () => {
    const path = await fileOf(
      'both.jsonl',
      ...FACTS,
      bytes('r', 'sent', 'AT\r\n', 5),
      bytes('r', 'received', 'OK\r\n', 9),
    );
    const { result, pieces, events } = await read(path);
    expect(result).toEqual({ ok: true, isTimed: true });
    expect(pieces).toEqual(['5 sent AT', '9 received OK']);
    expect(events).toEqual(FACTS);
  });

  test('are read from the facts where there are no bytes', async () => {
    const { pieces } = await read(await fileOf('facts.jsonl', ...FACTS));
    expect(pieces).toEqual(['25 sent AT', '30 received OK']);
  });

  test('are one run, the first; what is damaged is passed over', async () => {
    const path = await fileOf(
      'two.jsonl',
      bytes('r', 'sent', 'AT', 1),
      bytes('other', 'sent', 'AT+CSQ', 2),
      '{"type":"bytes","runId":"r","elapsedMs":3,"direction":"sent","hex":"4"}',
      '{"type":"run.fin',
      '',
      bytes('r', 'received', 'OK', 4),
    );
    expect((await read(path)).pieces).toEqual(['1 sent AT', '4 received OK']);
  });
});

describe('a log of another program as a recording', () => {
  test('gives its dialogue in its times, and the steps that were seen', async () => {
    const path = await fileOf(
      'timed.log',
      '[10:00:00.100] TX: AT',
      '[10:00:00.130] RX: OK',
      '[10:00:01.600] TX: AT+CPIN?',
      '[10:00:01.700] RX: +CPIN: READY',
      '[10:00:01.710] RX: OK',
    );
    const { result, pieces, events } = await read(path);
    expect(result).toEqual({ ok: true, isTimed: true });
    expect(pieces).toEqual([
      '0 sent AT',
      '30 received OK',
      '1500 sent AT+CPIN?',
      '1600 received +CPIN: READY',
      '1610 received OK',
    ]);
    expect(events.flatMap((event) => (event.type === 'step.finished' ? [event.step] : []))).toEqual([1, 4]);
  });

  test('gives it in small even times where it has none, and no secrets', async () => {
    const path = await fileOf('plain.log', 'AT', 'OK', 'AT+CSTT="net","user","pass-4711"', 'OK', 'AT+CIICR');
    const { result, pieces } = await read(path);
    expect(result).toEqual({ ok: true, isTimed: false });
    expect(pieces).toEqual([
      '0 sent AT',
      '20 received OK',
      '40 sent AT+CSTT="net","user","***"',
      '60 received OK',
      '80 sent AT+CIICR',
    ]);
  });
});

describe('what is no recording', () => {
  test.each([
    ['a profile', '{"name":"bench"}'],
    ['nothing', ''],
    ['other JSON', '[1,2,3]'],
  ])('%s is refused', async (name, text) => {
    const path = await fileOf(`${name}.txt`, text);
    expect((await read(path)).result).toEqual({ ok: false, reason: 'no_dialogue' });
  });

  test('a name that nothing has, a folder, and a device are told apart', async () => {
    expect((await read(join(folder, 'nowhere'))).result).toEqual({ ok: false, reason: 'missing' });
    expect((await read(folder)).result).toEqual({ ok: false, reason: 'no_file' });
  });

  test.skipIf(process.platform === 'win32')('a device is not opened, by no other name either', async () => {
    const link = join(folder, 'link.jsonl');
    await symlink('/dev/null', link);
    expect((await read(link)).result).toEqual({ ok: false, reason: 'no_file' });
  });

  test('a file beyond all measure is not read', async () => {
    const path = await fileOf('large.jsonl', ...FACTS);
    await truncate(path, 128 * 1024 * 1024 + 1);
    expect((await read(path)).result).toEqual({ ok: false, reason: 'too_large' });
  });
});
