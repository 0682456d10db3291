import { describe, expect, it } from 'vitest';
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
