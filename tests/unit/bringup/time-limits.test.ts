import { describe, expect, it } from 'vitest';
import type { StepId } from '../../../shared/plan.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { ERROR, inTurn, late, type Said, type Script, SILENT } from './scripted-module.ts';
import { expectFailure, expectPassed, run } from './test-run.ts';

const SEARCHING = ['+CREG: 0,2', 'OK'] as const;
const DENIED = ['+CREG: 0,3', 'OK'] as const;
const DETACHED = ['+CGATT: 0', 'OK'] as const;

interface Row {
  readonly step: StepId;
  /** Seconds, from a little less to a little more: answers take time themselves. */
  readonly seconds: readonly [number, number];
  readonly script: Script;
  readonly profile?: Partial<ProfileInput>;
  readonly attempts?: number;
}

const TLS = { broker: { host: 'b', tls: true } };
const NEVER = { 'AT+MIPSTART=': ['OK'], 'AT+SSLMIPSTART=': ['OK'] } as const;

/** The budgets of protocol.md 1.2, each held against a module that never gets there. */
const LIMITS: Readonly<Record<string, Row>> = {
  'registration is given up after 60 s': {
    step: 'net_reg',
    seconds: [60, 61],
    script: { 'AT+CREG?': SEARCHING },
  },
  'a denied registration is given up after 15 s': {
    step: 'net_reg',
    seconds: [15, 16],
    script: { 'AT+CREG?': DENIED },
  },
  'a registration denied late gets 15 s from then on': {
    step: 'net_reg',
    seconds: [35, 38],
    script: { 'AT+CREG?': inTurn(...Array.from({ length: 10 }, () => SEARCHING), DENIED) },
  },
  'a registration denied just before the end gets no more than the 60 s': {
    step: 'net_reg',
    seconds: [60, 61],
    script: { 'AT+CREG?': inTurn(...Array.from({ length: 27 }, () => SEARCHING), DENIED) },
  },
  'attach is given up after 60 s': {
    step: 'gprs_attach',
    seconds: [60, 61],
    script: { 'AT+CGATT?': DETACHED },
  },
  'a card that is not ready gets 10 s': {
    step: 'sim_check',
    seconds: [10, 11],
    script: { 'AT+CPIN?': ['+CPIN: NOT READY', 'OK'] },
  },
  'a missing card is believed after three answers': {
    step: 'sim_check',
    seconds: [2, 3],
    script: { 'AT+CPIN?': ['+CME ERROR: 10'] },
  },
  'a silent activation is tried for 90 s twice': {
    step: 'pdp_activate',
    seconds: [185, 200],
    script: { 'AT+CIICR': SILENT },
    attempts: 2,
  },
  'a refused activation is tried three times, 5 s apart': {
    step: 'pdp_activate',
    seconds: [10, 12],
    script: { 'AT+CIICR': ERROR },
    attempts: 3,
  },
  'a plain connection gets 30 s three times': {
    step: 'broker_connect',
    seconds: [96, 100],
    script: NEVER,
    attempts: 3,
  },
  'an SSL connection gets 60 s three times': {
    step: 'broker_connect',
    seconds: [186, 190],
    script: NEVER,
    profile: TLS,
    attempts: 3,
  },
  'a session without CONNACK gets 20 s twice': {
    step: 'mqtt_session',
    seconds: [40, 42],
    script: { 'AT+MCONNECT=': ['OK'] },
    attempts: 2,
  },
  'a refused session is not tried again': {
    step: 'mqtt_session',
    seconds: [0, 1],
    script: { 'AT+MCONNECT=': ['OK', 10, 'CONNACK 4'] },
    attempts: 1,
  },
  'a subscription gets 10 s twice': {
    step: 'subscribe',
    seconds: [20, 21],
    script: { 'AT+MSUB=': ['OK'] },
    attempts: 2,
  },
  'a message gets 10 s to come back': {
    step: 'publish',
    seconds: [10, 11],
    script: { 'AT+MPUB=': ['OK'] },
    attempts: 1,
  },
  'an acknowledgement gets 20 s': {
    step: 'publish',
    seconds: [20, 21],
    profile: { subscribe: { topic: 'down' }, publish: { topic: 'up', qos: 1 } },
    script: { 'AT+MPUB=': ['OK'] },
    attempts: 1,
  },
  'a configuration command gets 9 s twice': {
    step: 'mqtt_client_cfg',
    seconds: [18, 25],
    script: { 'AT+MCONFIG=': SILENT },
    attempts: 2,
  },
};

