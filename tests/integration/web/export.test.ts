import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SaveReply } from '../../../shared/contract.ts';
import type { ExportFormat } from '../../../shared/export-request.ts';
import { reduceRun, INITIAL_RUN_STATE } from '../../../shared/run-state.ts';
import { eventSchema } from '../../../shared/wire-schema.ts';
import { finishedRun, type Line, openLine } from './line.ts';
import { serveTestDesk, type Served } from './served-desk.ts';

let desk: Served;
let line: Line;
let runId: string;

beforeAll(async () => {
  desk = await serveTestDesk();
  line = await openLine(desk);
  runId = await finishedRun(line.client, desk, 'sim:?speed=instant');
});

afterAll(async () => {
  line.cut();
  await desk.close();
});

const get = (path: string, init: RequestInit = {}) =>
  fetch(`${desk.origin}${path}`, { ...init, headers: { Cookie: desk.cookie, ...init.headers } });

const anyLine = z.looseObject({ type: z.string() });

/** Has a file made, and gives the path that it is fetched from. */
async function offered(format: ExportFormat, ids: readonly string[] = [runId]): Promise<string> {
  const what = { kind: 'runs', ids: [...ids] } as const;
  const steps = await line.client.exports.write({ what, format, language: 'en', bom: false });
  for await (const step of steps) if (step.kind === 'done') return pathIn(step.reply);
  throw new Error('no end');
}

function pathIn(reply: SaveReply): string {
  if (reply.kind !== 'download') throw new Error(JSON.stringify(reply));
  return reply.path;
}

describe('an export', () => {
  test('is fetched as text from where the service says', async () => {
    const path = await offered('text');
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\x20-\x7e]+\.txt"; filename\*=/,
    );
    const text = await response.text();
    expect(text).toContain(`# run: ${runId}`);
    expect(text).toContain('# outcome: passed');
    expect(text).toMatch(/ → .* AT\+MCONFIG=/);
    expect(text).not.toContain('"secret"');
  });

  test('as JSON Lines folds to the run that it is of', async () => {
    const response = await get(await offered('jsonl'));
    expect(response.headers.get('content-disposition')).toContain('.jsonl"');
    const text = await response.text();
    expect(text.endsWith('\n')).toBe(true);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((each) => anyLine.parse(JSON.parse(each)));
    const facts = lines.filter(({ type }) => type !== 'bytes').map((each) => eventSchema.parse(each));
    expect(lines.length).toBeGreaterThan(facts.length);
    expect(facts.reduce(reduceRun, INITIAL_RUN_STATE).finish).toMatchObject({ outcome: 'passed' });
    expect(text).not.toContain('secret');
  });

  test('is downloaded and never shown, whatever it is', async () => {
    const response = await get(await offered('report'));
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(response.headers.get('content-length')).toBe(String((await response.arrayBuffer()).byteLength));
  });

  test('can be asked for by a program that has the token alone', async () => {
    const response = await fetch(`${desk.origin}${await offered('text')}?token=${desk.token}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.text()).toContain(runId);
  });

  test('has a head without a body, and waits on', async () => {
    const path = await offered('text');
    const response = await get(path, { method: 'HEAD' });
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(await response.text()).toBe('');
    expect(await (await get(path)).text()).toContain(runId);
  });

  test('is there until it was fetched', async () => {
    const path = await offered('text');
    await (await get(path)).text();
    await expect.poll(async () => (await get(path)).status).toBe(404);
  });

  test.each([
    ['that nobody had made', '/download/00000000-0000-4000-8000-000000000000'],
    ['by the name of its run', '/download/RUN'],
    ['below another path', '/download/a/RUN'],
  ])('is refused %s', async (_, path) => {
    expect((await get(path.replace('RUN', runId))).status).toBe(404);
  });

  test('is refused without the cookie, and to another site', async () => {
    const path = await offered('text');
    expect((await fetch(`${desk.origin}${path}`)).status).toBe(403);
    expect((await get(path, { headers: { Origin: 'http://evil.example' } })).status).toBe(403);
  });

  test('of a run that is not there is none', async () => {
    await expect(offered('text', ['nobody'])).rejects.toThrow('not_found');
  });
});

test('nothing of all that was a fault of the program', () => {
  expect(desk.bugs).toEqual([]);
});
