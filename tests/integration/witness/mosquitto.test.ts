import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Mosquitto,
  mosquittoAvailable,
  mosquittoNote,
  startMosquitto,
} from '../../support/mosquitto.ts';
import { check } from './subject.ts';

const lookUp = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

describe.runIf(mosquittoAvailable)(`a broker in the field${mosquittoNote}`, () => {
  let broker: Mosquitto;

  beforeAll(async () => {
    broker = await startMosquitto();
  }, 30_000);

  afterAll(() => broker.stop());

  test('accepts the credentials and is left in order', async () => {
    const { plainPort: port, username, password } = broker;
    const found = await check({ port, username, password, clientId: 'in-order' });
    expect(found).toMatchObject({ reached: 'accepted', obstacle: null, trusted: null });
    expect(await broker.logged(/New client connected .* as in-order .*/)).toMatch(/c1, k35/);
    await broker.logged(/Client in-order disconnected\.\n/);
    expect(broker.log()).toContain('No will message specified');
  });

  test('accepts them over TLS with a certificate that nobody trusts', async () => {
    const { tlsPort: port, username, password } = broker;
    const found = await check({ host: 'localhost', port, tls: true, username, password }, { lookUp });
    expect(found).toMatchObject({ reached: 'accepted', obstacle: null, trusted: false, speaks: null });
  });

  test('accepts them over TLS by its address alone', async () => {
    const { tlsPort: port, username, password } = broker;
    const found = await check({ port, tls: true, username, password });
    expect(found).toMatchObject({ reached: 'accepted', trusted: false });
  });

  test.each([
    ['plainly', false, 'connected'],
    ['over TLS', true, 'secured'],
  ] as const)('refuses a wrong password %s', async (_how, tls, reached) => {
    const { tlsPort, plainPort, username } = broker;
    const found = await check({ port: tls ? tlsPort : plainPort, tls, username, password: 'pa,ss' });
    expect(found).toMatchObject({ reached, obstacle: { kind: 'session_refused', code: 5 } });
  });

  test('is found to speak TLS on a port that was taken for a plain one', async () => {
    const { tlsPort: port, username, password } = broker;
    const found = await check({ port, username, password });
    expect(found).toMatchObject({ reached: 'connected', speaks: 'tls', trusted: null });
    expect(found.obstacle?.kind).toBe('no_session');
  });

  test('is found to speak plainly on a port that was taken for one with TLS', async () => {
    const { plainPort: port, username, password } = broker;
    const found = await check({ port, tls: true, username, password, clientId: 'on-plain' });
    expect(found).toMatchObject({ reached: 'connected', speaks: 'plain' });
    expect(found.obstacle?.kind).toBe('no_tls');
    expect(broker.log()).not.toContain('on-plain');
  });
});