/** The same, made shorter by the profile: by number, by name, as a number and as an object. */
const OVERRIDDEN: Readonly<Record<string, Row>> = {
  'registration by number': {
    ...wanted('net_reg', [5, 6], { 'AT+CREG?': SEARCHING }),
    profile: { timeouts: { '5': 5 } },
  },
  'registration by name': {
    ...wanted('net_reg', [5, 6], { 'AT+CREG?': SEARCHING }),
    profile: { timeouts: { net_reg: { total: 5, poll: 1 } } },
  },
  'the name goes before the number': {
    ...wanted('net_reg', [3, 4], { 'AT+CREG?': SEARCHING }),
    profile: { timeouts: { '5': 30, net_reg: 3 } },
  },
  'a denied registration': {
    ...wanted('net_reg', [4, 5], { 'AT+CREG?': DENIED }),
    profile: { timeouts: { registration_denied: 4 } },
  },
  'attach beyond a minute': {
    ...wanted('gprs_attach', [90, 92], { 'AT+CGATT?': DETACHED }),
    profile: { timeouts: { '6': 90 } },
  },
  'activation once, for 7 s': {
    ...wanted('pdp_activate', [7, 8], { 'AT+CIICR': SILENT }),
    profile: { timeouts: { pdp_activate: { reply: 7, attempts: 1 } } },
  },
  'a plain connection': {
    ...wanted('broker_connect', [4, 5], NEVER),
    profile: { timeouts: { '11': { completion: 4, attempts: 1 } } },
  },
  'an SSL connection by the number of the step': {
    ...wanted('broker_connect', [4, 5], NEVER),
    profile: { ...TLS, timeouts: { '11': { completion: 4, attempts: 1 } } },
  },
  'an SSL connection by its own name': {
    ...wanted('broker_connect', [5, 6], NEVER),
    profile: { ...TLS, timeouts: { broker_connect_tls: { completion: 5, attempts: 1 } } },
  },
  'the message on its way back': {
    ...wanted('publish', [3, 4], { 'AT+MPUB=': ['OK'] }),
    profile: { timeouts: { publish: 3 } },
  },
  'everything to nothing': {
    ...wanted('at_handshake', [0, 60], { '*': SILENT }),
    profile: {
      timeouts: Object.fromEntries(Array.from({ length: 19 }, (_, index) => [String(index + 1), 0])),
    },
  },
};

function wanted(step: StepId, seconds: readonly [number, number], script: Script): Row {
  return { step, seconds, script };
}

async function check({ step, seconds: [least, most], script, profile = {}, attempts }: Row): Promise<void> {
  const test = await run({ profile, script });
  expect(test.state.finish?.outcome).toBe('failed');
  expect(test.outcome(step)?.kind).toBe('failed');
  expect(test.took(step) / 1000).toBeGreaterThanOrEqual(least);
  expect(test.took(step) / 1000).toBeLessThanOrEqual(most);
  if (attempts !== undefined) expect(test.attempts(step)).toBe(attempts);
}

describe('time limits of the table', () => {
  it.each(Object.entries(LIMITS))('%s', async (_name, row) => check(row));
});

describe('time limits of the profile', () => {
  it.each(Object.entries(OVERRIDDEN))('%s', async (_name, row) => check(row));

  it('do not flood the record when a poll is set to nothing', async () => {
    const test = await run({
      profile: { timeouts: { net_reg: { total: 10, poll: 0 } } },
      script: { 'AT+CREG?': SEARCHING },
    });
    expect(test.module.count('AT+CREG?')).toBeLessThan(101);
  });

  it('give a handshake of no time one try instead of none or ever more', async () => {
    const test = await run({
      profile: { timeouts: { '1': 0, baud_scan: 0 } },
      module: (module) => {
        module.powered = false;
      },
    });
    expectFailure(test, 'at_handshake', 'no_answer');
    expect(test.facts('at.exchanged')).toHaveLength(1);
  });
});

