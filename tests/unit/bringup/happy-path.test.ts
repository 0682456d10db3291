import { describe, expect, it } from 'vitest';
import { STEPS } from '../../../shared/plan.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { expectPassed, run } from './test-run.ts';

const will = { topic: 'wis/{imei}/status', payload: 'OFFLINE', qos: 1, retain: true } as const;

const BRANCHES: Record<string, Partial<ProfileInput>> = {
  'no will, HEX, plain, direct, QoS 0': {},
  'will in HEX': { mqtt: { clientId: 'c', will } },
  'will in ASCII': { mqtt: { clientId: 'c', will }, messages: { encoding: 'ascii' } },
  ASCII: { messages: { encoding: 'ascii' } },
  'SSL with prefix': { broker: { host: 'b.example', port: 1884, tls: true } },
  'SSL without prefix': { broker: { host: 'b.example', port: 8883, tls: true, sslPrefix: false } },
  cached: { messages: { delivery: 'cached' } },
  'cached, ASCII': { messages: { delivery: 'cached', encoding: 'ascii' } },
  'QoS 1': { publish: { qos: 1 }, subscribe: { qos: 1 } },
  'QoS 2': { publish: { qos: 2 }, subscribe: { qos: 2 } },
  'QoS 2, cached, retained': { publish: { qos: 2, retain: true }, messages: { delivery: 'cached' } },
  'private APN': { apn: { name: 'private', username: 'u', password: 'apn-pw-77' } },
  'stays online': { after: 'stay-online' },
  'powers off': { after: 'power-off' },
  'wildcard subscription': { subscribe: { topic: 'a/+/c' }, publish: { topic: 'a/b/c' } },
  'publishes elsewhere': { subscribe: { topic: 'down' }, publish: { topic: 'up' } },
  'publishes elsewhere, cached': {
    subscribe: { topic: 'down' },
    publish: { topic: 'up' },
    messages: { delivery: 'cached' },
  },
  'publishes elsewhere with QoS 1': { subscribe: { topic: 'down' }, publish: { topic: 'up', qos: 1 } },
  'no optional steps': { optionalSteps: { echoOff: false, fixBaud: false } },
};

describe('a module that does as documented', () => {
  it.each(Object.entries(BRANCHES))('passes: %s', async (_name, profile) => {
    const test = await run({ profile });
    expectPassed(test);
    expect(test.state.finish?.complete).toBe(true);
  });

  it('is sent the 19 commands in the order of the document', async () => {
    const test = await run();
    const sent = test.module.commands;
    const order = STEPS.filter(({ number }) => number > 1 && number !== 18).map(({ command }) => command);
    let from = 0;
    for (const command of order) {
      const at = sent.findIndex((line, index) => index >= from && line.startsWith(command));
      expect(at, command).toBeGreaterThanOrEqual(0);
      from = at + 1;
    }
  });

  it('is sent the will only after its format', async () => {
    const test = await run({ profile: { mqtt: { clientId: 'c', will } } });
    expect(test.commandsOf('mqtt_auth_cfg')).toEqual([
      'AT+MQTTMODE=1',
      'AT+MCONFIG="c","","",1,1,"wis/867723030000003/status","4F46464C494E45"',
    ]);
  });

  it('leaves step 18 out when messages come directly, and reads the cache when they do not', async () => {
    const direct = await run();
    expect(direct.outcome('read_cache')).toEqual({ kind: 'not_applicable', reason: 'delivered_directly' });
    const cached = await run({ profile: { messages: { delivery: 'cached' } } });
    expect(cached.outcome('read_cache')?.kind).toBe('passed');
    expect(cached.state.measurements.cached_messages?.value).toBe(1);
  });

  it('is unsubscribed and disconnected at the end, and its link closed', async () => {
    const { module } = await run();
    expect(module.commands.slice(-3)).toEqual(['AT+MUNSUB="test"', 'AT+MDISCONNECT', 'AT+MIPCLOSE']);
    expect(module.mqtt).toBe(0);
  });

  it('stays online when the profile wants it so', async () => {
    const test = await run({ profile: { after: 'stay-online' } });
    expect(test.outcome('mqtt_close')).toEqual({ kind: 'not_applicable', reason: 'stays_online' });
    expect(test.module.mqtt).toBe(1);
    expect(test.module.count('AT+MDISCONNECT')).toBe(0);
  });

  it('is switched off after a pass when the profile wants it so, and only then', async () => {
    const passed = await run({ profile: { after: 'power-off' } });
    expect(passed.module.commands.at(-1)).toBe('AT+CPOWD=1');
    const failed = await run({ profile: { after: 'power-off' }, script: { 'AT+MPUB=': ['ERROR'] } });
    expect(failed.module.count('AT+CPOWD=')).toBe(0);
  });

  it('is known by its numbers in the record', async () => {
    const { state } = await run();
    expect(state.measurements).toMatchObject({
      baud_rate: { value: 115200, unit: 'bit/s', verdict: 'pass' },
      imei: { value: '867723030000003', verdict: 'pass' },
      iccid: { value: '89860012345678901234' },
      imsi: { value: '460001234567890' },
      firmware: { value: 'WIS800C_V1.0' },
      signal: { value: 21 },
      sim_state: { value: 'ready', verdict: 'pass' },
      registration: { value: 1, verdict: 'pass' },
      attach: { value: 1, verdict: 'pass' },
      bearer_state: { value: 'IP INITIAL' },
      mqtt_state: { value: 0 },
      ip_address: { value: '10.197.178.148', verdict: 'pass' },
      connack_code: { value: 0, verdict: 'pass' },
      delivery: { value: 'direct', verdict: 'pass' },
      returned_message: { verdict: 'pass' },
    });
  });

  it('passes on every step without a warning', async () => {
    const { state } = await run();
    expect(state.steps.filter(({ status }) => status === 'warned')).toEqual([]);
  });

  it('keeps 11 to 13 in one piece: nothing else is sent between them', async () => {
    const test = await run({ profile: { mqtt: { clientId: 'c', will: null } } });
    const at = test.module.received.findIndex(({ line }) => line.startsWith('AT+MIPSTART'));
    const piece = test.module.received.slice(at, at + 3);
    expect(piece.map(({ line }) => line)).toEqual([
      'AT+MIPSTART="broker.example","1883"',
      'AT+MCONFIG="c","",""',
      'AT+MCONNECT=1,20',
    ]);
    const [first, , last] = piece;
    expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeLessThan(200);
  });
});
