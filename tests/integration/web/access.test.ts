import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, sendRaw } from './raw-request.ts';
import { PRIVATE_TEXT, serveTestDesk, type Served } from './served-desk.ts';

let desk: Served;
let host: string;

beforeAll(async () => {
  desk = await serveTestDesk();
  host = `127.0.0.1:${desk.port}`;
});

afterAll(async () => {
  await desk.close();
});

const get = (target: string, headers: Readonly<Record<string, string>> = {}) =>
  ask(desk.port, target, { Host: host, ...headers });
const upgrade = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};
const known = (target: string, headers: Readonly<Record<string, string>> = {}) =>
  get(target, { Cookie: desk.cookie, ...headers });

describe('a caller with the token', () => {
  test('gets the page and a cookie that no script and no other site can use', async () => {
    const { status, head, body } = await get(`/?token=${desk.token}`);
    expect(status).toBe(200);
    expect(body).toContain('<title>page</title>');
    const [cookie = ''] = /^set-cookie: .*$/im.exec(head) ?? [];
    expect(cookie).toContain(`wis800c-${desk.port}=`);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
  });

  test('gets another nonce each time, the same in the page and in its policy', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { head, body } = await get(`/?token=${desk.token}`);
        const [, nonce = ''] = /nonce="([^"]+)"/.exec(body) ?? [];
        expect(head).toContain(`'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('may connect to this server alone', async () => {
    const { head } = await get(`/?token=${desk.token}`);
    expect(head).toContain(`connect-src 'self' ws://127.0.0.1:${desk.port} ws://localhost:${desk.port};`);
  });

  test('is known by the cookie afterwards', async () => {
    expect(await known('/')).toMatchObject({ status: 200, body: expect.stringContaining('page') });
    expect(await known('/assets/main.js')).toMatchObject({ status: 200, body: 'export {};' });
    expect(await known('/health')).toMatchObject({ status: 200, body: expect.stringContaining('ok') });
  });

  test('is known among the cookies of others, also where one has the same name', async () => {
    const [name] = desk.cookie.split('=');
    const cookies = `a=1; ${name}=forged; ${desk.cookie}; b=2`;
    expect((await get('/health', { Cookie: cookies })).status).toBe(200);
  });

  test('may call the machine localhost', async () => {
    const names = { Host: `localhost:${desk.port}`, Origin: `http://localhost:${desk.port}` };
    expect((await known('/health', names)).status).toBe(200);
  });

  test('gets the head alone when it asks for that', async () => {
    const { status, head, body } = await ask(desk.port, '/', { Host: host, Cookie: desk.cookie }, 'HEAD');
    expect(status).toBe(200);
    expect(head).toMatch(/content-length: [1-9]/i);
    expect(body).toBe('');
  });
});

describe('an address for a command line, which others on the machine can read', () => {
  /** What stands behind the host. */
  const ticket = () => desk.served.ticketUrl().slice(desk.origin.length);

  test('is another one each time, and has no token in it', () => {
    const [first, second] = [desk.served.ticketUrl(), desk.served.ticketUrl()];
    expect(first).not.toBe(second);
    expect(first).not.toContain(desk.token);
    expect(first.startsWith(`${desk.origin}/?`)).toBe(true);
  });

  test('lets one browser in, which is known by its cookie afterwards', async () => {
    const address = ticket();
    const { status, head, body } = await get(address);
    expect(status).toBe(200);
    expect(body).toContain('<title>page</title>');
    expect(head).toContain(`set-cookie: ${desk.cookie};`.replace('set-cookie', 'Set-Cookie'));
    expect((await get(address)).status).toBe(403);
    // That browser may load the page again before it has changed its address.
    expect((await known(address)).status).toBe(200);
  });

  test('is none of a file, of a line, or under another name of the machine', async () => {
    const address = ticket();
    const query = address.slice('/'.length);
    expect((await get(`/health${query}`)).status).toBe(403);
    expect((await get(`/rpc${query}`, upgrade)).status).toBe(403);
    expect((await get(address, { Host: `example.test:${desk.port}` })).status).toBe(421);
    expect((await get(address, { Origin: 'http://example.test' })).status).toBe(403);
    expect((await get(address)).status).toBe(200);
  });
});

