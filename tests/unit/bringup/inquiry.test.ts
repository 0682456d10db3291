import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../shared/outcome.ts';
import { STEP_NUMBER, type StepId } from '../../../shared/plan.ts';
import { ERROR, inTurn, SILENT } from './scripted-module.ts';
import { asked, commandsAsked, expectFailure, expectPassed, run, type Setting, TestRun } from './test-run.ts';

const LIMIT_MS = 5000;

/** Milliseconds from the end of the step that failed to the end of the run, without a teardown in between. */
function askedMs(test: TestRun): number {
  const [first] = asked(test);
  const last = asked(test).at(-1);
  return first === undefined || last === undefined
    ? 0
    : last.elapsedMs - (first.elapsedMs - first.durationMs);
}

interface Scenario extends Setting {
  readonly step: StepId;
  readonly code: FailureCode;
  readonly asks: readonly string[];
}

const RADIO = ['AT+CIPSTATUS', 'AT+CGATT?', 'AT+CREG?', 'AT+CSQ', 'AT+COPS?'];
const SESSION = ['AT+MQTTSTATU', 'AT+CIPSTATUS', 'AT+CGATT?', 'AT+CREG?', 'AT+CSQ', 'AT+COPS?', 'AT+CSTT?'];
const MESSAGES = ['AT+MQTTSTATU', 'AT+CIPSTATUS', 'AT+CSQ', 'AT+CREG?'];

const SCENARIOS: readonly Scenario[] = [
  {
    step: 'sim_check',
    code: 'sim_missing',
    script: { 'AT+CPIN?': ['+CME ERROR: 10'] },
    asks: ['AT+CPIN?', 'AT+CFUN?'],
  },
  {
    step: 'sim_check',
    code: 'sim_pin_required',
    script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] },
    asks: ['AT+SPIC'],
  },
  {
    step: 'sim_check',
    code: 'sim_puk_required',
    script: { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] },
    asks: ['AT+SPIC'],
  },
  {
    step: 'net_reg',
    code: 'registration_timeout',
    script: { 'AT+CREG?': ['+CREG: 0,2', 'OK'], 'AT+COPS?': ['+COPS: 0', 'OK'] },
    asks: ['AT+CPIN?', 'AT+CFUN?', 'AT+CSQ', 'AT+COPS?'],
  },
  {
    step: 'gprs_attach',
    code: 'not_attached',
    script: { 'AT+CGATT?': ['+CGATT: 0', 'OK'] },
    asks: ['AT+CREG?', 'AT+CSQ', 'AT+COPS?', 'AT+CFUN?'],
  },
  {
    step: 'set_apn',
    code: 'apn_refused',
    script: { 'AT+CSTT=': ['+CME ERROR: 3'] },
    // What the module holds may be another profile's, its password included.
    asks: RADIO,
  },
  {
    step: 'pdp_activate',
    code: 'bearer_refused',
    script: { 'AT+CIICR': ['+CME ERROR: 148'] },
    asks: [...RADIO, 'AT+CSTT?'],
  },
  {
    step: 'broker_connect',
    code: 'connect_failed',
    script: { 'AT+MIPSTART=': ['OK', 500, 'CONNECT FAIL'] },
    asks: SESSION,
  },
  {
    step: 'mqtt_session',
    code: 'session_refused',
    script: { 'AT+MCONNECT=': ['OK', 200, 'CONNACK 5'] },
    asks: SESSION,
  },
  {
    step: 'subscribe',
    code: 'subscribe_timeout',
    script: { 'AT+MSUB=': ['OK'] },
    asks: MESSAGES,
  },
  {
    step: 'publish',
    code: 'link_closed',
    script: { 'AT+MPUB=': ['OK', 300, 'CLOSED'] },
    asks: MESSAGES,
  },
  {
    step: 'publish',
    code: 'sim_removed',
    script: { 'AT+MPUB=': ['OK', 20, '+CPIN: NOT INSERTED'] },
    asks: ['AT+CPIN?', 'AT+CFUN?'],
  },
  {
    step: 'mqtt_client_cfg',
    code: 'identity_unknown',
    script: { 'AT+CGSN': ERROR, 'AT+GSN': ERROR },
    asks: [],
  },
];

