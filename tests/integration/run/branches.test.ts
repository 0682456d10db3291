import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProfileInput } from '../../../shared/profile.ts';
import { type BenchStation, benchProfile, openBenchStation, statuses } from '../../support/bench-station.ts';

let station: BenchStation;

beforeAll(async () => {
  station = await openBenchStation();
});

afterAll(async () => {
  await station.close();
});

const ALL_PASSED = Object.fromEntries(Array.from({ length: 19 }, (_, index) => [index + 1, 'passed']));
const WILL = { topic: 'units/{imei}/will', payload: 'OFFLINE', qos: 1, retain: true } as const;
const MQTT = { clientId: 'wis-{imei}', username: 'user', password: 'marker-secret' };

interface Branch {
  readonly title: string;
  readonly changes: Partial<ProfileInput>;
  /** Steps that do not simply pass. */
  readonly differs?: Readonly<Record<number, string>>;
}

const DIRECT = { 18: 'not_applicable' };

const BRANCHES: readonly Branch[] = [
  { title: 'direct, HEX, no will', changes: {}, differs: DIRECT },
  {
    title: 'direct, ASCII',
    changes: { messages: { delivery: 'direct', encoding: 'ascii' } },
    differs: DIRECT,
  },
  { title: 'cached, HEX', changes: { messages: { delivery: 'cached', encoding: 'hex' } } },
  { title: 'cached, ASCII', changes: { messages: { delivery: 'cached', encoding: 'ascii' } } },
  { title: 'a will in HEX', changes: { mqtt: { ...MQTT, will: WILL } }, differs: DIRECT },
  {
    title: 'a will in ASCII',
    changes: { mqtt: { ...MQTT, will: WILL }, messages: { encoding: 'ascii' } },
    differs: DIRECT,
  },
  { title: 'SSL', changes: { broker: { host: '127.0.0.1', port: 8883, tls: true } }, differs: DIRECT },
  { title: 'QoS 1', changes: { publish: { qos: 1 }, subscribe: { qos: 1 } }, differs: DIRECT },
  { title: 'QoS 2', changes: { publish: { qos: 2 }, subscribe: { qos: 2 } }, differs: DIRECT },
  {
    title: 'another topic than subscribed',
    changes: { publish: { topic: 'elsewhere', qos: 1 } },
    differs: DIRECT,
  },
  {
    title: 'a unit that stays online',
    changes: { after: 'stay-online' },
    differs: { ...DIRECT, 19: 'not_applicable' },
  },
  { title: 'power off at the end', changes: { after: 'power-off' }, differs: DIRECT },
  {
    title: 'the optional steps left out',
    changes: { optionalSteps: { echoOff: false, fixBaud: false } },
    differs: { ...DIRECT, 2: 'skipped', 3: 'skipped' },
  },
];

