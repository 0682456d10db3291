import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { checkBroker } from '../../../electron/witness/check-broker.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { answering, startOddServer } from './odd-server.ts';
import { check } from './subject.ts';

const ACCEPTED = Uint8Array.of(0x20, 2, 0, 0);
const SHORT = { session: 150, security: 150, otherwise: 150 };

/** Sends one byte at a time. */
function dribble(socket: Socket, bytes: Uint8Array): void {
  socket.setNoDelay(true);
  socket.once('data', () => {
    const next = (index: number) => {
      const byte = bytes[index];
      if (byte !== undefined) socket.write(Uint8Array.of(byte), () => setImmediate(next, index + 1));
    };
    next(0);
  });
}

describe('a broker that', () => {
  test('accepts sees CONNECT with the session’s own parameters, no will, then DISCONNECT, and nothing else', async () => {
    const server = await startOddServer(answering(ACCEPTED));
    expect(await check({ port: server.port })).toEqual({
      host: '127.0.0.1',
      port: server.port,
      tls: false,
      addresses: ['127.0.0.1'],
      reached: 'accepted',
      obstacle: null,
      speaks: null,
      trusted: null,
      durationMs: expect.any(Number),
    });
    await server.quiet();
    const [heard = ''] = server.heard;
    expect(server.heard).toHaveLength(1);
    // Flags: user name, password, clean session. Keep-alive 35.
    expect(heard.slice(2, 12)).toBe('\0\x04MQTT\x04\xc2\0\x23');
    expect(heard).toContain('\0\x06unit-7\0\x0dfield/wis800c\0\x0dmarker-secret');
    expect(heard.slice(-2)).toBe('\xe0\0');
    expect(heard).toHaveLength(2 + 10 + 8 + 15 + 15 + 2);
  });

  test('is asked without an account gets none', async () => {
    const server = await startOddServer(answering(ACCEPTED));
    await check({ port: server.port, username: '', password: '', cleanSession: false });
    expect(server.heard[0]?.slice(2, 12)).toBe('\0\x04MQTT\x04\x00\0\x23');
  });

  test('is asked with a password alone gets an empty user name beside it', async () => {
    const server = await startOddServer(answering(ACCEPTED));
    expect(await check({ port: server.port, username: '' })).toMatchObject({ reached: 'accepted' });
    expect(server.heard[0]).toContain('\0\x06unit-7\0\0\0\x0dmarker-secret');
  });

  test.each([1, 2, 3, 4, 5, 135])('refuses with code %i is there, and refuses', async (code) => {
    const server = await startOddServer(answering(Uint8Array.of(0x20, 2, 0, code)));
    expect(await check({ port: server.port })).toMatchObject({
      reached: 'connected',
      obstacle: { kind: 'session_refused', code },
      speaks: null,
    });
  });

  test('answers byte by byte is understood', async () => {
    const server = await startOddServer((socket) => dribble(socket, ACCEPTED));
    expect(await check({ port: server.port })).toMatchObject({ reached: 'accepted', obstacle: null });
  });

  test.each([
    ['sends words', Buffer.from('220 mail.example ESMTP\r\n')],
    ['sends another packet first', Uint8Array.of(0xd0, 0, 0x20, 2, 0, 0)],
    ['sends a CONNACK of another length', Uint8Array.of(0x20, 3, 0, 0, 0)],
    ['sends a CONNACK with flags that are reserved', Uint8Array.of(0x20, 2, 0xfe, 0)],
  ] as const)('%s speaks no MQTT', async (_how, bytes) => {
    const server = await startOddServer(answering(bytes));
    expect(await check({ port: server.port }, { limits: SHORT })).toMatchObject({
      reached: 'connected',
      obstacle: { kind: 'no_session', code: 'EPROTO' },
      speaks: null,
    });
    await server.quiet();
  });

  test('never stops talking is left at its first bytes', async () => {
    const server = await startOddServer((socket) => {
      const flood = () => {
        while (socket.writable && socket.write(Buffer.alloc(65_536, 0x41)));
      };
      socket.on('drain', flood);
      flood();
    });
    const found = await check({ port: server.port }, { limits: SHORT });
    expect(found).toMatchObject({ obstacle: { kind: 'no_session', code: 'EPROTO' }, speaks: null });
    await server.quiet();
  });

  test('goes on talking after it has accepted is left all the same', async () => {
    const server = await startOddServer((socket) => {
      socket.once('data', () => {
        socket.write(ACCEPTED);
        const flood = () => {
          while (socket.writable && socket.write(Buffer.alloc(65_536, 0x30)));
        };
        socket.on('drain', flood);
        flood();
      });
    });
    expect(await check({ port: server.port }, { limits: { farewell: 100 } })).toMatchObject({
      reached: 'accepted',
    });
    await server.quiet();
  });

  test('takes the connection and says nothing is given its time, once for each dialect', async () => {
    const server = await startOddServer(() => undefined);
    const found = await check({ port: server.port }, { limits: SHORT });
    expect(found).toMatchObject({
      reached: 'connected',
      obstacle: { kind: 'no_session', code: 'ETIMEDOUT' },
      speaks: null,
    });
    expect(found.durationMs).toBeGreaterThan(290);
    expect(found.durationMs).toBeLessThan(2000);
    await server.quiet();
  });

  test('begins a CONNACK and never ends it is given its time', async () => {
    const server = await startOddServer(answering(ACCEPTED.subarray(0, 3)));
    const found = await check({ port: server.port }, { limits: SHORT });
    expect(found.obstacle).toEqual({ kind: 'no_session', code: 'ETIMEDOUT' });
  });

  test('closes at once confirms no session', async () => {
    const server = await startOddServer((socket) => socket.end());
    const found = await check({ port: server.port });
    expect(found).toMatchObject({ reached: 'connected', speaks: null });
    expect(found.obstacle?.kind).toBe('no_session');
    expect(found.obstacle?.code).toMatch(/^(EOF|ECONNRESET|EPIPE)$/);
  });

  test('resets the connection confirms no session', async () => {
    const server = await startOddServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const found = await check({ port: server.port });
    expect(found.obstacle).toEqual({ kind: 'no_session', code: 'ECONNRESET' });
  });

  test('closes its half without an answer confirms no session', async () => {
    const server = await startOddServer((socket) => socket.once('data', () => socket.end()));
    expect((await check({ port: server.port })).obstacle).toEqual({ kind: 'no_session', code: 'EOF' });
  });

  test('hides behind words where TLS is wanted has no TLS, and is told no secret', async () => {
    const server = await startOddServer(answering(Buffer.from('what?\r\n')));
    const found = await check({ port: server.port, tls: true }, { limits: SHORT });
    expect(found).toMatchObject({ reached: 'connected', speaks: null, trusted: null });
    expect(found.obstacle?.kind).toBe('no_tls');
    expect(server.heard.join('')).not.toMatch(/marker-secret|unit-7|field/);
  });

  test('is silent where TLS is wanted is given its time', async () => {
    const server = await startOddServer(() => undefined);
    const found = await check({ port: server.port, tls: true }, { limits: SHORT });
    expect(found.obstacle).toEqual({ kind: 'no_tls', code: 'ETIMEDOUT' });
  });

  test('speaks plainly where TLS is wanted is found out without credentials', async () => {
    const server = await startOddServer((socket, number) => {
      if (number === 0) socket.once('data', () => socket.end());
      else answering(Uint8Array.of(0x20, 2, 0, 5))(socket);
    });
    const found = await check({ port: server.port, tls: true });
    expect(found).toMatchObject({ reached: 'connected', speaks: 'plain' });
    expect(found.obstacle?.kind).toBe('no_tls');
    expect(server.heard.join('')).not.toMatch(/marker-secret|unit-7|field/);
  });
});

