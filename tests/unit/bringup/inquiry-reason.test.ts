import { describe, expect, it } from 'vitest';
import {
  isRepeatable,
  QUESTIONS,
  questionsAfter,
  REPEATABLE,
  TROUBLES,
} from '../../../electron/bringup/questions.ts';
import { FAILURES, type FailureCode } from '../../../shared/outcome.ts';
import { STEP_NUMBER, STEPS } from '../../../shared/plan.ts';
import { COMMANDS } from '../../../shared/step-commands.ts';
import { ERROR, inTurn } from './scripted-module.ts';
import { asked, commandsAsked, expectFailure, run } from './test-run.ts';

describe('a refusal without a reason', () => {
  const worded = (text: string) => (_line: string, _nth: number, module: { words: boolean }) =>
    module.words ? [`+CME ERROR: ${text}`] : ERROR;

  it.each([
    ['sim_check', 'AT+CPIN?', 'AT+CPIN?', {}],
    ['set_apn', 'AT+CSTT=', 'AT+CSTT="CMNET"', {}],
    ['mqtt_client_cfg', 'AT+MCONFIG=', 'AT+MCONFIG="wis-867723030000003"', {}],
    ['rx_mode', 'AT+MQTTMSGSET=', 'AT+MQTTMSGSET=0', {}],
    ['subscribe', 'AT+MSUB=', 'AT+MSUB="test",0', {}],
    ['payload_mode', 'AT+MQTTMODE=', 'AT+MQTTMODE=1', {}],
  ] as const)('at %s is asked for with AT+CMEE=2 and the command again', async (step, name, line, script) => {
    let words = false;
    const test = await run({
      script: {
        ...script,
        'AT+CMEE=': (given) => {
          words = given === 'AT+CMEE=2';
          return ['OK'];
        },
        [name]: (...args) => worded('operation not allowed')(args[0], args[1], { words }),
      },
    });
    expect(test.state.finish?.failedStep).toBe(STEP_NUMBER[step]);
    expect(commandsAsked(test).slice(0, 3)).toEqual(['AT+CMEE=2', line, 'AT+CMEE=1']);
    expect(asked(test)[1]).toMatchObject({
      outcome: { kind: 'cme_error', code: 3, text: 'operation not allowed' },
    });
    expect(words, 'numbers again').toBe(false);
  });

  it.each([
    ['pdp_activate', 'AT+CIICR'],
    ['get_ip', 'AT+CIFSR'],
    ['broker_connect', 'AT+MIPSTART='],
    ['mqtt_session', 'AT+MCONNECT='],
    ['publish', 'AT+MPUB='],
  ] as const)('at %s is left so: %s is not safe to give again', async (step, name) => {
    const test = await run({ script: { [name]: ERROR } });
    expect(test.state.finish?.failedStep).toBe(STEP_NUMBER[step]);
    expect(commandsAsked(test)).not.toContain('AT+CMEE=2');
    expect(commandsAsked(test).some((command) => command.startsWith(name))).toBe(false);
  });

  it('of the PIN costs no second try', async () => {
    const test = await run({
      profile: { sim: { pin: '471182' } },
      script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPIN=': ERROR },
    });
    expect(test.module.count('AT+CPIN=')).toBe(1);
    expect(commandsAsked(test)).toEqual(['AT+SPIC']);
  });

  it('is not asked for where the module gave its reason', async () => {
    const test = await run({ script: { 'AT+MQTTMSGSET=': ['+CME ERROR: 4'] } });
    expect(commandsAsked(test)).not.toContain('AT+CMEE=2');
  });

  it('is not asked for where a later try said something else', async () => {
    const test = await run({ script: { 'AT+CREG?': inTurn(ERROR, ['+CREG: 0,3', 'OK']) } });
    expectFailure(test, 'net_reg', 'registration_denied');
    expect(commandsAsked(test)).not.toContain('AT+CMEE=2');
  });

  it('stays without one where the firmware knows no words', async () => {
    const test = await run({ script: { 'AT+CMEE=': ERROR, 'AT+CPIN?': ERROR } });
    expectFailure(test, 'sim_check', 'sim_missing');
    expect(commandsAsked(test)).toEqual(['AT+CMEE=2', 'AT+CPIN?', 'AT+CFUN?']);
  });

  it('shows no secret of the line that is given again', async () => {
    const test = await run({
      script: { 'AT+MCONFIG=': (line) => (line.includes('secret') ? ERROR : ['OK']) },
    });
    expectFailure(test, 'mqtt_auth_cfg', 'command_refused');
    expect(commandsAsked(test)[1]).toBe('AT+MCONFIG="wis-867723030000003","user","***"');
    expect(test.module.commands.filter((line) => line.includes('secret-9f'))).toHaveLength(3);
  });

  it('shows no secret of the access point that is read back', async () => {
    const apn = { name: 'private', username: 'u', password: 'APN-pw-marker' };
    const test = await run({ profile: { apn }, script: { 'AT+CIICR': ERROR } });
    const answer = asked(test).find(({ command }) => command === 'AT+CSTT?');
    expect(answer?.lines[0]).toBe('+CSTT: "private","u","***"');
  });
});

describe('the tables of questions', () => {
  it('say where each row comes from', () => {
    for (const rows of [Object.values(QUESTIONS), TROUBLES, REPEATABLE])
      for (const { source } of rows) expect(source.trim()).not.toBe('');
  });

  it('have an answer for every failure of every step', () => {
    for (const { number } of STEPS)
      for (const code of Object.keys(FAILURES).filter((each): each is FailureCode =>
        Object.hasOwn(FAILURES, each),
      )) {
        const ids = questionsAfter(number, code);
        expect(new Set(ids).size).toBe(ids.length);
        if (number <= 3) expect(ids).toEqual([]);
      }
    expect(TROUBLES.every(({ from, to }) => from <= to)).toBe(true);
  });

  it('hold nothing that changes anything, opens, publishes or costs a try', () => {
    for (const { command } of Object.values(QUESTIONS)) expect(command.line).not.toContain('=');
    for (const line of [
      'AT+CPIN="1234"',
      'AT+CIICR',
      'AT+MIPSTART="h","1"',
      'AT+MCONNECT=1,20',
      'AT+MPUB="t",0,0,"x"',
      'AT+CGATT=1',
      'AT+CIPSHUT',
    ])
      expect(isRepeatable({ line, shown: line })).toBe(false);
    expect(isRepeatable(COMMANDS.sim)).toBe(true);
  });
});
