import { describe, expect, it } from 'vitest';
import { type StepId, STEPS } from '../../../shared/plan.ts';
import { RECOVERY_LEVELS, type RecoveryLevel } from '../../../shared/recovery.ts';
import { type Answer, ERROR, inTurn, type Script } from './scripted-module.ts';
import { asked, expectFailure, expectPassed, run } from './test-run.ts';
import {
  BEARER_UP,
  SESSION_DOWN,
  SESSION_UP,
  UNHEARD_TWICE,
  recovering,
  rungs,
  startsOf,
  upTo,
} from './ladder-run.ts';

describe('a rung of the ladder', () => {
  it('session: closes and opens the session, and the step is tried again', async () => {
    const test = await run({
      profile: upTo('session'),
      script: { 'AT+MSUB=': UNHEARD_TWICE },
    });
    expectPassed(test);
    expect(rungs(test)).toEqual([{ level: 'session', recovered: true }]);
    expect(recovering(test)).toEqual([...SESSION_DOWN, ...SESSION_UP, 'AT+MQTTMSGSET=0']);
    expect(test.warnings('subscribe')).toEqual(['recovered']);
    expect(startsOf(test, 15)).toEqual([1, 2, 3]);
    expect(test.attempts('subscribe')).toBe(3);
    expect(test.facts('recovery.started')).toMatchObject([{ level: 'session', step: 15 }]);
  });

  it('bearer: the data link, too', async () => {
    const test = await run({
      profile: upTo('bearer'),
      script: { 'AT+CIICR': (line, nth, module) => (nth <= 3 ? ERROR : module.usual(line)) },
    });
    expect(rungs(test)).toEqual([{ level: 'bearer', recovered: true }]);
    expect(recovering(test)).toEqual([...SESSION_DOWN, 'AT+CIPSHUT', 'AT+CSTT="CMNET"']);
    expect(test.warnings('pdp_activate')).toContain('recovered');
    expect(startsOf(test, 8)).toEqual([1, 2, 3, 4]);
  });

  it('module: restarts it, waits for it, and brings it back to where the step stands', async () => {
    const test = await run({
      profile: upTo('module'),
      script: { 'AT+CREG?': (_line, _nth, module) => [`+CREG: 0,${module.restarts > 0 ? 1 : 2}`, 'OK'] },
    });
    expectPassed(test);
    expect(rungs(test)).toEqual([{ level: 'module', recovered: true }]);
    expect(recovering(test)).toEqual([
      'AT+CFUN=1,1',
      'AT',
      'AT',
      'AT+CMEE=1',
      'ATE0',
      'AT',
      'AT+IPR=115200&W',
      'AT',
      'AT+CPIN?',
    ]);
    expect(test.warnings('net_reg')).toEqual(['recovered']);
    expect(test.facts('at.unsolicited').some(({ line }) => line === 'RDY')).toBe(true);
  });

  it('module: knows one that says nothing when it has started by its answer', async () => {
    const test = await run({
      profile: upTo('module'),
      script: { 'AT+CREG?': (_line, _nth, module) => [`+CREG: 0,${module.restarts > 0 ? 1 : 2}`, 'OK'] },
      module: (module) => {
        module.announces = false;
        module.bootMs = 30_000;
      },
    });
    expectPassed(test);
    expect(rungs(test)).toEqual([{ level: 'module', recovered: true }]);
  });

  it('module: gives one up that does not come back', async () => {
    const test = await run({
      profile: upTo('module'),
      script: { 'AT+CREG?': ['+CREG: 0,2', 'OK'] },
      module: (module) => {
        module.bootMs = 10_000_000;
      },
    });
    expectFailure(test, 'net_reg', 'registration_timeout');
    expect(rungs(test)).toEqual([{ level: 'module', recovered: false }]);
    const [finished] = test.facts('recovery.finished');
    expect(finished?.durationMs).toBeGreaterThan(60_000);
    expect(finished?.durationMs).toBeLessThanOrEqual(120_000);
  });

  it('module: goes by the power key where the command is refused', async () => {
    const test = await run({
      profile: upTo('module', { powerKey: { line: 'rts' } }),
      script: {
        'AT+CFUN=1,1': ERROR,
        'AT+CPOWD=': (_line, _nth, module) => ['NORMAL POWER DOWN', () => module.powerOff()],
        'AT+CREG?': (_line, _nth, module) => [`+CREG: 0,${module.restarts > 0 ? 1 : 2}`, 'OK'],
      },
      module: (module) => {
        module.onLines = ({ rts }) => {
          if (rts === true && !module.powered) module.restart();
        };
      },
    });
    expectPassed(test);
    expect(rungs(test)).toEqual([{ level: 'module', recovered: true }]);
    expect(test.module.lines.map(({ rts }) => rts)).toEqual([true, false]);
  });

  it('module: never pulses a line that is not wired, and switches nothing off that it cannot switch on', async () => {
    const test = await run({
      profile: upTo('module'),
      script: { 'AT+CFUN=1,1': ['+CME ERROR: 4'], 'AT+CREG?': ['+CREG: 0,2', 'OK'] },
    });
    expectFailure(test, 'net_reg', 'registration_timeout');
    expect(rungs(test)).toEqual([{ level: 'module', recovered: false }]);
    expect(test.module.count('AT+CPOWD=')).toBe(0);
    expect(test.module.lines).toEqual([]);
  });

  it('module: enters a PIN again that the card took before', async () => {
    let locked = true;
    const test = await run({
      profile: upTo('module', { sim: { pin: '471182' } }),
      script: {
        'AT+CPIN?': () => [locked ? '+CPIN: SIM PIN' : '+CPIN: READY', 'OK'],
        'AT+CPIN=': () => ['OK', () => (locked = false)],
        'AT+CFUN=1,1': (_line, _nth, module) => {
          locked = true;
          return module.usual('AT+CFUN=1,1');
        },
        'AT+CREG?': (_line, _nth, module) => [`+CREG: 0,${module.restarts > 0 ? 1 : 2}`, 'OK'],
      },
    });
    expectPassed(test);
    expect(test.module.count('AT+CPIN=')).toBe(2);
  });
});