describe('after a step has failed', () => {
  it.each(SCENARIOS)(
    'of $code at $step the module is asked how it stands',
    async ({ step, code, asks, ...setting }) => {
      const test = await run(setting);
      expectFailure(test, step, code);
      expect(commandsAsked(test)).toEqual(asks);
      for (const { place } of asked(test)) expect(place.step).toBe(STEP_NUMBER[step]);
      expect(askedMs(test)).toBeLessThan(LIMIT_MS);
    },
  );

  it('the answers become measurements that judge nothing', async () => {
    const test = await run({
      script: {
        'AT+CREG?': ['+CREG: 0,2', 'OK'],
        'AT+CFUN?': ['+CFUN: 4', 'OK'],
        'AT+CPIN?': inTurn(['+CPIN: READY', 'OK'], ['+CPIN: NOT READY', 'OK']),
      },
    });
    const told = test.facts('measurement.recorded').filter(({ place }) => place.phase === 'diagnosis');
    expect(told.map(({ name, value }) => [name, value])).toEqual([
      ['sim_state', 'not_ready'],
      ['functionality', 4],
      ['signal', 21],
      ['operator', 'CHINA MOBILE'],
    ]);
    expect(told.every(({ verdict, criterion }) => verdict === 'none' && criterion === null)).toBe(true);
  });

  it('the tries left for the PIN are known', async () => {
    const script = { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+SPIC': ['+SPIC: 2,10,3,10', 'OK'] };
    const test = await run({ script });
    expect(test.state.measurements.pin_tries?.value).toBe(2);
    const ignorant = await run({ script: { ...script, 'AT+SPIC': ERROR } });
    expectFailure(ignorant, 'sim_check', 'sim_pin_required');
    expect(ignorant.state.measurements.pin_tries).toBeUndefined();
  });

  it('everything is asked ahead of the teardown, and behind the end of the step', async () => {
    const test = await run({ script: { 'AT+MCONNECT=': ['OK', 200, 'CONNACK 5'] } });
    const phases = test.events.flatMap((event) =>
      event.type === 'step.finished' && event.step === 13
        ? ['end of 13']
        : 'place' in event && event.place.phase !== 'step'
          ? [event.place.phase]
          : [],
    );
    const order = phases.slice(phases.indexOf('end of 13')).filter((each, at, all) => each !== all[at - 1]);
    expect(order).toEqual(['end of 13', 'diagnosis', 'teardown']);
    expect(test.module.mqtt).toBe(0);
  });

  it('a step that was failed stays failed, though everything is well by then', async () => {
    const test = await run({
      script: { 'AT+CREG?': (_line, nth) => [`+CREG: 0,${nth <= 30 ? 3 : 1}`, 'OK'] },
    });
    expectFailure(test, 'net_reg', 'registration_denied');
    const later = await run({ script: { 'AT+MQTTMSGSET=': inTurn(ERROR, ERROR, ['OK']) } });
    expectFailure(later, 'rx_mode', 'command_refused');
    expect(later.facts('step.finished').filter(({ step }) => step === 14)).toHaveLength(1);
  });

  it('refusals of questions are none of the run’s', async () => {
    const given = { 'AT+MIPSTART=': ['OK', 100, 'CONNECT FAIL'], 'AT+COPS?': ERROR, 'AT+CSTT?': ERROR };
    const test = await run({ script: given });
    const without = await run({ script: { 'AT+MIPSTART=': given['AT+MIPSTART='] } });
    expect(test.state.refusals).toBe(without.state.refusals);
  });

  it('nothing is asked in a profile that gives no time for it', async () => {
    const test = await run({ profile: { timeouts: { diagnosis: 0 } }, script: { 'AT+CIICR': ERROR } });
    expect(asked(test)).toEqual([]);
  });
});

describe('nobody is asked', () => {
  it('when the run passed', async () => {
    const test = await run();
    expectPassed(test);
    expect(asked(test)).toEqual([]);
  });

  it.each<readonly [FailureCode, Setting]>([
    [
      'no_answer',
      {
        module: (module) => {
          module.powered = false;
        },
      },
    ],
    ['module_restarted', { script: { 'AT+MSUB=': ['OK', 10, 'RDY'] } }],
    ['module_powered_down', { script: { 'AT+CREG?': ['NORMAL POWER DOWN'] } }],
    ['port_lost', { script: { 'AT+CREG?': (_l, _n, module) => [() => module.vanish()] } }],
    [
      'port_busy',
      {
        module: (module) => {
          module.openFault = { kind: 'busy' };
        },
      },
    ],
  ])('after %s', async (code, setting) => {
    const test = await run(setting);
    expect(test.state.finish?.code).toBe(code);
    expect(asked(test)).toEqual([]);
  });

  it('after the run was stopped', async () => {
    const test = new TestRun({ script: { 'AT+CREG?': ['+CREG: 0,2', 'OK'] } });
    void test.start();
    await test.clock.advance(20_000);
    test.bringUp.stop();
    await test.finish();
    expect(test.state.finish?.code).toBe('stopped');
    expect(asked(test)).toEqual([]);
  });

  it('by a module that has fallen silent for good', async () => {
    const test = await run({
      script: {
        'AT+MCONFIG=': (_line, _nth, module) => [
          () => {
            module.powered = false;
          },
        ],
      },
    });
    expectFailure(test, 'mqtt_client_cfg', 'no_answer');
    expect(asked(test)).toEqual([]);
  });
});

describe('a question without an answer', () => {
  it('is the last one, and the session is closed all the same', async () => {
    const test = await run({
      script: {
        'AT+MCONNECT=': ['OK', 200, 'CONNACK 5'],
        'AT+CIPSTATUS': (_l, nth, module) => (nth === 1 ? module.usual('AT+CIPSTATUS') : SILENT),
      },
    });
    expectFailure(test, 'mqtt_session', 'session_refused');
    expect(commandsAsked(test)).toEqual(['AT+MQTTSTATU', 'AT+CIPSTATUS']);
    expect(test.module.mqtt).toBe(0);
  });

  it('that comes late is nobody else’s', async () => {
    const test = await run({
      script: {
        'AT+MCONNECT=': ['OK', 200, 'CONNACK 5'],
        'AT+CREG?': inTurn(['+CREG: 0,1', 'OK'], [2500, '+CREG: 0,1', 'OK']),
      },
    });
    expect(commandsAsked(test).at(-1)).toBe('AT+CREG?');
    const closing = test.facts('at.exchanged').filter(({ place }) => place.phase === 'teardown');
    expect(closing.find(({ command }) => command === 'AT+MDISCONNECT')?.outcome.kind).toBe('ok');
  });

  it.each([300, 700, 1200, 1499])(
    'of a module that takes %i ms for each keeps the limit',
    async (latencyMs) => {
      const test = await run({
        script: { 'AT+MIPSTART=': ['+CME ERROR: 3'] },
        module: (module) => {
          module.latencyMs = latencyMs;
        },
      });
      expectFailure(test, 'broker_connect', 'connect_failed');
      expect(asked(test).length).toBeGreaterThan(1);
      expect(askedMs(test)).toBeLessThanOrEqual(LIMIT_MS);
    },
  );
});

describe('while the module is asked', () => {
  const refusing = { 'AT+MCONNECT=': ['OK', 200, 'CONNACK 5'] } as const;
  const SLOW = {
    ...refusing,
    'AT+MQTTSTATU': (_l: string, nth: number) =>
      nth === 1 ? ['+MQTTSTATU: 0', 'OK'] : [1400, '+MQTTSTATU: 2', 'OK'],
  };

  it('a stop ends it at once and leaves the verdict', async () => {
    const test = new TestRun({ script: SLOW });
    test.watch((event) => {
      if (event.type === 'step.finished' && event.step === 13)
        test.clock.schedule(300, () => test.bringUp.stop());
    });
    await test.finish();
    expectFailure(test, 'mqtt_session', 'session_refused');
    expect(commandsAsked(test)).toEqual(['AT+MQTTSTATU']);
    expect(asked(test)[0]?.outcome.kind).toBe('abandoned');
    expect(test.module.mqtt, 'left in order').toBe(0);
  });

  it('a stop asked twice leaves at once', async () => {
    const test = new TestRun({ script: SLOW });
    test.watch((event) => {
      if (event.type !== 'step.finished' || event.step !== 13) return;
      test.clock.schedule(300, () => {
        test.bringUp.stop();
        test.bringUp.stop();
      });
    });
    await test.finish();
    expectFailure(test, 'mqtt_session', 'session_refused');
    const failed = test.facts('step.finished').find(({ step }) => step === 13);
    expect((test.facts('run.finished')[0]?.elapsedMs ?? 0) - (failed?.elapsedMs ?? 0)).toBe(300);
  });

  it('a cable that is pulled ends it, and nothing else is sent', async () => {
    const test = new TestRun({
      script: { ...refusing, 'AT+CREG?': inTurn(['+CREG: 0,1', 'OK'], [() => test.module.vanish()]) },
    });
    await test.finish();
    expectFailure(test, 'mqtt_session', 'session_refused');
    expect(test.module.count('AT+MDISCONNECT')).toBe(0);
  });

  it.each(['RDY', 'NORMAL POWER DOWN'])(
    '%s ends it, and a module that has gone is not closed down',
    async (line) => {
      const test = new TestRun({
        script: { ...refusing, 'AT+CREG?': inTurn(['+CREG: 0,1', 'OK'], [line, 1000, '+CREG: 0,1', 'OK']) },
      });
      await test.finish();
      expectFailure(test, 'mqtt_session', 'session_refused');
      expect(commandsAsked(test).at(-1)).toBe('AT+CREG?');
      expect(test.facts('at.exchanged').some(({ place }) => place.phase === 'teardown')).toBe(false);
    },
  );

  it.each(['CLOSED', '+PDP: DEACT', '+CPIN: NOT INSERTED'])('%s is only noted', async (line) => {
    const test = await run({
      script: { ...refusing, 'AT+CREG?': inTurn(['+CREG: 0,1', 'OK'], [line, '+CREG: 0,1', 'OK']) },
    });
    expectFailure(test, 'mqtt_session', 'session_refused');
    expect(commandsAsked(test)).toEqual(SESSION);
  });

  it('however long it may take is no wait of the step, which is over', async () => {
    const test = await run({
      profile: { timeouts: { diagnosis: { reply: 20, total: 60 } } },
      script: refusing,
    });
    expectFailure(test, 'mqtt_session', 'session_refused');
    expect(commandsAsked(test)).toEqual(SESSION);
    expect(test.state.misfits).toEqual([]);
  });
});
