import { describe, expect, it } from 'vitest';
import { NO_ATTEMPTS } from '../../../electron/bringup/pin-attempts.ts';
import { type Answer, inTurn, type Said, type Script } from './scripted-module.ts';
import { expectFailure, expectPassed, run, TestRun } from './test-run.ts';

const PIN = { sim: { pin: '471182' } } as const;
const ASKING = ['+CPIN: SIM PIN', 'OK'] as const;
const READY = ['+CPIN: READY', 'OK'] as const;

const after = (polls: number, ...then: readonly Said[]): Answer =>
  inTurn(...Array.from({ length: polls }, () => ASKING), then);

describe('a locked card', () => {
  it('is unlocked with the PIN of the profile, which is shown nowhere', async () => {
    const test = await run({
      profile: PIN,
      script: { 'AT+CPIN?': inTurn(ASKING, READY), 'AT+CPIN=': ['OK'] },
    });
    expectPassed(test);
    expect(test.module.commands).toContain('AT+CPIN="471182"');
    expect(test.commandsOf('sim_check')).toContain('AT+CPIN="***"');
  });

  it('may ask a while longer after it took the PIN', async () => {
    const test = await run({ profile: PIN, script: { 'AT+CPIN?': after(6, ...READY), 'AT+CPIN=': ['OK'] } });
    expectPassed(test);
    expect(test.module.count('AT+CPIN=')).toBe(1);
  });

  const NEVER: Readonly<Record<string, Script>> = {
    'refuses it': { 'AT+CPIN=': ['+CME ERROR: 16'] },
    'refuses it without a reason': { 'AT+CPIN=': ['ERROR'] },
    'takes it and asks for ever': { 'AT+CPIN=': ['OK'] },
    'takes it and restarts': { 'AT+CPIN=': ['OK', 200, 'RDY'] },
    'does not answer': { 'AT+CPIN=': [] },
    'answers late': { 'AT+CPIN=': [8000, 'OK'] },
  };

  it.each(Object.entries(NEVER))('gets the PIN once in a run, when it %s', async (_name, script) => {
    const test = await run({ profile: PIN, script: { 'AT+CPIN?': ASKING, ...script } });
    expect(test.state.finish?.outcome).toBe('failed');
    expect(test.module.count('AT+CPIN=')).toBe(1);
  });

  it.each<[string, Script]>([
    ['two tries are left', { 'AT+SPIC': ['+SPIC: 2,10,3,10', 'OK'] }],
    ['one try is left', { 'AT+SPIC': ['+SPIC: 1,10,3,10', 'OK'] }],
  ])('gets no PIN by itself when %s', async (_name, script) => {
    const test = await run({ profile: PIN, script: { 'AT+CPIN?': ASKING, ...script } });
    expectFailure(test, 'sim_check', 'sim_pin_withheld');
    expect(test.module.count('AT+CPIN=')).toBe(0);
    const said = test.facts('at.exchanged').find(({ command }) => command === 'AT+SPIC');
    expect(test.outcome('sim_check')).toMatchObject({ detail: said?.lines[0] });
    expect(test.state.measurements.pin_tries).toMatchObject({ criterion: '3', verdict: 'none' });
  });

  it.each<[string, Script]>([
    ['all three are left', {}],
    ['the firmware does not tell', { 'AT+SPIC': ['ERROR'] }],
    ['the firmware says nothing at all', { 'AT+SPIC': [] }],
    ['what it tells is no number', { 'AT+SPIC': ['+SPIC: many', 'OK'] }],
  ])('gets its PIN once when %s', async (_name, script) => {
    const test = await run({
      profile: PIN,
      script: { 'AT+CPIN?': inTurn(ASKING, READY), 'AT+CPIN=': ['OK'], ...script },
    });
    expectPassed(test);
    expect(test.module.commands.indexOf('AT+SPIC')).toBeLessThan(
      test.module.commands.indexOf('AT+CPIN="471182"'),
    );
    expect(test.module.count('AT+CPIN=')).toBe(1);
  });

  it('gets no PIN that was refused before, though nothing is known of the tries', async () => {
    const asked: (string | null)[] = [];
    const pin = {
      ...NO_ATTEMPTS,
      wasRefused: (imei: string | null) => {
        asked.push(imei);
        return true;
      },
    };
    const test = await run({ profile: PIN, pin, script: { 'AT+CPIN?': ASKING, 'AT+SPIC': ['ERROR'] } });
    expectFailure(test, 'sim_check', 'sim_pin_withheld');
    expect(test.module.count('AT+CPIN=')).toBe(0);
    expect(asked).toEqual(['867723030000003']);
  });

  it('gets a PIN that somebody gave for this run, whatever was before', async () => {
    const pin = { ...NO_ATTEMPTS, given: true, wasRefused: () => true };
    const script = {
      'AT+CPIN?': inTurn(ASKING, READY),
      'AT+CPIN=': ['OK'],
      'AT+SPIC': ['+SPIC: 1,10,3,10', 'OK'],
    };
    const test = await run({ profile: PIN, pin, script });
    expectPassed(test);
    expect(test.module.count('AT+CPIN=')).toBe(1);
    expect(test.state.measurements.pin_tries?.value).toBe(1);
  });

  it.each<[string, Script, readonly string[]]>([
    ['is taken', { 'AT+CPIN?': inTurn(ASKING, READY), 'AT+CPIN=': ['OK'] }, ['entered', 'taken']],
    ['is refused', { 'AT+CPIN?': ASKING, 'AT+CPIN=': ['+CME ERROR: 16'] }, ['entered']],
    ['is not answered', { 'AT+CPIN?': ASKING, 'AT+CPIN=': [] }, ['entered']],
    ['is taken in vain', { 'AT+CPIN?': ASKING, 'AT+CPIN=': ['OK'] }, ['entered', 'taken', 'entered']],
    ['is not asked for', {}, []],
  ])('says what became of the PIN when it %s', async (_name, script, expected) => {
    const told: string[] = [];
    const pin = { ...NO_ATTEMPTS, entered: () => told.push('entered'), taken: () => told.push('taken') };
    await run({ profile: PIN, pin, script });
    expect(told).toEqual(expected);
  });

  it('gets no PIN that the profile does not have', async () => {
    const test = await run({ script: { 'AT+CPIN?': ASKING } });
    expectFailure(test, 'sim_check', 'sim_pin_required');
    expect(test.module.count('AT+CPIN=')).toBe(0);
  });

  it('gets no PIN when it wants the PUK', async () => {
    const test = await run({ profile: PIN, script: { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] } });
    expectFailure(test, 'sim_check', 'sim_puk_required');
    expect(test.module.count('AT+CPIN=')).toBe(0);
  });

  it('gets no PIN after the run was stopped', async () => {
    const test = new TestRun({ profile: PIN, script: { 'AT+CPIN?': ASKING } });
    test.watch((event) => {
      if (event.type === 'measurement.recorded' && event.name === 'sim_state') test.bringUp.stop();
    });
    await test.finish();
    expect(test.module.count('AT+CPIN=')).toBe(0);
  });
});