describe('the ladder', () => {
  it('is climbed once, the cheapest rung first, three seconds apart, up to the one that is allowed', async () => {
    const failing = { script: { 'AT+MIPSTART=': ['OK', 100, 'CONNECT FAIL'] } };
    for (const [index, level] of RECOVERY_LEVELS.entries()) {
      const test = await run({ profile: upTo(level), ...failing });
      expectFailure(test, 'broker_connect', 'connect_failed');
      expect(rungs(test).map((rung) => rung.level)).toEqual(RECOVERY_LEVELS.slice(0, index + 1));
      const begun = test.facts('recovery.started');
      for (const [at, { elapsedMs }] of test.facts('recovery.finished').entries()) {
        const next = begun[at + 1];
        if (next !== undefined) expect(next.elapsedMs - elapsedMs).toBeGreaterThanOrEqual(3000);
      }
      expect(startsOf(test, 11)).toEqual(
        Array.from({ length: 3 * (index + 2) }, (_, attempt) => attempt + 1),
      );
    }
  });

  it('is not climbed where the profile does not allow it', async () => {
    const test = await run({ script: { 'AT+MIPSTART=': ['OK', 100, 'CONNECT FAIL'] } });
    expectFailure(test, 'broker_connect', 'connect_failed');
    expect(test.facts('recovery.started')).toEqual([]);
    expect(recovering(test)).toEqual([]);
  });

  it.each<readonly [string, StepId, Script]>([
    [
      'CLOSED',
      'publish',
      {
        'AT+MPUB=': (_l, nth, module) =>
          nth === 1
            ? [
                'OK',
                () => {
                  module.mqtt = 0;
                },
                'CLOSED',
              ]
            : module.usual(_l),
      },
    ],
    [
      '+PDP: DEACT',
      'payload_mode',
      {
        'AT+MQTTMODE=': (_l, nth, module) =>
          nth === 1
            ? [
                () => {
                  module.bearer = 'PDP DEACT';
                  module.mqtt = 0;
                },
                '+PDP: DEACT',
                'OK',
              ]
            : module.usual(_l),
      },
    ],
    [
      'CONNACK 3',
      'mqtt_session',
      { 'AT+MCONNECT=': (_l, nth, module) => (nth === 1 ? ['OK', 50, 'CONNACK 3'] : module.usual(_l)) },
    ],
  ])('brings back what %s ended', async (_line, step, script) => {
    const test = await run({ profile: upTo('bearer'), script });
    expectPassed(test);
    expect(test.warnings(step)).toContain('recovered');
    expect(rungs(test).every(({ recovered }) => recovered)).toBe(true);
  });

  it('goes to the bearer at once when the network took it', async () => {
    const test = await run({
      profile: upTo('module'),
      script: {
        'AT+MPUB=': (line, nth, module) =>
          nth === 1
            ? [
                () => {
                  module.bearer = 'PDP DEACT';
                  module.mqtt = 0;
                },
                '+PDP: DEACT',
                'OK',
              ]
            : module.usual(line),
      },
    });
    expectPassed(test);
    expect(rungs(test)).toEqual([{ level: 'bearer', recovered: true }]);
    expect(recovering(test)).toEqual([
      ...SESSION_DOWN,
      'AT+CIPSHUT',
      ...BEARER_UP,
      ...SESSION_UP,
      'AT+MQTTMSGSET=0',
      'AT+MSUB="test",0',
      'AT+MQTTMODE=1',
    ]);
  });

  it('asks the module why before it changes anything, and only once', async () => {
    const test = await run({
      profile: upTo('session'),
      script: { 'AT+MIPSTART=': ['OK', 100, 'CONNECT FAIL'] },
    });
    const [first] = test.facts('recovery.started');
    expect(asked(test).length).toBeGreaterThan(0);
    for (const { seq } of asked(test)) expect(seq).toBeLessThan(first?.seq ?? 0);
    expect(asked(test).filter(({ command }) => command === 'AT+MQTTSTATU')).toHaveLength(1);
  });

  it('ends where the step then fails with something that a recovery is not worth', async () => {
    const test = await run({
      profile: upTo('module'),
      script: { 'AT+MCONNECT=': inTurn(['OK'], ['OK'], ['OK', 50, 'CONNACK 5']) },
    });
    expectFailure(test, 'mqtt_session', 'session_refused');
    expect(rungs(test)).toEqual([{ level: 'session', recovered: true }]);
  });

  it.each<readonly [string, Answer, readonly RecoveryLevel[]]>([
    ['CONNACK 5', inTurn(['OK', 50, 'CONNACK 3'], ['OK', 50, 'CONNACK 5']), ['session']],
    ['ERROR', inTurn(['OK', 50, 'CONNACK 3'], ERROR), ['session']],
    ['CONNACK 3', inTurn(['OK'], ['OK'], ['OK', 50, 'CONNACK 3']), ['session', 'bearer', 'module']],
  ])('goes by what the broker said last: %s', async (_last, answer, levels) => {
    const test = await run({ profile: upTo('module'), script: { 'AT+MCONNECT=': answer } });
    expectFailure(test, 'mqtt_session', 'session_refused');
    expect(rungs(test).map(({ level }) => level)).toEqual(levels);
  });

  it('ends where credentials are refused on the way back: no rung brings them up once more', async () => {
    const test = await run({
      profile: upTo('module'),
      script: {
        'AT+MSUB=': ['OK'],
        'AT+MCONNECT=': (line, nth, module) => (nth === 1 ? module.usual(line) : ['OK', 50, 'CONNACK 4']),
      },
    });
    expectFailure(test, 'subscribe', 'subscribe_timeout');
    expect(rungs(test)).toEqual([{ level: 'session', recovered: false }]);
    expect(test.module.count('AT+MCONNECT=')).toBe(2);
  });

  it('goes on with the next rung where a step below does not pass again', async () => {
    const test = await run({
      profile: upTo('bearer'),
      script: {
        'AT+MSUB=': UNHEARD_TWICE,
        'AT+MQTTMSGSET=': inTurn(['OK'], ERROR, ERROR, ['OK']),
      },
    });
    expectPassed(test);
    expect(rungs(test)).toEqual([
      { level: 'session', recovered: false },
      { level: 'bearer', recovered: true },
    ]);
  });

  it('leaves the steps behind it as they are', async () => {
    const test = await run({
      profile: upTo('session'),
      script: { 'AT+MSUB=': UNHEARD_TWICE },
    });
    const warned = test.state.steps.filter(({ status }) => status === 'warned');
    expect(warned.map(({ number }) => number)).toEqual([15]);
    expect(test.facts('step.finished').map(({ step }) => step)).toEqual(STEPS.map(({ number }) => number));
  });
});
