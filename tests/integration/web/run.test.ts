import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';
import { type Line, openLine, type ServiceClient, startRun } from './line.ts';
import { serveTestDesk, type Served } from './served-desk.ts';

let desk: Served;

beforeAll(async () => {
  desk = await serveTestDesk();
});

afterAll(async () => {
  await desk.close();
});

/** Reads a run as a window does: told how far the record reaches, taking pages, until the run is over. */
async function follow(client: ServiceClient, runId: string, limit = 50): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  let [afterSeq, afterOrdinal] = [0, 0];
  for await (const _ of await client.runs.heads({ runId })) {
    for (let more = true; more; ) {
      const reply = await client.runs.page({ runId, afterSeq, afterOrdinal, limit });
      if (!reply.ok) break;
      events.push(...reply.page.events);
      ({ seq: afterSeq, ordinal: afterOrdinal, more } = reply.page);
    }
  }
  return events;
}

const stateOf = (events: readonly RunEvent[]): RunState => events.reduce(reduceRun, INITIAL_RUN_STATE);

describe('over a line', () => {
  test('the station tells everything once, then what changes', async () => {
    const { client, cut } = await openLine(desk);
    const news = await client.station.follow();
    const changed = await client.station.follow();
    const seen = new Map<string, unknown>();
    for await (const item of news) {
      seen.set(item.kind, item);
      if (seen.size === 7) break;
    }
    expect([...seen.keys()].toSorted()).toEqual([
      'bays',
      'info',
      'ports',
      'profiles',
      'record',
      'settings',
      'usual',
    ]);
    expect(seen.get('info')).toMatchObject({ info: { shell: 'browser', secretsKeptBy: 'file' } });
    expect(seen.get('profiles')).toMatchObject({ profiles: [{ id: desk.profileId }] });
    expect(JSON.stringify([...seen.values()])).not.toContain('"secret"');
    expect(await client.settings.change({ operator: 'Wang' })).toEqual({ ok: true });
    for await (const item of changed)
      if (item.kind === 'settings' && item.settings.operator === 'Wang') break;
    cut();
  });

  test('a simulated run is followed from its first fact to its pass', async () => {
    const { client, cut } = await openLine(desk);
    const runId = await startRun(client, desk, 'sim:one?speed=instant');
    const events = await follow(client, runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]).toMatchObject({ type: 'run.started', runId });
    expect(stateOf(events).finish).toMatchObject({ outcome: 'passed', complete: true });
    const statuses = stateOf(events).steps.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['passed', 'not_applicable']));
    cut();
  });

  test('two windows on one run see the same, whatever the size of their pages', async () => {
    const [one, other] = await Promise.all([openLine(desk), openLine(desk)]);
    const runId = await startRun(one.client, desk, 'sim:two?speed=instant');
    const [first, second] = await Promise.all([
      follow(one.client, runId, 2000),
      follow(other.client, runId, 7),
    ]);
    expect(stateOf(first).finish?.outcome).toBe('passed');
    expect(second).toEqual(first);
    one.cut();
    other.cut();
  });

  test('a window that comes later sees what an earlier one saw, and a run goes on without any', async () => {
    const first = await openLine(desk);
    const runId = await startRun(first.client, desk, 'sim:three?speed=instant');
    first.cut();
    const later = await openLine(desk);
    expect(stateOf(await follow(later.client, runId)).finish?.outcome).toBe('passed');
    later.cut();
  });

  test('a run is stopped by another window than the one that started it', async () => {
    const [one, other] = await Promise.all([openLine(desk), openLine(desk)]);
    const runId = await startRun(one.client, desk, 'sim:four?fault=connack-silent');
    const reading = follow(one.client, runId);
    for await (const { seq } of await other.client.runs.heads({ runId })) if (seq > 3) break;
    await other.client.runs.stop({ runId });
    expect(stateOf(await reading).finish).toMatchObject({ outcome: 'cancelled' });
    one.cut();
    other.cut();
  });

  test('a file as large as the contract allows is read, and answered with what is wrong with it', async () => {
    const { client, cut } = await openLine(desk);
    const [begin, end] = ['{"name":"', '"}'];
    const text = `${begin}${'x'.repeat(1024 * 1024 - begin.length - end.length)}${end}`;
    const reply = await client.profiles.import({ text });
    expect(reply).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([{ path: 'broker', rule: 'required' }]),
    });
    cut();
  });
});

