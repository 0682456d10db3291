import { describe, expect, it } from 'vitest';
import { ERROR, inTurn, SILENT } from './scripted-module.ts';
import { expectFailure, expectPassed, run } from './test-run.ts';

describe('step 1', () => {
  it.each([9600, 57600, 38400, 19200, 230400, 460800, 4800])(
    'finds a module at %i bit/s and leaves it at the rate of the profile',
    async (rate) => {
      const test = await run({
        module: (module) => {
          module.baudRate = rate;
        },
      });
      expectPassed(test);
      expect(test.facts('link.opened').map(({ baudRate }) => baudRate)).toContain(rate);
      expect(test.module.baudRate).toBe(115_200);
      expect(test.state.link.baudRate).toBe(115_200);
    },
  );

  it('does not look for other rates on a port that has none', async () => {
    const test = await run({
      module: (module) => {
        module.powered = false;
        module.hasBaudRate = false;
      },
    });
    expectFailure(test, 'at_handshake', 'no_answer');
    expect(test.facts('link.opened')).toHaveLength(1);
    expect(test.took('at_handshake')).toBe(15_000);
  });

  it('comes back to the rate of the profile when no rate answers', async () => {
    const test = await run({
      module: (module) => {
        module.powered = false;
      },
    });
    expect(test.facts('link.opened').at(-1)?.baudRate).toBe(115_200);
    expect(test.facts('link.opened')).toHaveLength(9);
  });

  it.each(['dtr', 'rts'] as const)(
    'pulses PWRKEY on %s for 1 s, waits 3 s, and only when silent',
    async (line) => {
      const test = await run({
        profile: { powerKey: { line } },
        module: (module) => {
          module.powered = false;
          module.onLines = (lines) => {
            if (lines[line] === false) module.powered = true;
          };
        },
      });
      expectPassed(test);
      const [pressed, released] = test.module.lines;
      expect(test.module.lines).toHaveLength(2);
      expect(pressed?.[line]).toBe(true);
      expect((released?.atMs ?? 0) - (pressed?.atMs ?? 0)).toBe(1000);
      const first = test.module.received[0];
      expect((first?.atMs ?? 0) - (released?.atMs ?? 0)).toBeGreaterThanOrEqual(3000);
    },
  );

  it('never pulses PWRKEY of a module that answers: the same pulse would turn it off', async () => {
    const test = await run({ profile: { powerKey: { line: 'dtr' } } });
    expect(test.module.lines).toEqual([]);
  });

  it('passes when the first attempts stay without an answer', async () => {
    expectPassed(await run({ script: { AT: inTurn(SILENT, SILENT, ['OK']) } }));
  });

  it('passes after noise and half a line in the buffer of the module', async () => {
    expectPassed(await run({ script: { AT: inTurn([Uint8Array.of(0xff, 0xfe, 0x0a)], ERROR, ['OK']) } }));
  });
});

describe('step 2', () => {
  it('warns when the echo stays', async () => {
    const test = await run({ script: { ATE0: ['OK'] } });
    expectPassed(test);
    expect(test.warnings('echo_off')).toEqual(['echo_stays']);
  });

  it('is optional', async () => {
    const test = await run({ script: { ATE0: ERROR } });
    expectPassed(test);
    expect(test.warnings('echo_off')).toEqual(['optional_refused']);
    expect(test.attempts('echo_off')).toBe(2);
  });

  it('is not passed by a proof that was never answered', async () => {
    // The handshake is the first AT, the proofs are the next two.
    const test = await run({ script: { AT: inTurn(['OK'], SILENT, ['OK'], ['OK'], ['OK']) } });
    expectPassed(test);
    expect(test.attempts('echo_off')).toBe(2);
  });
});

describe('step 3', () => {
  it('tries the form of the document first, then the others', async () => {
    const test = await run({ script: { 'AT+IPR=': ERROR } });
    expectPassed(test);
    expect(test.commandsOf('fix_baud')).toEqual(['AT+IPR=115200&W', 'AT+IPR=115200;&W', 'AT+IPR=115200']);
    expect(test.warnings('fix_baud')).toEqual(['optional_refused']);
  });

  it('takes the form of two lines', async () => {
    const test = await run({
      script: { 'AT+IPR=115200&W': ERROR, 'AT+IPR=115200;&W': ERROR, 'AT&W': ['OK'] },
    });
    expectPassed(test);
    expect(test.commandsOf('fix_baud')).toEqual([
      'AT+IPR=115200&W',
      'AT+IPR=115200;&W',
      'AT+IPR=115200',
      'AT&W',
      'AT',
    ]);
    expect(test.warnings('fix_baud')).toEqual(['answered_after_retry']);
  });

  it('goes back to the old rate of a module that says OK and stays there', async () => {
    const test = await run({
      module: (module) => {
        module.baudRate = 9600;
      },
      script: { 'AT+IPR=': ['OK'] },
    });
    expectPassed(test);
    expect(test.warnings('fix_baud')).toEqual(['rate_unchanged']);
    expect(test.state.link.baudRate).toBe(9600);
    expect(test.state.measurements.baud_rate?.value).toBe(9600);
  });

  it('follows a module that changes its rate before it answers', async () => {
    const test = await run({
      module: (module) => {
        module.baudRate = 9600;
      },
      script: {
        'AT+IPR=': (_line, _nth, module) => [
          () => {
            module.baudRate = 115_200;
          },
        ],
      },
    });
    expectPassed(test);
    expect(test.state.link.baudRate).toBe(115_200);
  });

  it('fails when the module is at neither rate afterwards', async () => {
    const test = await run({
      module: (module) => {
        module.baudRate = 9600;
      },
      script: {
        'AT+IPR=': (_line, _nth, module) => [
          'OK',
          () => {
            module.baudRate = 300;
          },
        ],
      },
    });
    expectFailure(test, 'fix_baud', 'no_answer');
  });
});
