import { writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { finishedRun, openLine } from './line.ts';
import { connectTo, sendRaw, untilClosed } from './raw-request.ts';
import { serveTestDesk, type Served } from './served-desk.ts';

let desk: Served;

afterEach(async () => {
  expect(desk.bugs).toEqual([]);
  await desk.close();
});

/** Long enough never to pass in a test. */
const NEVER_MS = 3_600_000;

describe('a line', () => {
  test('that is never read is cut when too much waits for it, and its streams end', async () => {
    desk = await serveTestDesk({ waitingBytes: 1024 * 1024, heartbeatMs: NEVER_MS });
    const { client, socket, closed } = await openLine(desk);
    const runId = await finishedRun(client, desk, 'sim:slow?speed=instant');
    const before = desk.followers.now;
    await (await client.station.follow()).next();
    expect(desk.followers.now).toBeGreaterThan(before);
    socket.pause();
    // More than the system itself keeps for a reader that does not read.
    const input = { runId, afterSeq: 0, afterOrdinal: 0, limit: 2000 };
    for (let call = 0; call < 2000; call += 1)
      socket.send(JSON.stringify({ i: `p${call}`, p: { u: '/runs/page', b: { json: input } } }));
    await desk.followers.is((count) => count === before);
    socket.resume();
    expect(await closed).toBe(1006);
  });

  test('that gives no sign of life is cut', async () => {
    desk = await serveTestDesk({ heartbeatMs: 100 });
    const before = desk.followers.now;
    const { client, socket, closed } = await openLine(desk);
    await (await client.station.follow()).next();
    socket.pause();
    await desk.followers.is((count) => count === before);
    socket.resume();
    expect(await closed).toBe(1006);
  });

  test('that is alive and has nothing to say stays', async () => {
    desk = await serveTestDesk({ heartbeatMs: 50 });
    const { client, socket, cut } = await openLine(desk);
    await new Promise<void>((resolve) => {
      let asked = 0;
      socket.on('ping', () => {
        asked += 1;
        if (asked === 5) resolve();
      });
    });
    expect(await client.runs.stop({ runId: 'nobody' })).toEqual({ ok: true });
    cut();
  });
});

describe('a connection', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['half a request line', 'GET /heal'],
    ['headers without an end', 'GET /health HTTP/1.1\r\nHost: x\r\nX-'],
  ])('on which %s comes is closed', async (_, bytes) => {
    desk = await serveTestDesk({ headMs: 200, idleMs: NEVER_MS });
    expect([0, 408]).toContain((await sendRaw(desk.port, bytes)).status);
  });

  test('that takes nothing of a file is closed', async () => {
    desk = await serveTestDesk({ idleMs: 400, farewellMs: NEVER_MS });
    const { downloads } = desk.desk;
    const file = await downloads.place('a.jsonl', 'application/jsonl');
    // More than lies between the two of them.
    await writeFile(file.path, Buffer.alloc(64 * 1024 * 1024));
    downloads.offer(file);
    const socket = await connectTo(desk.port);
    socket.pause();
    socket.write(
      `GET /download/${file.id} HTTP/1.1\r\nHost: 127.0.0.1:${desk.port}\r\nCookie: ${desk.cookie}\r\n\r\n`,
    );
    // Waits for every connection, and cuts none for an hour.
    await desk.served.close();
    const response = untilClosed(socket);
    socket.resume();
    expect((await response).status).toBe(200);
  });
});
