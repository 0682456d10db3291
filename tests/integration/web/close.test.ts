import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { closeCode, dial, openLine, startRun } from './line.ts';
import { connectTo, sendRaw, untilClosed } from './raw-request.ts';
import { serveTestDesk, type Served } from './served-desk.ts';

let desk: Served;
let events: RunEvent[];

beforeEach(async () => {
  desk = await serveTestDesk();
  events = [];
  desk.desk.station.commissioner.follow((batch) => events.push(...batch));
});

afterEach(async () => {
  expect(desk.bugs).toEqual([]);
  await desk.close();
});

describe('the end of serving', () => {
  test('ends every line with 1001, and nobody can come any more', async () => {
    const lines = await Promise.all([openLine(desk), openLine(desk)]);
    await desk.served.close();
    expect(await Promise.all(lines.map(({ closed }) => closed))).toEqual([1001, 1001]);
    expect(await closeCode(dial(desk).on('error', () => {}))).toBe(1006);
    await expect(fetch(desk.served.url)).rejects.toThrow('fetch failed');
  });

  test('does not wait for a window that does not read, nor for half a request', async () => {
    const { socket, closed } = await openLine(desk);
    socket.pause();
    const half = await connectTo(desk.port);
    const response = untilClosed(half);
    half.write('GET / HTTP/1.1\r\n');
    await desk.served.close();
    socket.resume();
    expect([1001, 1006]).toContain(await closed);
    expect((await response).status).toBe(0);
  });

  test('stops what runs, in order, before the record is closed', async () => {
    const { client } = await openLine(desk);
    await startRun(client, desk, 'sim:end?fault=connack-silent');
    await desk.served.close();
    expect(events.filter(({ type }) => type === 'run.cancelRequested')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled' });
  });

  test('does not wait for a silent module when it is asked for at once', async () => {
    const { client } = await openLine(desk);
    const silent = 'fault=no-answer@MCONNECT&fault=no-answer@MDISCONNECT';
    const runId = await startRun(client, desk, `sim:hush?speed=instant&${silent}`);
    for await (const _ of await client.runs.heads({ runId }))
      if (events.some((event) => event.type === 'step.started' && event.step === 13)) break;
    const asked = performance.now();
    const inOrder = desk.served.close();
    await desk.served.close(true);
    await inOrder;
    expect(performance.now() - asked).toBeLessThan(2000);
    const requests = events.filter((event) => event.type === 'run.cancelRequested');
    expect(requests).toMatchObject([{ immediate: false }, { immediate: true }]);
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled' });
  });

  test('can be asked for again', async () => {
    await Promise.all([desk.served.close(), desk.served.close()]);
    await desk.served.close();
    await desk.served.close(true);
    await expect(sendRaw(desk.port, 'GET / HTTP/1.1\r\n\r\n')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
