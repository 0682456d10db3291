import { describe, expect, it } from 'vitest';
import type { BrokerCheck } from '../../../shared/broker-check.ts';
import type { Profile } from '../../../shared/profile.ts';
import { expectFailure, run, TestRun } from './test-run.ts';

const SEEN: BrokerCheck = {
  host: 'broker.example',
  port: 1883,
  tls: false,
  addresses: ['192.0.2.7'],
  reached: 'accepted',
  obstacle: null,
  speaks: null,
  trusted: null,
  durationMs: 21.5,
};

const FAILING = { script: { 'AT+MIPSTART=': ['OK', 500, 'CONNECT FAIL'] } } as const;

/** Sees the broker, and remembers who asked. */
function witness(seen: BrokerCheck | null = SEEN) {
  const asked: Profile[] = [];
  return {
    asked,
    checkBroker: (profile: Profile) => {
      asked.push(profile);
      return Promise.resolve(seen);
    },
  };
}

describe('the broker as seen from here', () => {
  it('is asked with what the unit would have said, ahead of the teardown, and changes nothing', async () => {
    const { asked, checkBroker } = witness();
    const test = await run({ ...FAILING, checkBroker });
    expectFailure(test, 'broker_connect', 'connect_failed');
    expect(asked).toMatchObject([{ mqtt: { clientId: expect.stringMatching(/^wis-\d{15}$/) } }]);
    const seen = test.facts('broker.checked');
    expect(seen).toMatchObject([{ check: SEEN }]);
    expect(test.state.brokerCheck).toEqual(SEEN);
    const teardown = test.events.find((event) => 'place' in event && event.place.phase === 'teardown');
    expect(teardown?.seq).toBeGreaterThan(seen[0]?.seq ?? 0);
    expect(test.events.at(-1)).toMatchObject({ type: 'run.finished', code: 'connect_failed' });
  });

  it.each([
    ['connect_timeout', 'broker_connect', { 'AT+MIPSTART=': ['OK'] }],
    ['session_refused', 'mqtt_session', { 'AT+MCONNECT=': ['OK', 200, 'CONNACK 5'] }],
    ['session_timeout', 'mqtt_session', { 'AT+MCONNECT=': ['OK'] }],
    ['link_closed', 'mqtt_session', { 'AT+MCONNECT=': ['OK', 200, 'CLOSED'] }],
  ] as const)('is asked for after %s', async (code, step, script) => {
    const { checkBroker } = witness();
    const test = await run({ script, checkBroker });
    expectFailure(test, step, code);
    expect(test.facts('broker.checked')).toHaveLength(1);
  });

  it.each([
    ['bearer_refused', 'pdp_activate', { 'AT+CIICR': ['ERROR'] }],
    ['no_ip_address', 'get_ip', { 'AT+CIFSR': ['ERROR'] }],
    ['command_refused', 'mqtt_client_cfg', { 'AT+MCONFIG=': ['ERROR'] }],
    ['subscribe_timeout', 'subscribe', { 'AT+MSUB=': ['OK'] }],
    ['message_not_returned', 'publish', { 'AT+MPUB=': ['OK'] }],
    ['link_closed', 'subscribe', { 'AT+MSUB=': ['OK', 100, 'CLOSED'] }],
  ] as const)('is not asked for after %s at %s', async (code, step, script) => {
    const { asked, checkBroker } = witness();
    const test = await run({ script, checkBroker });
    expectFailure(test, step, code);
    expect(asked).toEqual([]);
    expect(test.state.brokerCheck).toBeNull();
  });

  it('is not asked for after a pass', async () => {
    const { asked, checkBroker } = witness();
    await run({ checkBroker });
    expect(asked).toEqual([]);
  });

  it('leaves no fact where it is not to be had', async () => {
    const test = await run({ ...FAILING, ...witness(null) });
    expectFailure(test, 'broker_connect', 'connect_failed');
    expect(test.facts('broker.checked')).toEqual([]);
  });

  it('is given up when it does not come, and the module is left in order all the same', async () => {
    let over: AbortSignal | null = null;
    const test = new TestRun({
      ...FAILING,
      checkBroker: (_profile, signal) => {
        over = signal;
        return new Promise(() => undefined);
      },
    });
    await test.finish();
    expect(over).toMatchObject({ aborted: true });
    expect(test.facts('broker.checked')).toEqual([]);
    expect(test.facts('at.exchanged').some(({ place }) => place.phase === 'teardown')).toBe(true);
  });

  it('ends at once when the run is stopped, and the verdict stays', async () => {
    const test = new TestRun({
      ...FAILING,
      checkBroker: (_profile, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(null));
          test.bringUp.stop();
        }),
    });
    const verdict = await test.finish();
    expect(verdict).toMatchObject({ code: 'connect_failed' });
    const asked = test.facts('run.cancelRequested')[0];
    const next = test.events.find(({ seq }) => seq > (asked?.seq ?? 0));
    expect(next?.elapsedMs).toBeLessThan((asked?.elapsedMs ?? 0) + 1000);
  });

  it('that has a bug is a fault of the tester, and the module is still left in order', async () => {
    const test = await run({ ...FAILING, checkBroker: () => Promise.reject(new TypeError('a bug')) });
    expectFailure(test, 'broker_connect', 'tester_fault');
    expect(test.facts('at.exchanged').some(({ place }) => place.phase === 'teardown')).toBe(true);
  });
});