describe('a caller without the token', () => {
  const targets = ['/', '/index.html', '/assets/main.js', '/health', '/rpc', '/download/x', '/nothing'];

  test.each(targets)('is refused %s in both languages, and learns nothing', async (target) => {
    const { status, head, body } = await get(target);
    expect(status).toBe(403);
    expect(body).toBe(
      'Please open the address that the program printed when it started.\n请打开程序启动时显示的地址。\n',
    );
    expect(head).not.toMatch(/set-cookie/i);
    expect(head + body).not.toContain(desk.token);
  });

  test.each<[string, () => string]>([
    ['an empty one', () => '/?token='],
    ['a shorter one', () => `/?token=${desk.token.slice(0, -1)}`],
    ['a longer one', () => `/?token=${desk.token}A`],
    ['one in other letters', () => `/?token=${desk.token.toLowerCase()}`],
    ['one of another name', () => `/?Token=${desk.token}`],
    ['one that is a part of the path', () => `/token=${desk.token}`],
  ])('is refused with %s', async (_, target) => {
    expect((await get(target())).status).toBe(403);
  });

  test('is refused with a wrong cookie', async () => {
    const [name] = desk.cookie.split('=');
    expect((await get('/', { Cookie: `${name}=${'A'.repeat(43)}` })).status).toBe(403);
    expect((await get('/', { Cookie: `${name}1=${desk.token}` })).status).toBe(403);
    expect((await get('/', { Cookie: `x${desk.cookie}` })).status).toBe(403);
  });

  test('is refused with the token of an earlier start, whatever cookie it has', async () => {
    expect((await known(`/?token=${'A'.repeat(43)}`)).status).toBe(403);
  });
});

test('every start has a token of its own, and refuses that of another one', async () => {
  const other = await serveTestDesk();
  try {
    expect(other.token).not.toBe(desk.token);
    expect(Buffer.from(other.token, 'base64url')).toHaveLength(32);
    expect((await get(`/?token=${other.token}`)).status).toBe(403);
    expect((await get('/', { Cookie: other.cookie })).status).toBe(403);
  } finally {
    await other.close();
  }
});

describe('a page of another site', () => {
  test.each<[string, (port: number) => string]>([
    ['a name that leads to this machine', (port) => `evil.example:${port}`],
    ['this machine without the port', () => '127.0.0.1'],
    ['this machine with another port', (port) => `127.0.0.1:${port + 1}`],
    ['another loopback address', (port) => `127.0.0.2:${port}`],
    ['a name that begins like ours', (port) => `localhost:${port}.evil.example`],
    ['ours with a dot', (port) => `localhost.:${port}`],
    ['nothing', () => ''],
  ])('is refused when it calls the server %s', async (_, name) => {
    const { status, body } = await known('/', { Host: name(desk.port) });
    expect(status).toBe(421);
    expect(body).not.toContain('<title>');
  });

  test('is refused when it names the server twice, or not at all', async () => {
    const end = `Cookie: ${desk.cookie}\r\nConnection: close\r\n\r\n`;
    const twice = `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n${end}`;
    expect((await sendRaw(desk.port, twice)).status).not.toBe(200);
    expect((await sendRaw(desk.port, `GET / HTTP/1.1\r\n${end}`)).status).toBe(400);
    expect((await sendRaw(desk.port, `GET / HTTP/1.0\r\n${end}`)).status).toBe(421);
  });

  test.each<[string, (port: number) => string]>([
    ['of another name', () => 'http://evil.example'],
    ['of this machine on another port', (port) => `http://127.0.0.1:${port + 1}`],
    ['without a port', () => 'http://127.0.0.1'],
    ['of another scheme', (port) => `https://127.0.0.1:${port}`],
    ['of a sandboxed frame', () => 'null'],
    ['that is empty', () => ''],
    ['that begins like ours', (port) => `http://localhost:${port}.evil.example`],
  ])('is refused with an origin %s', async (_, origin) => {
    const { status, body } = await known('/', { Origin: origin(desk.port) });
    expect(status).toBe(403);
    expect(body).not.toContain('<title>');
  });
});