describe('a check', () => {
  const unheard = async (port: number, lookUp: Parameters<typeof checkBroker>[1]['lookUp']) =>
    await check({ host: 'broker.example', port }, lookUp === undefined ? {} : { lookUp });

  test('of a name that nobody knows says so with the system’s code', async () => {
    const lookUp = () => Promise.reject(Object.assign(new Error('marker-secret'), { code: 'ENOTFOUND' }));
    expect(await unheard(1883, lookUp)).toMatchObject({
      addresses: [],
      reached: 'nothing',
      obstacle: { kind: 'name_unknown', code: 'ENOTFOUND' },
    });
  });

  test('of a name that stands for nothing says so', async () => {
    const found = await unheard(1883, () => Promise.resolve([]));
    expect(found.obstacle).toEqual({ kind: 'name_unknown', code: 'ENOTFOUND' });
  });

  test('keeps no text of an error that has no code', async () => {
    const found = await unheard(1883, () => Promise.reject(new Error('marker-secret')));
    expect(found.obstacle).toEqual({ kind: 'name_unknown', code: 'EUNKNOWN' });
  });

  test('does not wait for a name server that never answers', async () => {
    const lookUp = () => new Promise<never>(() => undefined);
    const found = await check({ host: 'broker.example' }, { lookUp, limits: { name: 50 } });
    expect(found.obstacle).toEqual({ kind: 'name_unknown', code: 'ETIMEDOUT' });
  });

  test('tries the addresses in turn, IPv4 first, each named once', async () => {
    const server = await startOddServer(answering(ACCEPTED));
    const found = await unheard(server.port, () =>
      Promise.resolve([
        { address: '::1', family: 6 },
        { address: '127.0.0.9', family: 4 },
        { address: '127.0.0.9', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
    );
    expect(found).toMatchObject({ addresses: ['127.0.0.9', '127.0.0.1', '::1'], reached: 'accepted' });
  });

  test('of a port where nobody listens is refused', async () => {
    const server = await startOddServer(() => undefined);
    const found = await check({ host: '127.0.0.9', port: server.port });
    expect(found).toMatchObject({
      addresses: ['127.0.0.9'],
      reached: 'resolved',
      obstacle: { kind: 'not_connected', code: 'ECONNREFUSED' },
      speaks: null,
    });
  });

  test('ends within its whole time, however its stages divide it', async () => {
    const server = await startOddServer(() => undefined);
    const found = await check({ port: server.port }, { limits: { total: 200 } });
    expect(found.obstacle).toEqual({ kind: 'no_session', code: 'ETIMEDOUT' });
    expect(found.durationMs).toBeLessThan(1000);
  });

  test('that is called off in the middle ends at once, says nothing, and leaves no connection', async () => {
    const stop = new AbortController();
    const server = await startOddServer((socket) => socket.once('data', () => stop.abort()));
    const checking = checkBroker(
      {
        host: '127.0.0.1',
        port: server.port,
        tls: false,
        clientId: 'unit-7',
        username: '',
        password: '',
        cleanSession: true,
        keepAliveSeconds: 20,
      },
      { clock: systemClock, signal: stop.signal },
    );
    expect(await checking).toBeNull();
    await server.quiet();
    expect(server.heard).toHaveLength(1);
  });
});