describe('the 19 steps against the simulated module', () => {
  test.concurrent.each(BRANCHES)('pass with $title', async ({ title, changes, differs = {} }) => {
    const port = `sim:${title.replace(/\W+/g, '-')}?speed=instant`;
    const state = await station.run(port, benchProfile(changes));
    expect(statuses(state)).toEqual({ ...ALL_PASSED, ...differs });
    expect(state.finish).toMatchObject({ outcome: 'passed', failedStep: null, code: null, complete: true });
    expect(state.misfits).toEqual([]);
  });

  test('leave at the broker exactly what the profile says', async () => {
    const broker = await station.farm.broker();
    const changes = {
      mqtt: { ...MQTT, keepAliveSeconds: 45, will: WILL },
      publish: { payload: 'Größe 21 °C "x"\n' },
    };
    const state = await station.run('sim:witness?speed=instant', benchProfile(changes));
    expect(state.finish?.outcome).toBe('passed');
    const imei = String(state.measurements.imei?.value);
    expect(broker.clients().find(({ id }) => id === `wis-${imei}`)).toMatchObject({
      username: 'user',
      hasPassword: true,
      clean: true,
      keepAliveSeconds: 45,
      will: {
        topic: `units/${imei}/will`,
        payload: new TextEncoder().encode('OFFLINE'),
        qos: 1,
        retain: true,
      },
    });
    expect(broker.subscriptions()).toContainEqual({
      clientId: `wis-${imei}`,
      topic: `units/${imei}`,
      qos: 0,
    });
    const published = broker.publishes().filter(({ topic }) => topic === `units/${imei}`);
    expect(published.map(({ payload }) => Buffer.from(payload).toString())).toEqual(['Größe 21 °C "x"\n']);
    expect(broker.isConnected(`wis-${imei}`)).toBe(false);
  });

  test('can be repeated at once on the same unit', async () => {
    const profile = benchProfile();
    for (const round of [1, 2, 3]) {
      const state = await station.run('sim:again?speed=instant', profile);
      expect([round, state.finish?.outcome]).toEqual([round, 'passed']);
    }
  });

  test('find a module that is still online from an earlier run, and start over', async () => {
    const port = 'sim:online?speed=instant';
    await station.run(port, benchProfile({ after: 'stay-online' }));
    const state = await station.run(port, benchProfile());
    expect(state.measurements.mqtt_state?.value).toBe(1);
    expect(state.finish?.outcome).toBe('passed');
  });

  test('find a module at another rate and leave it at the profile’s', async () => {
    const state = await station.run('sim:slow-uart?speed=instant&baud=9600', benchProfile());
    expect(state.finish?.outcome).toBe('passed');
    expect(state.link.baudRate).toBe(115200);
    const again = await station.run('sim:slow-uart?speed=instant&baud=9600', benchProfile());
    expect(again.steps[0]?.durationMs).toBeLessThan(1000);
  });

  test('wake a module that is off, by its power key', async () => {
    const profile = benchProfile({ powerKey: { line: 'dtr' }, timeouts: { 1: 2, baud_scan: 0 } });
    const state = await station.run('sim:asleep?off=1&speed=instant', profile);
    expect(state.finish?.outcome).toBe('passed');
  });

  test('start from any step on a unit that stands there', async () => {
    const port = 'sim:resume?speed=instant';
    await station.run(port, benchProfile({ after: 'stay-online' }));
    const state = await station.run(port, benchProfile(), { fromStep: 14 });
    expect(state.finish).toMatchObject({ outcome: 'passed', complete: false });
    expect(statuses(state)).toMatchObject({ 1: 'skipped', 13: 'skipped', 14: 'passed', 17: 'passed' });
  });

  test('go back to the step that the start needs on a unit that does not stand there', async () => {
    const state = await station.run('sim:cold?speed=instant', benchProfile(), { fromStep: 15 });
    expect(state.fromStep).toBe(7);
    expect(state.finish).toMatchObject({ outcome: 'passed', complete: false });
  });

  test('run on eight bays side by side, each with its own unit', async () => {
    const ports = Array.from({ length: 8 }, (_, index) => `sim:bay${index}?speed=instant`);
    const states = await Promise.all(ports.map((port) => station.run(port, benchProfile())));
    expect(states.map(({ finish }) => finish?.outcome)).toEqual(ports.map(() => 'passed'));
    expect(new Set(states.map(({ measurements }) => measurements.imei?.value)).size).toBe(8);
  });

  test('hold a bay for one run at a time', async () => {
    const profile = benchProfile();
    const first = station.start('sim:taken?speed=instant', profile);
    expect(() => station.start('sim:taken?speed=instant', profile)).toThrow('bay taken');
    await first.done;
  });

  test('put every secret in no event and no byte of the trace', async () => {
    const changes = {
      apn: { name: 'CMNET', username: 'net', password: 'apn-marker' },
      sim: { pin: '4711' },
    };
    const port = 'sim:secretive?speed=instant&fault=echo-stays&fault=sim-pin:4711';
    const state = await station.run(port, benchProfile(changes));
    expect(state.finish?.outcome).toBe('passed');
    const events = JSON.stringify(station.events.filter((event) => event.runId === state.runId));
    const trace = await station.store.readTrace(state.runId ?? '');
    if (!trace.ok) throw new Error(trace.fault.kind);
    const bytes = Buffer.concat(
      trace.items.flatMap((item) => ('bytes' in item ? [item.bytes] : [])),
    ).toString('latin1');
    expect(bytes).toContain('AT+MCONFIG=');
    for (const secret of ['marker-secret', 'apn-marker', '"4711"']) {
      expect(events).not.toContain(secret);
      expect(bytes).not.toContain(secret);
    }
  });
});

describe('units that publish the same bytes to the same topic at once', () => {
  const shared = { subscribe: { topic: 'common' }, publish: { topic: 'common' } };

  test('pass with a warning on both bays: a message of one could prove the other', async () => {
    const ports = ['sim:twin1', 'sim:twin2'];
    const states = await Promise.all(ports.map((port) => station.run(port, benchProfile(shared))));
    expect(states.map(({ steps }) => steps[16]?.outcome)).toMatchObject([
      { kind: 'passed', warnings: ['loopback_shared'] },
      { kind: 'passed', warnings: ['loopback_shared'] },
    ]);
  });

  test('pass without it when each has its own', async () => {
    const ports = ['sim:own1', 'sim:own2'];
    const states = await Promise.all(ports.map((port) => station.run(port, benchProfile())));
    expect(states.map(({ steps }) => steps[16]?.status)).toEqual(['passed', 'passed']);
  });
});