describe('what a window sends', () => {
  let line: Line;

  beforeAll(async () => {
    line = await openLine(desk);
  });

  afterAll(() => line.cut());

  /** Sends a call in the protocol's own words, past every check of the client's. */
  async function call(id: string, path: string, input: unknown): Promise<unknown> {
    const { socket } = line;
    const answered = new Promise<unknown>((resolve) => {
      socket.on('message', function listen(data: Buffer) {
        const message = JSON.parse(data.toString('utf8'));
        if (message.i !== id) return;
        socket.off('message', listen);
        resolve(message.p);
      });
    });
    socket.send(JSON.stringify({ i: id, p: { u: path, b: { json: input } } }));
    return await answered;
  }

  const start = {
    port: 'sim:',
    profileId: 'x',
    unit: null,
    operator: null,
    fromStep: 1,
    singleStep: false,
  };

  test.each<[string, string, unknown]>([
    ['nothing', '/runs/stop', undefined],
    ['a wrong type', '/runs/stop', { runId: 7 }],
    ['a text that is too long', '/runs/stop', { runId: 'x'.repeat(65) }],
    ['a missing field', '/runs/start', { port: 'sim:' }],
    ['a step that does not exist', '/runs/start', { ...start, fromStep: 20 }],
    ['half a step', '/runs/start', { ...start, fromStep: 1.5 }],
    ['a page without a limit', '/runs/page', { runId: 'x', afterSeq: 0, afterOrdinal: 0 }],
    ['a page of everything', '/runs/page', { runId: 'x', afterSeq: 0, afterOrdinal: 0, limit: 1e9 }],
    ['a page before the first', '/runs/page', { runId: 'x', afterSeq: -1, afterOrdinal: 0, limit: 1 }],
    [
      'a format that does not exist',
      '/exports/write',
      { what: { kind: 'runs', ids: ['x'] }, format: 'exe', language: 'en', bom: false },
    ],
    ['a list', '/settings/change', []],
    ['a file that is too large', '/profiles/import', { text: 'x'.repeat(1024 * 1024 + 1) }],
    ['an empty line', '/console/send', { port: 'sim:', profileId: null, entries: [{ line: '' }] }],
    ['nothing to send', '/console/send', { port: 'sim:', profileId: null, entries: [] }],
    ['half a byte', '/console/send', { port: 'sim:', profileId: null, entries: [{ bytes: '1b0' }] }],
    ['no bytes', '/console/send', { port: 'sim:', profileId: null, entries: [{ bytes: '' }] }],
    [
      'more lines than are taken at once',
      '/console/send',
      { port: 'sim:', profileId: null, entries: Array.from({ length: 201 }, () => ({ line: 'AT' })) },
    ],
    ['a tool that does not exist', '/console/tool', { port: 'sim:', profileId: null, tool: { kind: 'x' } }],
    [
      'a line that is no control line',
      '/console/tool',
      { port: 'sim:', profileId: null, tool: { kind: 'pulse_power_key', line: 'cts' } },
    ],
  ])('is refused as a bad request: %s', async (name, path, input) => {
    expect(await call(name, path, input)).toMatchObject({ s: 400, b: { json: { code: 'BAD_REQUEST' } } });
  });

  test.each<[string, unknown]>([
    ['unknown', '/runs/nothing'],
    ['of a prototype', '/__proto__/toString'],
    ['of a built-in', '/constructor'],
    ['empty', '/'],
  ])('is not found at a path that is %s', async (name, path) => {
    expect(await call(`path ${name}`, String(path), {})).toMatchObject({ s: 404 });
  });

  test('is refused as a value where its form is right: unknown run, profile, port', async () => {
    const { client } = line;
    const page = { runId: 'nobody', afterSeq: 0, afterOrdinal: 0, limit: 10 };
    expect(await client.runs.page(page)).toEqual({ ok: false, fault: { kind: 'not_found' } });
    expect(await client.runs.stop({ runId: 'nobody' })).toEqual({ ok: true });
    const heads: unknown[] = [];
    for await (const head of await client.runs.heads({ runId: 'nobody' })) heads.push(head);
    expect(heads).toEqual([{ seq: 0, ordinal: 0, live: false }]);
    const order = { unit: null, operator: null, fromStep: 1, singleStep: false } as const;
    expect(await client.runs.start({ ...order, port: 'sim:', profileId: 'nobody' })).toEqual({
      ok: false,
      fault: { kind: 'profile_missing' },
    });
    expect(await client.runs.start({ ...order, port: 'tcp://x', profileId: desk.profileId })).toMatchObject({
      ok: false,
      fault: { kind: 'address' },
    });
  });

  test('may be nested as deep as it likes', async () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    line.socket.send(`{"i":"deep","p":{"u":"/runs/stop","b":{"json":${deep}}}}`);
    expect(await line.client.runs.stop({ runId: 'nobody' })).toEqual({ ok: true });
  });

  test.each([
    ['__proto__', [[3, '__proto__', 'polluted']]],
    ['constructor', [[3, 'constructor', 'prototype', 'polluted']]],
    ['nowhere', [[3, 'a', 'b']]],
    ['no list', 'x'],
  ])('cannot reach behind its own objects: %s', async (name, meta) => {
    const { socket, client } = line;
    socket.send(JSON.stringify({ i: `m${name}`, p: { u: '/runs/stop', b: { json: { runId: 'x' }, meta } } }));
    expect(await client.runs.stop({ runId: 'nobody' })).toEqual({ ok: true });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('never closed the line, and was never a fault of the program', () => {
    expect(line.socket.readyState).toBe(line.socket.OPEN);
    expect(desk.bugs).toEqual([]);
  });
});
