import { describe, expect, it } from 'vitest';
import type { Profile, ProfileInput } from '../../../shared/profile.ts';
import { utf8Bytes } from '../../../shared/utf8.ts';
import { type Answer, inTurn, late, type ScriptedModule, type Script, twice } from './scripted-module.ts';
import { expectFailure, expectPassed, run, TestRun } from './test-run.ts';

const CACHED: Pick<ProfileInput, 'messages'> = { messages: { delivery: 'cached' } };
const DELIVERIES: readonly Profile['messages']['delivery'][] = ['direct', 'cached'];
const OUR_BYTES = '+MSUB: "test",7 byte,57495338303043';

/** The session is gone already, and the module says so in its way. */
const closed =
  (answer: string): Answer =>
  (_line, _nth, module) => [() => void (module.mqtt = 0), answer];

describe('a module that is odd but alive', () => {
  const odd: Readonly<
    Record<string, { readonly script?: Script; readonly module?: (module: ScriptedModule) => void }>
  > = {
    'answers everything twice': { script: { '*': twice } },
    'takes 1.5 s for every answer': { script: { AT: late(500), '*': late(1500) } },
    'sends byte by byte': { module: (module) => void (module.chunk = 1) },
    'sends three bytes at a time': { module: (module) => void (module.chunk = 3) },
    'echoes for ever': { script: { ATE0: ['OK'] } },
    'writes full-width punctuation': { script: { 'AT+CPIN?': ['+CPIN：READY', 'OK'] } },
    'leaves out the result codes of CREG and CIFSR': {
      script: { 'AT+CREG?': ['+CREG: 0,1'], 'AT+CIFSR': ['10.1.2.3'] },
    },
    'prints the topic with blanks': {
      script: { 'AT+MPUB=': ['OK', 50, '+MSUB: " test ",7 byte, 57495338303043'] },
    },
    'prints the topic without quotes': {
      script: { 'AT+MPUB=': ['OK', 50, '+MSUB:test,7 bytes,57495338303043'] },
    },
    'prints the message before OK': { script: { 'AT+MPUB=': [OUR_BYTES, 'OK'] } },
    'prints the message in ASCII although HEX was set': {
      script: { 'AT+MPUB=': ['OK', 50, '+MSUB: "test",7 byte,WIS800C'] },
    },
    'prints CONNECT OK before OK': {
      script: { 'AT+MIPSTART=': (line, _n, module) => [...module.usual(line)].toReversed() },
    },
    'numbers its link': {
      script: {
        'AT+MIPSTART=': inTurn(['OK', 50, '0, CONNECT OK']),
        'AT+MCONNECT=': ['OK', 'CONNACK OK'],
        'AT+MSUB=': ['OK', 'SUBACK,0'],
        'AT+MPUB=': ['OK', OUR_BYTES],
      },
    },
    'knows neither identity nor survey commands': {
      script: Object.fromEntries(
        [
          'AT+CMEE=',
          'AT+CGMR',
          'AT+ICCID',
          'AT+CCID',
          'AT+CIMI',
          'AT+CSQ',
          'AT+CIPSTATUS',
          'AT+MQTTSTATU',
        ].map((name) => [name, ['ERROR']]),
      ),
    },
    'closes with an error': {
      script: { 'AT+MUNSUB=': ['ERROR'], 'AT+MDISCONNECT': closed('+CME ERROR: 767') },
    },
    'is registered in roaming': { script: { 'AT+CREG?': ['+CREG: 2,5,"1A2B","00C3"', 'OK'] } },
  };

  it.each(Object.entries(odd))('passes: it %s', async (_name, setting) => {
    expectPassed(await run(setting));
  });

  it.each([
    [{ 'AT+CREG?': ['+CREG: 0,1'] }, 'net_reg', 'final_code_missing'],
    [{ 'AT+CREG?': ['+CREG: 0,9', 'OK'] }, 'net_reg', 'circuit_fallback_not_preferred'],
    [{ 'AT+CIFSR': ['10.1.2.3'] }, 'get_ip', 'final_code_missing'],
    [
      { 'AT+MSUB=': (l: string, _n: number, m: ScriptedModule) => m.usual(l).slice(1) },
      'subscribe',
      'final_code_missing',
    ],
    [
      { 'AT+MCONNECT=': (l: string, _n: number, m: ScriptedModule) => m.usual(l).slice(1) },
      'mqtt_session',
      'final_code_missing',
    ],
    [
      { 'AT+MIPSTART=': (l: string, _n: number, m: ScriptedModule) => m.usual(l).slice(1) },
      'broker_connect',
      'final_code_missing',
    ],
    [{ 'AT+MDISCONNECT': closed('ERROR') }, 'mqtt_close', 'already_closed'],
    [
      { 'AT+CSTT=': (l: string, n: number, m: ScriptedModule) => (n === 1 ? ['ERROR'] : m.usual(l)) },
      'set_apn',
      'answered_after_retry',
    ],
    [
      { 'AT+MQTTMODE=': inTurn(['ERROR'], ['OK']), 'AT+MPUB=': ['OK', OUR_BYTES] },
      'payload_mode',
      'answered_after_retry',
    ],
  ] as const)('is warned of (%#): %j at %s', async (script, step, warning) => {
    const test = await run({ script });
    expectPassed(test);
    expect(test.warnings(step)).toContain(warning);
  });

  it('is warned of when an acknowledgement is not printed but the message came back', async () => {
    const script = { 'AT+MPUB=': ['OK', 50, OUR_BYTES] } as const;
    const test = await run({ profile: { publish: { qos: 1 } }, script });
    expectPassed(test);
    expect(test.warnings('publish')).toEqual(['acknowledgement_missing']);
  });

  it.each([
    ['a wrong check digit', { 'AT+CGSN': ['867723030000009', 'OK'] }, 'imei_check_digit', 'sim_check'],
    ['no ICCID', { 'AT+ICCID': ['ERROR'], 'AT+CCID': ['ERROR'] }, 'identity_missing', 'net_reg'],
    [
      'a weak supply',
      { 'AT+CREG?': ['UNDER-VOLTAGE WARNNING', '+CREG: 0,1', 'OK'] },
      'supply_voltage',
      'net_reg',
    ],
    [
      'a weak supply between steps',
      { 'AT+CIMI': ['UNDER-VOLTAGE WARNNING', 'OK'] },
      'supply_voltage',
      'net_reg',
    ],
  ] as const)('is warned of %s, once, at the next step that passes', async (_name, script, warning, step) => {
    const test = await run({ script });
    expectPassed(test);
    const all = test.state.steps.flatMap(({ outcome }) =>
      outcome?.kind === 'passed' ? outcome.warnings : [],
    );
    expect(all).toEqual([warning]);
    expect(test.warnings(step)).toEqual([warning]);
  });

  it('gets the warnings of the start at the step they concern', async () => {
    const test = await run({ warnings: () => ['loopback_shared'] });
    expect(test.warnings('publish')).toEqual(['loopback_shared']);
  });
});

