import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
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

describe('an export', () => {
  test('is fetched as text from where the service says', async () => {
    const reply = await line.client.runs.export({ runId, format: 'text' });
    expect(reply).toEqual({ kind: 'download', path: `/export/${runId}.txt` });
    const response = await get(`/export/${runId}.txt`);
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
    const reply = await line.client.runs.export({ runId, format: 'jsonl' });
    expect(reply).toEqual({ kind: 'download', path: `/export/${runId}.jsonl` });
    const response = await get(`/export/${runId}.jsonl`);
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

  test('can be asked for by a program that has the token alone', async () => {
    const response = await fetch(`${desk.origin}/export/${runId}.txt?token=${desk.token}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.text()).toContain(runId);
  });

  test('has a head without a body, for which the record is not read through', async () => {
    const { store } = desk.desk.station;
    const readPage = vi.spyOn(store, 'readPage');
    const response = await get(`/export/${runId}.txt`, { method: 'HEAD' });
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect(await response.text()).toBe('');
    expect(readPage).toHaveBeenCalledTimes(1);
    readPage.mockRestore();
  });

  test.each<[string, string, number]>([
    ['of a run that is not there', '/export/00000000-0000-4000-8000-000000000000.txt', 404],
    ['in a format that is none', '/export/RUN.csv', 404],
    ['below another path', '/export/a/RUN.txt', 404],
    ['under its name alone', '/export/RUN', 404],
  ])('is refused %s', async (_, path, status) => {
    expect((await get(path.replace('RUN', runId))).status).toBe(status);
  });

  test('is refused without the cookie, and to another site', async () => {
    expect((await fetch(`${desk.origin}/export/${runId}.txt`)).status).toBe(403);
    expect((await get(`/export/${runId}.txt`, { headers: { Origin: 'http://evil.example' } })).status).toBe(
      403,
    );
  });

  test('that breaks off in the record does not pass for a whole one', async () => {
    const { store } = desk.desk.station;
    const readPage = store.readPage.bind(store);
    let pages = 0;
    store.readPage = async (query) => {
      pages += 1;
      const read = await readPage(query);
      if (pages > 2) return { ok: false, fault: { kind: 'io', code: 'EIO' } };
      return read.ok ? { ok: true, page: { ...read.page, more: true } } : read;
    };
    try {
      const response = await get(`/export/${runId}.jsonl`);
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
    } finally {
      store.readPage = readPage;
    }
  });
});

test('nothing of all that was a fault of the program', () => {
  expect(desk.bugs).toEqual([]);
});
