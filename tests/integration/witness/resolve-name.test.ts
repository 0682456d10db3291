import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Resolver } from 'node:dns/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lookUpBy, resolveName } from '../../../electron/witness/resolve-name.ts';

/** A name server that takes every question and answers none; `asked` resolves with the first. */
async function silentServer() {
  const socket = createSocket('udp4');
  const asked = once(socket, 'message');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  const servers = (timeout: number) => {
    const resolver = new Resolver({ timeout, tries: 1 });
    resolver.setServers([`127.0.0.1:${socket.address().port}`]);
    return resolver;
  };
  return { asked, servers };
}

const refusing = (code: string) => ({
  resolve4: () => Promise.reject(Object.assign(new Error('marker-secret'), { code })),
  cancel: () => undefined,
});
const never = new AbortController().signal;

describe('a name', () => {
  test('that a name server knows stands for what it says, and the system is not asked', async () => {
    const servers = { resolve4: () => Promise.resolve(['203.0.113.9']), cancel: () => undefined };
    expect(await lookUpBy(servers, 'broker.invalid', never)).toEqual([{ address: '203.0.113.9', family: 4 }]);
  });

  test.each(['ENOTFOUND', 'ENODATA', 'ECONNREFUSED'])(
    'that no name server tells (%s) may still be one that the system knows',
    async (code) => {
      const found = await lookUpBy(refusing(code), 'localhost', never);
      expect(found.map(({ address }) => address)).toContain('127.0.0.1');
    },
  );

  test('about which name servers stay silent is not asked of the system, which would wait for them', async () => {
    const { servers } = await silentServer();
    const found = await resolveName('localhost', (host, over) => lookUpBy(servers(50), host, over), never);
    expect(found).toEqual({ ok: false, code: 'ETIMEOUT' });
  });

  test('is no longer asked for once the question is called off', async () => {
    const { asked, servers } = await silentServer();
    const over = new AbortController();
    const found = resolveName(
      'localhost',
      (host, signal) => lookUpBy(servers(60_000), host, signal),
      over.signal,
    );
    await asked;
    over.abort();
    expect(await found).toEqual({ ok: false, code: 'ECANCELLED' });
  });
});