describe('delivery in the other mode', () => {
  it('passes when cached although direct was set: the cache must prove the bytes', async () => {
    const script: Script = { 'AT+MPUB=': ['OK', 50, '+MSUB: 0'], 'AT+MQTTMSGGET': [OUR_BYTES, 'OK'] };
    const test = await run({ script });
    expectPassed(test);
    expect(test.warnings('publish')).toEqual(['delivery_mode_differs']);
    expect(test.outcome('read_cache')?.kind).toBe('passed');
  });

  it('waits for its own message when the first notice was of somebody else’s', async () => {
    const foreign = '+MSUB: "test",5 byte,6F74686572';
    const script: Script = {
      'AT+MPUB=': ['OK', 50, '+MSUB: 0', 1500, '+MSUB: 1'],
      'AT+MQTTMSGGET': inTurn(['OK'], [foreign, 'OK'], [OUR_BYTES, 'OK']),
    };
    const test = await run({ profile: CACHED, script });
    expect(test.state.finish?.outcome).toBe('passed');
  });

  it('fails when only somebody else’s messages are cached within the limit', async () => {
    const foreign = '+MSUB: "test",5 byte,6F74686572';
    const script: Script = {
      'AT+MPUB=': ['OK', 50, '+MSUB: 0'],
      'AT+MQTTMSGGET': inTurn(['OK'], [foreign, 'OK']),
    };
    expectFailure(await run({ profile: CACHED, script }), 'read_cache', 'message_differs');
  });

  it.each(DELIVERIES)(
    'says with %s delivery that nothing is proved without a subscription',
    async (delivery) => {
      const profile = { messages: { delivery }, publish: { topic: 'elsewhere' } };
      const test = await run({ profile });
      expect(test.warnings('publish')).toContain('return_not_proved');
    },
  );

  it('passes when direct although cached was set: then there is no cache to read', async () => {
    const test = await run({ profile: CACHED, script: { 'AT+MPUB=': ['OK', 50, OUR_BYTES] } });
    expectPassed(test);
    expect(test.warnings('publish')).toEqual(['delivery_mode_differs']);
    expect(test.outcome('read_cache')).toEqual({ kind: 'not_applicable', reason: 'delivered_directly' });
  });

  it('looks into the cache when no notice came', async () => {
    const test = await run({
      profile: CACHED,
      script: { 'AT+MPUB=': (line, _n, module) => module.usual(line).slice(0, 1) },
    });
    expectPassed(test);
    expect(test.warnings('publish')).toEqual(['notice_missing']);
    expect(test.outcome('read_cache')?.kind).toBe('passed');
  });

  it('reads the cache by slots where the firmware wants them', async () => {
    const slot: Answer = (line, _nth, module) =>
      line.endsWith('=2') && module.count('AT+MPUB=') > 0 ? [OUR_BYTES, 'OK'] : ['OK'];
    const test = await run({
      profile: CACHED,
      script: {
        'AT+MPUB=': ['OK', 50, '+MSUB: 2'],
        'AT+MQTTMSGGET': ['ERROR'],
        'AT+MQTTMSGGET=': slot,
      },
    });
    expectPassed(test);
  });
});