describe('a path', () => {
  test.each([
    '/../private.js',
    '/assets/../../private.js',
    '/assets/..%2f..%2fprivate.js',
    '/%2e%2e/private.js',
    '/%2e%2e%2fprivate.js',
    '/%252e%252e/private.js',
    '/..%5cprivate.js',
    '/..\\private.js',
    '/assets\\..\\..\\private.js',
    '/..%c0%afprivate.js',
    '//private.js',
    '/assets//main.js',
    '/./assets/main.js',
    '/assets/main.js/',
    '/assets/main.js%00.html',
    '/assets/main%2ejs',
    '/.hidden.js',
    '/private.txt',
    '/assets',
    '/assets/',
    '/nothing.js',
    '/C:/private.js',
    '/download/../private.js',
    '/download/x.txt',
    '/download/00000000-0000-4000-8000-000000000000',
    '/download/00000000-0000-4000-8000-000000000000.sqlite',
    '/rpc',
  ])('%s leads to no file', async (path) => {
    const { status, body } = await known(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain(PRIVATE_TEXT);
    expect(body).not.toContain('export {}');
  });

  test('that is no path is refused', async () => {
    expect((await known(`http://${host}/`)).status).toBe(400);
    expect((await known('*')).status).toBe(400);
    expect((await known('assets/main.js')).status).toBe(400);
    expect((await known('/\u0000')).status).toBe(400);
  });

  test('that is too long is refused', async () => {
    expect((await known(`/${'a'.repeat(4000)}`)).status).toBe(414);
    expect((await known(`/${'a'.repeat(100_000)}`)).status).toBe(431);
  });
});

describe('a request', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'of method %s is refused',
    async (method) => {
      const { status, head } = await ask(desk.port, '/', { Host: host, Cookie: desk.cookie }, method);
      expect(status).toBe(405);
      expect(head).toMatch(/^allow: GET, HEAD$/im);
    },
  );

  test('with a body is refused before the body has come', async () => {
    expect((await known('/', { 'Content-Length': '1000000' })).status).toBe(400);
    expect((await known('/', { 'Transfer-Encoding': 'chunked' })).status).toBe(400);
  });

  test('with headers beyond measure is refused', async () => {
    expect((await known('/', { 'X-Long': 'a'.repeat(20_000) })).status).toBe(431);
  });

  test.each([
    '\u0000\u0001\u0002\u0003',
    'hello\r\n\r\n',
    '\u0016\u0003\u0001\u0002',
    'GET / HTTP/9.9\r\n\r\n',
  ])('that is none is refused: %j', async (bytes) => {
    expect((await sendRaw(desk.port, bytes)).status).toBe(400);
    expect((await known('/health')).status).toBe(200);
  });

  test('gets an answer that no site can frame, guess the type of or keep', async () => {
    for (const { head } of [
      await known('/'),
      await known('/health'),
      await get('/'),
      await known('/nothing'),
    ]) {
      expect(head).toMatch(/^x-content-type-options: nosniff$/im);
      expect(head).toMatch(/^referrer-policy: no-referrer$/im);
      expect(head).toMatch(/^cross-origin-resource-policy: same-origin$/im);
      expect(head).toMatch(/^cache-control: no-store$/im);
    }
    expect((await known('/')).head).toContain("frame-ancestors 'none'");
  });
});

test('nothing of all that was a fault of the program', () => {
  expect(desk.bugs).toEqual([]);
});
