import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, connectTo, untilClosed } from './raw-request.ts';
import { dial, dialStatus, openLine, startRun } from './line.ts';
import { serveTestDesk, type Served } from './served-desk.ts';

let desk: Served;

beforeAll(async () => {
  desk = await serveTestDesk();
});

afterAll(async () => {
  await desk.close();
});

/** The service answers on a line of its own: nothing of what went before has harmed it. */
async function expectService(): Promise<void> {
  const { client, cut } = await openLine(desk);
  expect(await client.runs.stop({ runId: 'nobody' })).toEqual({ ok: true });
  cut();
}

describe('a line', () => {
  test('is opened to the page, and to a program that has the token', async () => {
    expect(await dialStatus(dial(desk))).toBe(101);
    expect(await dialStatus(dial(desk, { Cookie: '' }, `/rpc?token=${desk.token}`))).toBe(101);
    expect(await dialStatus(dial(desk, { Origin: `http://localhost:${desk.port}` }))).toBe(101);
  });

  test.each<[string, () => Readonly<Record<string, string>>, string, number]>([
    ['without a cookie', () => ({ Cookie: '' }), '/rpc', 403],
    ['with a wrong cookie', () => ({ Cookie: `${desk.cookie}x` }), '/rpc', 403],
    ['with a wrong token', () => ({}), '/rpc?token=wrong', 403],
    ['without an origin', () => ({ Origin: '' }), '/rpc', 403],
    ['from another site', () => ({ Origin: 'http://evil.example' }), '/rpc', 403],
    ['from a page on another port', () => ({ Origin: `http://127.0.0.1:${desk.port + 1}` }), '/rpc', 403],
    ['from a sandboxed frame', () => ({ Origin: 'null' }), '/rpc', 403],
    ['to another name', () => ({ Host: `evil.example:${desk.port}` }), '/rpc', 421],
    ['to another path', () => ({}), '/', 404],
    ['to a path below', () => ({}), '/rpc/x', 404],
    ['to the path in another form', () => ({}), '//rpc', 404],
  ])('is refused %s', async (_, headers, path, status) => {
    expect(await dialStatus(dial(desk, headers(), path))).toBe(status);
  });

  test('is refused with the sentence that helps', async () => {
    const { status, body } = await ask(desk.port, '/rpc', {
      Host: `127.0.0.1:${desk.port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
    });
    expect(status).toBe(403);
    expect(body).toContain('请打开程序启动时显示的地址。');
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['without a key', {}],
    ['with a key that is none', { 'Sec-WebSocket-Key': 'short', 'Sec-WebSocket-Version': '13' }],
    [
      'of an unknown version',
      { 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==', 'Sec-WebSocket-Version': '99' },
    ],
  ])('is refused %s', async (_, headers) => {
    const { status } = await ask(desk.port, '/rpc', {
      Host: `127.0.0.1:${desk.port}`,
      Origin: desk.origin,
      Cookie: desk.cookie,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      ...headers,
    });
    expect(status).toBe(400);
  });
});

describe('a message', () => {
  test('beyond 2 MiB ends the line with 1009', async () => {
    const { socket, closed } = await openLine(desk);
    socket.send('x'.repeat(2 * 1024 * 1024 + 1));
    expect(await closed).toBe(1009);
    await expectService();
  });

  test('beyond 2 MiB in small fragments does so too', async () => {
    const { socket, closed } = await openLine(desk);
    const piece = 'x'.repeat(64 * 1024);
    for (let sent = 0; sent <= 32; sent += 1) socket.send(piece, { fin: false });
    expect(await closed).toBe(1009);
    await expectService();
  });

  test('of endless empty fragments ends the line', async () => {
    const { socket, closed } = await openLine(desk);
    for (let sent = 0; sent < 20_000; sent += 1) socket.send('', { fin: false });
    expect(await closed).toBe(1008);
    await expectService();
  });

  test('in fragments is taken like one in a piece', async () => {
    const { socket, client, cut } = await openLine(desk);
    const answered = new Promise<string>((resolve) => {
      socket.once('message', (data: Buffer) => resolve(data.toString('utf8')));
    });
    const text = JSON.stringify({ i: 'f', p: { u: '/runs/stop', b: { json: { runId: 'x' } } } });
    for (const [index, sign] of [...text].entries()) socket.send(sign, { fin: index === text.length - 1 });
    expect(JSON.parse(await answered)).toEqual({ i: 'f', p: { b: { json: { ok: true } } } });
    expect(await client.runs.stop({ runId: 'nobody' })).toEqual({ ok: true });
    cut();
  });

  test.each<[string, string | Buffer]>([
    ['binary', Buffer.from([0, 255, 1, 2])],
    ['a call with an attachment', Buffer.from('{"i":"1","p":{"u":"/runs/stop"}}\u00ff')],
    ['empty', ''],
    ['no JSON', '{"i":'],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[]'],
    ['without an id', '{"p":{"u":"/runs/stop"}}'],
    ['with a number for an id', '{"i":1,"p":{"u":"/runs/stop"}}'],
    ['without a path', '{"i":"1","p":{}}'],
    ['with nothing', '{"i":"1"}'],
    ['to another server', '{"i":"1","p":{"u":"http://evil.example/x"}}'],
    ['with headers', '{"i":"1","p":{"u":"/runs/stop","h":{"content-type":"multipart/form-data"}}}'],
    ['of another method', '{"i":"1","p":{"u":"/runs/stop","m":"GET"}}'],
    ['for a stream that nobody opened', '{"i":"1","t":3,"p":{"e":"message","d":1}}'],
    ['of an unknown type', '{"i":"1","t":9,"p":{}}'],
  ])('that no window sends ends the line: %s', async (_, message) => {
    const { socket, closed } = await openLine(desk);
    socket.send(message);
    expect(await closed).toBe(1007);
    await expectService();
  });

  test('of bytes that are no frame ends the line', async () => {
    const socket = await connectTo(desk.port);
    const response = untilClosed(socket);
    const head = [
      'GET /rpc HTTP/1.1',
      `Host: 127.0.0.1:${desk.port}`,
      `Origin: ${desk.origin}`,
      `Cookie: ${desk.cookie}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    // A client must mask its frames, and no frame begins like this.
    socket.write(Buffer.from('ffffffffffffffff00112233', 'hex'));
    expect((await response).status).toBe(101);
    await expectService();
  });

  test('to end a call that was never made is nothing', async () => {
    const { socket, client, cut } = await openLine(desk);
    socket.send('{"i":"never","t":4}');
    expect(await client.runs.stop({ runId: 'nobody' })).toEqual({ ok: true });
    cut();
  });
});

describe('a window that goes away', () => {
  test('in the middle of its streams leaves nobody behind who is told of anything', async () => {
    const before = desk.followers.now;
    const { client, cut, closed } = await openLine(desk);
    const news = await client.station.follow();
    await news.next();
    const runId = await startRun(client, desk, 'sim:gone?fault=connack-silent');
    const heads = await client.runs.heads({ runId });
    await heads.next();
    expect(desk.followers.now).toBeGreaterThan(before + 2);
    cut();
    await closed;
    await desk.followers.is((count) => count === before);
    const other = await openLine(desk);
    await other.client.runs.stop({ runId });
    await other.client.runs.stop({ runId });
    other.cut();
  });

  test('from one stream alone ends that stream alone', async () => {
    const before = desk.followers.now;
    const { client, cut } = await openLine(desk);
    const [one, other] = [await client.station.follow(), await client.station.follow()];
    await one.next();
    await other.next();
    const both = desk.followers.now;
    expect(both).toBeGreaterThan(before);
    await one.return?.();
    await desk.followers.is((count) => count === before + (both - before) / 2);
    expect((await other.next()).done).toBe(false);
    cut();
    await desk.followers.is((count) => count === before);
  });

  test('before it is answered frees what it asked for', async () => {
    const before = desk.followers.now;
    const lines = await Promise.all(Array.from({ length: 20 }, () => openLine(desk)));
    for (const { client, cut } of lines) {
      // Nobody waits for the answer.
      client.station.follow().catch(() => {});
      cut();
    }
    await Promise.all(lines.map(({ closed }) => closed));
    await desk.followers.is((count) => count === before);
    await expectService();
  });
});

test('nothing of all that was a fault of the program', () => {
  expect(desk.bugs).toEqual([]);
});