describe('what must not prove anything', () => {
  /** The message of an earlier run is still in the cache, and nothing that is published arrives. */
  const stale = (module: ScriptedModule) => {
    module.encoding = 1;
    module.cached = [{ topic: 'test', payload: '57495338303043' }];
  };

  it('a message that an earlier run left in the cache', async () => {
    const test = await run({ profile: CACHED, module: stale, script: { 'AT+MPUB=': ['OK'] } });
    expectFailure(test, 'publish', 'message_not_returned');
  });

  it('a message that an earlier run left in a cache that reading does not empty', async () => {
    const test = await run({
      profile: CACHED,
      script: { 'AT+MPUB=': ['OK'], 'AT+MQTTMSGGET': [OUR_BYTES, 'OK'] },
    });
    expectFailure(test, 'publish', 'message_not_returned');
  });

  it('a notice of another message, with an old copy of ours in the cache', async () => {
    const test = await run({
      profile: CACHED,
      script: { 'AT+MPUB=': ['OK', 50, '+MSUB: 1'], 'AT+MQTTMSGGET': [OUR_BYTES, 'OK'] },
    });
    expectFailure(test, 'read_cache', 'cache_empty');
  });

  it('but a cache that keeps its copies shows the new one by its number', async () => {
    const test = await run({
      profile: CACHED,
      script: {
        'AT+MPUB=': ['OK', 50, '+MSUB: 1'],
        'AT+MQTTMSGGET': inTurn([OUR_BYTES, 'OK'], [OUR_BYTES, 'OK'], [OUR_BYTES, OUR_BYTES, 'OK']),
      },
    });
    expectPassed(test);
  });

  it('a cache full of old copies leaves the word to the notice', async () => {
    const full = [OUR_BYTES, OUR_BYTES, OUR_BYTES, OUR_BYTES, 'OK'];
    const noticed = await run({
      profile: CACHED,
      script: { 'AT+MPUB=': ['OK', 50, '+MSUB: 0'], 'AT+MQTTMSGGET': full },
    });
    expectPassed(noticed);
    const silent = await run({ profile: CACHED, script: { 'AT+MPUB=': ['OK'], 'AT+MQTTMSGGET': full } });
    expectFailure(silent, 'publish', 'message_not_returned');
  });

  it.each(DELIVERIES)('a message that came before it was published (%s)', async (delivery) => {
    const test = await run({
      profile: { messages: { delivery } },
      script: {
        'AT+MQTTMODE=': [delivery === 'direct' ? OUR_BYTES : '+MSUB: 0', 'OK'],
        'AT+MPUB=': ['OK'],
      },
    });
    expectFailure(test, 'publish', 'message_not_returned');
  });

  it.each([
    ['the same bytes on another topic', '+MSUB: "test/x",7 byte,57495338303043'],
    ['the HEX digits as text, from a module that ignored the format', '+MSUB: "test",14 byte,57495338303043'],
    ['other bytes', '+MSUB: "test",7 byte,57495338303044'],
    ['our bytes and more', '+MSUB: "test",8 byte,5749533830304300'],
    ['our bytes under a wrong count', '+MSUB: "test",6 byte,57495338303043'],
    ['nothing at all', '+MSUB: "test",0 byte,'],
    ['the topic in capitals', '+MSUB: "TEST",7 byte,57495338303043'],
    ['a success of another dialect', '+MPUB: SUCCESS'],
  ])('%s', async (_name, line) => {
    const test = await run({ script: { 'AT+MPUB=': ['OK', 50, line] } });
    expect(test.state.finish?.outcome).toBe('failed');
    expect(test.outcome('publish')?.kind).toBe('failed');
  });

  it.each([
    ['an OK of an earlier command', { 'AT+CIICR': ['OK', 'OK'], 'AT+CIFSR': ['ERROR'] }, 'get_ip'],
    ['the unsolicited form of the registration', { 'AT+CREG?': ['+CREG: 1', 'OK'] }, 'net_reg'],
    ['a registration printed in passing', { 'AT+CREG?': ['+CREG: 0,1', 'ERROR'] }, 'net_reg'],
    ['a card line without its word', { 'AT+CPIN?': ['+CPIN: READYISH', 'OK'] }, 'sim_check'],
    ['CONNECT OK without CONNACK', { 'AT+MCONNECT=': ['OK', 50, 'CONNECT OK'] }, 'mqtt_session'],
    ['a CONNACK that says more than OK', { 'AT+MCONNECT=': ['OK', 50, 'CONNACK OKAY'] }, 'mqtt_session'],
    ['an UNSUBACK', { 'AT+MSUB=': ['OK', 50, 'UNSUBACK'] }, 'subscribe'],
    ['SUBACK with a refusal', { 'AT+MSUB=': ['OK', 50, 'SUBACK 0x80'] }, 'subscribe'],
    ['SEND OK', { 'AT+MSUB=': ['OK', 50, 'SEND OK'] }, 'subscribe'],
  ] as const)('%s', async (_name, script, step) => {
    const test = await run({ script });
    expect(test.outcome(step)?.kind).toBe('failed');
    expect(test.state.finish?.outcome).toBe('failed');
  });

  it('a module that says OK to everything and nothing else', async () => {
    const test = await run({ script: { AT: ['OK'], '*': ['OK'] } });
    expect(test.state.finish?.outcome).toBe('failed');
    expectFailure(test, 'sim_check', 'unexpected_answer');
  });

  it('a loop of the adapter: everything sent comes back, nothing else', async () => {
    const echo: Answer = (line) => [utf8Bytes(`${line}\r\n`)];
    const test = await run({ script: { '*': echo, AT: echo } });
    expect(test.state.finish?.outcome).toBe('failed');
    expect(test.outcome('at_handshake')?.kind).toBe('failed');
  });
});

