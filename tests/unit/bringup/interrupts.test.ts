import { describe, expect, it } from 'vitest';
import { fatalCode, portCode } from '../../../electron/bringup/interrupts.ts';
import { URCS } from '../../../shared/codes/unsolicited-lines.ts';
import { STEPS, type StepNumber } from '../../../shared/plan.ts';
import { expectFailure, expectPassed, run, TestRun } from './test-run.ts';

/** Says `line` when a step begins, before anything of it is answered. */
function said(line: string, at: StepNumber): TestRun {
  const test = new TestRun({ profile: { messages: { delivery: 'cached' } } });
  return test.watch((event) => {
    if (event.type === 'step.started' && event.step === at && event.attempt === 1) test.module.say(line);
  });
}

const LINES = [
  { line: 'RDY', code: 'module_restarted', from: 2, to: 19 },
  { line: 'NORMAL POWER DOWN', code: 'module_powered_down', from: 1, to: 19 },
  { line: 'UNDER-VOLTAGE POWER DOWN', code: 'module_powered_down', from: 1, to: 19 },
  { line: '+CPIN: NOT INSERTED', code: 'sim_removed', from: 5, to: 18 },
  { line: '+PDP: DEACT', code: 'bearer_lost', from: 9, to: 18 },
  { line: 'CLOSED', code: 'link_closed', from: 14, to: 18 },
] as const;

/** Steps that own the line, or that follow a lost link at once, judge it themselves. */
const OWN: Readonly<Record<string, readonly number[]>> = {
  CLOSED: [11, 12, 13, 15],
  '+PDP: DEACT': [11, 13, 15],
  '+CPIN: NOT INSERTED': [4],
};

describe('a line that comes by itself', () => {
  for (const { line, code, from, to } of LINES) {
    const owned = OWN[line] ?? [];
    const fatal = STEPS.filter(({ number }) => number >= from && number <= to && !owned.includes(number));
    it.each(fatal)(`ends the run with ${code}: ${line} in step $number`, async ({ number, id }) => {
      const test = said(line, number);
      await test.finish();
      expectFailure(test, id, code);
      const outcome = test.outcome(id);
      expect(outcome).toMatchObject({ detail: line });
      const evidence = outcome !== null && 'evidence' in outcome ? outcome.evidence : [];
      expect(test.events[(evidence[0] ?? 0) - 1]).toMatchObject({ type: 'at.unsolicited', line });
    });

    const harmless = STEPS.filter(({ number }) => (number < from || number > to) && !owned.includes(number));
    if (harmless.length > 0)
      it.each(harmless)(`is only noted: ${line} in step $number`, async ({ number }) => {
        const test = said(line, number);
        await test.finish();
        expectPassed(test);
      });
  }

  it('says of a link that closed before the session was asked for that it closed', async () => {
    const closing = {
      'AT+MIPSTART=': ['OK', 50, 'CONNECT OK', 'CLOSED'],
      'AT+MCONNECT=': ['+CME ERROR: 767'],
    };
    expectFailure(await run({ script: closing }), 'mqtt_session', 'link_closed');
    const later = { 'AT+MCONFIG="c","",""': ['CLOSED', 'OK'], 'AT+MCONNECT=': ['ERROR'] };
    const test = await run({ script: later, profile: { mqtt: { clientId: 'c' } } });
    expectFailure(test, 'mqtt_session', 'link_closed');
  });

  it.each([
    [
      'the subscription',
      'subscribe',
      {},
      { 'AT+MSUB=': (_l: string, nth: number) => (nth === 1 ? ['OK', 50, 'CLOSED'] : ['ERROR']) },
    ],
    [
      'an acknowledged message',
      'publish',
      { publish: { qos: 1 } },
      { 'AT+MPUB=': (_l: string, nth: number) => (nth === 1 ? ['OK', 50, 'CLOSED'] : ['ERROR']) },
    ],
  ] as const)(
    'is the reason when it ends %s, not what a further try would say',
    async (_name, step, profile, script) => {
      expectFailure(await run({ profile, script }), step, 'link_closed');
    },
  );

  it('leaves a refusal a refusal when the broker closes the link after it', async () => {
    const test = await run({
      script: { 'AT+MCONNECT=': [new TextEncoder().encode('\r\nERROR\r\n\r\nCLOSED\r\n')] },
    });
    expectFailure(test, 'mqtt_session', 'session_refused');
  });

  it('does not blame an earlier link for a refusal', async () => {
    const test = await run({
      script: {
        'AT+MIPSTART=': (_line, nth) => ['OK', 50, nth === 1 ? 'CLOSED' : 'CONNECT OK'],
        'AT+MCONNECT=': ['+CME ERROR: 3'],
      },
    });
    expectFailure(test, 'mqtt_session', 'session_refused');
  });

  it('is looked for between the steps, too', async () => {
    const test = await run({ script: { 'AT+CIMI': ['RDY', '460001234567890', 'OK'] } });
    expectFailure(test, 'net_reg', 'module_restarted');
  });

  it.each(['RING', '+CMTI: "SM",1', '*PSUTTZ: 2020,12,9,12,57,4,"+12",0', 'DST: 0', 'x?!'])(
    'disturbs nobody: %s everywhere',
    async (line) => {
      const test = new TestRun();
      test.watch((event) => {
        if (event.type === 'step.started') test.module.say(line);
      });
      await test.finish();
      expectPassed(test);
    },
  );
});

describe('the table of interrupts', () => {
  it('has a meaning for every effect a line can have', () => {
    for (const { effect } of URCS)
      for (const { number } of STEPS) expect(() => fatalCode(effect, number)).not.toThrow();
    expect(fatalCode('none', 17)).toBeNull();
  });

  it('tells a fault of the port from a fault of the unit', () => {
    expect(portCode({ kind: 'gone' })).toBe('port_lost');
    expect(portCode({ kind: 'unsupported', setting: 'x' })).toBe('port_io');
  });
});
