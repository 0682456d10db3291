import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveOverPty, serveOverTcp } from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { type BenchStation, benchProfile, openBenchStation, statuses } from '../../support/bench-station.ts';
import {
  type Mosquitto,
  mosquittoAvailable,
  mosquittoNote,
  startMosquitto,
} from '../../support/mosquitto.ts';
import { startObserver } from '../../support/observer.ts';
import { socatAvailable, socatNote } from '../../support/socat.ts';

let station: BenchStation;

beforeAll(async () => {
  station = await openBenchStation();
});

afterAll(async () => {
  await station.close();
});

/** The module at an address of the simulated farm. */
function moduleAt(address: string) {
  const found = station.farm.module(address);
  if (!found.ok) throw new Error(found.fault.kind);
  return found.module;
}

describe('the 19 steps over TCP', () => {
  test('pass against a module behind a serial device server', async () => {
    const served = await serveOverTcp(moduleAt('sim:net?speed=instant'), {
      host: '127.0.0.1',
      port: 0,
      clock: systemClock,
    });
    if (!served.ok) throw new Error(served.fault.code);
    const { port, close } = served.endpoint;
    const state = await station.run(`tcp://127.0.0.1:${port}`, benchProfile());
    expect(state.finish).toMatchObject({ outcome: 'passed', complete: true });
    await close();
  });

  test('are errored, not failed, when the server hangs up in mid-run', async () => {
    const served = await serveOverTcp(moduleAt('sim:cut?speed=instant&fault=connack-silent'), {
      host: '127.0.0.1',
      port: 0,
      clock: systemClock,
    });
    if (!served.ok) throw new Error(served.fault.code);
    const run = station.start(`tcp://127.0.0.1:${served.endpoint.port}`, benchProfile());
    await station.event(run, (event) => event.type === 'step.started' && event.step === 13);
    await served.endpoint.close();
    await run.done;
    expect(run.state.finish).toMatchObject({ outcome: 'errored', failedStep: 13, code: 'port_lost' });
  });

  test('say that nobody listens', async () => {
    const state = await station.run('tcp://127.0.0.1:1', benchProfile());
    expect(state.finish).toMatchObject({ outcome: 'errored', failedStep: null, code: 'port_unreachable' });
    expect(state.link.fault).toEqual({ kind: 'unreachable', code: 'ECONNREFUSED' });
  });
});

describe.skipIf(!socatAvailable || !mosquittoAvailable)(
  `the 19 steps over a terminal device, to Mosquitto${socatNote}${mosquittoNote}`,
  () => {
    let broker: Mosquitto;
    let unit = 0;

    beforeAll(async () => {
      broker = await startMosquitto();
    });

    afterAll(async () => {
      await broker.stop();
    });

    const mqtt = () =>
      ({
        clientId: 'wis-{imei}',
        username: broker.username,
        password: broker.password,
        keepAliveSeconds: 33,
        will: { topic: 'wills/{imei}', payload: 'OFFLINE', qos: 1, retain: false },
      }) as const;

    /** Runs on a fresh module behind a pseudo-terminal that connects where it is told to. */
    async function runOnTerminal(changes: Partial<ProfileInput>) {
      unit += 1;
      const path = `/tmp/wis800c-test-${process.pid}-${unit}`;
      const served = await serveOverPty(moduleAt(`sim:tty${unit}?speed=instant&broker=real`), {
        path,
        clock: systemClock,
      });
      if (!served.ok) throw new Error(served.fault.kind);
      const state = await station.run(path, benchProfile({ mqtt: mqtt(), ...changes }));
      return { state, unplug: () => served.endpoint.close(), imei: String(state.measurements.imei?.value) };
    }

    test.each([
      { way: 'plain', tls: false },
      { way: 'SSL', tls: true },
    ])('pass over $way, and the broker logs what the profile says', async ({ tls }) => {
      const observer = await startObserver({ ...broker, port: broker.plainPort });
      const port = tls ? broker.tlsPort : broker.plainPort;
      const { state, unplug, imei } = await runOnTerminal({ broker: { host: '127.0.0.1', port, tls } });
      expect(statuses(state)).toMatchObject({ 11: 'passed', 13: 'passed', 17: 'passed', 19: 'passed' });
      expect(state.finish).toMatchObject({ outcome: 'passed', complete: true });
      expect(await observer.next()).toEqual({ topic: `units/${imei}`, payload: 'WIS800C', retain: false });
      const connected = await broker.logged(new RegExp(`New client connected .* as wis-${imei} .*`));
      expect(connected).toMatch(/c1, k33, u'field\/wis800c'/);
      expect(await broker.logged(new RegExp(`wis-${imei} 0 units/${imei}`))).toContain(`units/${imei}`);
      expect(broker.log()).toMatch(new RegExp(`Received DISCONNECT from wis-${imei}`));
      observer.close();
      await unplug();
    });

    test('publish the will when a unit that stays online loses its power', async () => {
      const observer = await startObserver({ ...broker, port: broker.plainPort });
      const { state, unplug, imei } = await runOnTerminal({
        broker: { host: '127.0.0.1', port: broker.plainPort },
        after: 'stay-online',
      });
      expect(state.finish?.outcome).toBe('passed');
      await observer.next();
      await unplug();
      moduleAt(`sim:tty${unit}?speed=instant&broker=real`).dispose();
      expect(await observer.next()).toEqual({ topic: `wills/${imei}`, payload: 'OFFLINE', retain: false });
      observer.close();
    });

    test('fail at step 13 with the broker’s return code when the password is wrong', async () => {
      const { state, unplug } = await runOnTerminal({
        broker: { host: '127.0.0.1', port: broker.plainPort },
        mqtt: { ...mqtt(), password: 'not the password' },
      });
      expect(state.finish).toMatchObject({ outcome: 'failed', failedStep: 13, code: 'session_refused' });
      expect(state.measurements.connack_code).toMatchObject({ value: 5, verdict: 'fail' });
      await unplug();
    });

    test('fail at step 11 when a plain connection meets the SSL port', async () => {
      const { state, unplug } = await runOnTerminal({
        broker: { host: '127.0.0.1', port: broker.tlsPort },
        timeouts: { 11: 2, 13: 2 },
      });
      expect(state.finish?.outcome).toBe('failed');
      expect([11, 13]).toContain(state.finish?.failedStep);
      await unplug();
    });

    test('pass over a terminal device with cached delivery and a will in ASCII', async () => {
      const { state, unplug } = await runOnTerminal({
        broker: { host: '127.0.0.1', port: broker.plainPort },
        messages: { delivery: 'cached', encoding: 'ascii' },
      });
      expect(state.finish?.outcome).toBe('passed');
      expect(state.measurements.cached_messages?.value).toBe(1);
      await unplug();
    });
  },
);