describe('a module that talks without end', () => {
  it('does not fill the record, and what was left out is counted', async () => {
    const chatter = Array.from({ length: 5000 }, (_, index) => `+CSQ: ${index % 31},0`);
    const test = await run({ script: { 'AT+CGATT?': [...chatter, '+CGATT: 1', 'OK'] } });
    expectPassed(test);
    const listed = test.facts('at.unsolicited').length;
    const counted = test.facts('at.flooded').reduce((sum, { lines }) => sum + lines, 0);
    expect(listed).toBeLessThan(600);
    // The message of step 17 is the one more.
    expect(listed + counted).toBe(5001);
  });

  /** A run on a module that does not answer one command and never falls silent. */
  function chattering(): TestRun {
    const test = new TestRun({ script: { 'AT+CIICR': [] } });
    const talk = () => {
      if (test.module.closed > 0) return;
      test.module.say('+CSQ: 9,0');
      test.clock.schedule(200, talk);
    };
    talk();
    return test;
  }

  it('does not hold the run for ever', async () => {
    const test = chattering();
    await test.clock.runUntil(test.start(), 600_000);
    expectFailure(test, 'pdp_activate', 'no_answer');
  });

  it('can still be stopped', async () => {
    const test = chattering();
    void test.start();
    await test.clock.advance(120_000);
    test.bringUp.stop();
    await test.clock.runUntil(test.start(), 10_000);
    expect(test.state.finish?.code).toBe('stopped');
  });
});