describe('what comes late but in time', () => {
  const rows: readonly [string, Script][] = [
    [
      'registration after 50 s',
      { 'AT+CREG?': inTurn(...Array.from({ length: 24 }, () => SEARCHING), ['+CREG: 0,5', 'OK']) },
    ],
    ['registration denied at first', { 'AT+CREG?': inTurn(DENIED, DENIED, SEARCHING, ['+CREG: 0,1', 'OK']) }],
    [
      'attach after 50 s',
      { 'AT+CGATT?': inTurn(...Array.from({ length: 24 }, () => DETACHED), ['+CGATT: 1', 'OK']) },
    ],
    [
      'a busy card',
      { 'AT+CPIN?': inTurn(['+CME ERROR: 14'], ['+CPIN: NOT READY', 'OK'], ['+CPIN: READY', 'OK']) },
    ],
    [
      'a card missed twice',
      { 'AT+CPIN?': inTurn(['+CME ERROR: 10'], ['+CME ERROR: 10'], ['+CPIN: READY', 'OK']) },
    ],
    ['activation after 89 s', { 'AT+CIICR': late(89_000) }],
    ['CONNECT OK after 29 s', { 'AT+MIPSTART=': (line, _n, module) => delayed(module.usual(line), 29_000) }],
    ['CONNACK OK after 19 s', { 'AT+MCONNECT=': (line, _n, module) => delayed(module.usual(line), 19_000) }],
    ['SUBACK after 9 s', { 'AT+MSUB=': (line, _n, module) => delayed(module.usual(line), 9000) }],
    ['the message after 9 s', { 'AT+MPUB=': (line, _n, module) => delayed(module.usual(line), 9000) }],
  ];

  it.each(rows)('still passes: %s', async (_name, script) => {
    expectPassed(await run({ script }));
  });

  function delayed([first, ...rest]: readonly Said[], ms: number): readonly Said[] {
    return first === undefined ? [] : [first, ms, ...rest];
  }
});

describe('what is done meanwhile', () => {
  it('asks for the attach once, after 20 s', async () => {
    const { module } = await run({ script: { 'AT+CGATT?': DETACHED } });
    const asked = module.received.filter(({ line }) => line === 'AT+CGATT=1');
    const first = module.received.find(({ line }) => line === 'AT+CGATT?');
    expect(asked).toHaveLength(1);
    const after = ((asked[0]?.atMs ?? 0) - (first?.atMs ?? 0)) / 1000;
    expect(after).toBeGreaterThanOrEqual(20);
    expect(after).toBeLessThan(23);
  });

  it('reads the signal between two polls of the registration', async () => {
    const test = await run({ script: { 'AT+CREG?': SEARCHING } });
    expect(test.state.signal.length).toBeGreaterThan(20);
    expect(test.facts('step.waiting').filter(({ until }) => until === 'registration').length).toBeGreaterThan(
      20,
    );
  });

  it('shuts the bearer and sets the access point before a further activation', async () => {
    const test = await run({ script: { 'AT+CIICR': inTurn(ERROR, ['OK']), 'AT+CIFSR': ['10.0.0.1', 'OK'] } });
    expectPassed(test);
    expect(test.commandsOf('pdp_activate')).toEqual([
      'AT+CIICR',
      'AT+CIPSHUT',
      'AT+CSTT="CMNET"',
      'AT+CIICR',
    ]);
    expect(test.warnings('pdp_activate')).toEqual(['answered_after_retry']);
  });

  it('closes the session before the second connection and renews the bearer before the third', async () => {
    const failing = ['OK', 100, 'CONNECT FAIL'];
    const test = await run({ script: { 'AT+MIPSTART=': failing } });
    expect(test.commandsOf('broker_connect')).toEqual([
      'AT+MIPSTART="broker.example","1883"',
      'AT+MDISCONNECT',
      'AT+MIPCLOSE',
      'AT+MIPSTART="broker.example","1883"',
      'AT+MDISCONNECT',
      'AT+MIPCLOSE',
      'AT+CIPSHUT',
      'AT+CSTT="CMNET"',
      'AT+CIICR',
      'AT+CIFSR',
      'AT+MCONFIG="wis-867723030000003"',
      'AT+MIPSTART="broker.example","1883"',
    ]);
  });

  it('repeats steps 11 to 13 once when the session stays without an answer', async () => {
    const test = await run({ script: { 'AT+MCONNECT=': inTurn(['OK'], ['OK', 10, 'CONNACK OK']) } });
    expect(test.commandsOf('mqtt_session')).toEqual([
      'AT+MCONNECT=1,20',
      'AT+MDISCONNECT',
      'AT+MIPCLOSE',
      'AT+MIPSTART="broker.example","1883"',
      'AT+MCONFIG="wis-867723030000003","user","***"',
      'AT+MCONNECT=1,20',
    ]);
    expect(test.outcome('mqtt_session')?.kind).toBe('passed');
  });
});
