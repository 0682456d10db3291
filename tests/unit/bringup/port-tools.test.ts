import { describe, expect, it } from 'vitest';
import type { PortTool } from '../../../shared/typed-entry.ts';
import { BAUD_RATES } from '../../../shared/timing.ts';
import { type Respond, table } from '../../support/scripted-port.ts';
import { settle } from '../../support/virtual-clock.ts';
import { TestConsole } from './test-console.ts';

const SECONDS = 1000;
const SILENT: Respond = () => [];
const METER_ON = { kind: 'meter', on: true } as const;
const METER_OFF = { kind: 'meter', on: false } as const;
const FIND = { kind: 'find_baud_rate' } as const;

const MODULE: Respond = table({ 'AT+CSQ': ['+CSQ: 21,0', 'OK'], 'AT+CREG?': ['+CREG: 0,1', 'OK'] });

/** A module that hears and answers at one rate only; the test console opens its port at 9600. */
const atRate =
  (rate: number): Respond =>
  (line, port) =>
    port.baudRates.at(-1) === rate ? [20, ...MODULE(line, port)] : [];

const use = (test: TestConsole, tool: PortTool) => test.console.use(tool);
const asked = (test: TestConsole, line: string) => test.port.received.filter((each) => each === line).length;
const signals = (test: TestConsole) =>
  test.facts('measurement.recorded').filter(({ name }) => name === 'signal');

describe('the signal meter', () => {
  it('reads the signal once a second, and the registration every fifth time', async () => {
    const test = new TestConsole(MODULE);
    await use(test, METER_ON);
    await test.clock.advance(10 * SECONDS - 1);
    expect(asked(test, 'AT+CSQ')).toBe(10);
    expect(asked(test, 'AT+CREG?')).toBe(2);
    expect(test.console.tools).toEqual(['meter']);
    expect(signals(test)).toHaveLength(10);
    expect(signals(test)[0]).toMatchObject({ value: 21, unit: 'rssi ≈ -71 dBm', verdict: 'none' });
    expect(signals(test).map(({ elapsedMs }) => elapsedMs)).toEqual(
      Array.from({ length: 10 }, (_, index) => index * SECONDS),
    );
    expect(test.facts('measurement.recorded').find(({ name }) => name === 'registration')).toMatchObject({
      value: 1,
      verdict: 'none',
    });
    await test.end();
  });

  it('stops when it is switched off, and is switched on once only', async () => {
    const test = new TestConsole(MODULE);
    await use(test, METER_ON);
    await use(test, METER_ON);
    await test.clock.advance(2.5 * SECONDS);
    expect(asked(test, 'AT+CSQ')).toBe(3);
    await use(test, METER_OFF);
    await use(test, METER_OFF);
    expect(test.console.tools).toEqual([]);
    await test.clock.advance(60 * SECONDS);
    expect(asked(test, 'AT+CSQ')).toBe(3);
    await use(test, METER_ON);
    await test.clock.advance(SECONDS / 2);
    expect(asked(test, 'AT+CSQ')).toBe(4);
    await test.end();
  });

  it('ends with its console, also in the middle of a reading', async () => {
    const test = new TestConsole(SILENT);
    await use(test, METER_ON);
    await test.clock.advance(500);
    await test.end();
    expect(test.exchanges).toEqual([['AT+CSQ', 'abandoned']]);
  });

  it('ends with its port', async () => {
    const test = new TestConsole(MODULE);
    await use(test, METER_ON);
    await test.clock.advance(2.5 * SECONDS);
    test.port.unplug();
    expect(await test.ended()).toMatchObject({ outcome: 'errored', code: 'port_lost' });
  });

  it('does nothing where the port cannot be opened', async () => {
    const test = new TestConsole(MODULE, () => Promise.resolve({ ok: false, fault: { kind: 'busy' } }));
    await use(test, METER_ON);
    await test.ended();
    expect(signals(test)).toEqual([]);
  });

  it('steps aside while something typed is under way or queued, and comes back', async () => {
    const slow: Respond = (line, port) => (line === 'AT+SLOW' ? [3 * SECONDS, 'OK'] : MODULE(line, port));
    const test = new TestConsole(slow);
    await use(test, METER_ON);
    await test.clock.advance(1.5 * SECONDS);
    const typed = test.enter({ line: 'AT+SLOW' }, { line: 'AT+SLOW' });
    await test.clock.advance(6 * SECONDS - 1);
    expect(test.port.received.slice(-2)).toEqual(['AT+SLOW', 'AT+SLOW']);
    await test.clock.runUntil(typed);
    await test.clock.advance(2 * SECONDS);
    expect(test.port.received.slice(-2)).toEqual(['AT+CSQ', 'AT+CSQ']);
    await test.end();
  });

  it('does not keep a typed command from its turn by more than its own answer', async () => {
    const test = new TestConsole((line, port) =>
      line === 'AT+CSQ' ? [700, '+CSQ: 9,0', 'OK'] : MODULE(line, port),
    );
    await use(test, METER_ON);
    await test.clock.advance(100);
    const typed = test.type('AT+X');
    await test.clock.advance(600);
    expect(test.port.received).toEqual(['AT+CSQ', 'AT+X']);
    await test.clock.runUntil(typed);
    await test.end();
  });

  it('greets a module that does not answer, and reads on when it is back', async () => {
    const test = new TestConsole(SILENT);
    await use(test, METER_ON);
    await test.clock.advance(30 * SECONDS);
    expect(asked(test, 'AT+CSQ')).toBe(1);
    expect(asked(test, 'AT')).toBeGreaterThan(10);
    expect(signals(test)).toEqual([]);
    test.port.respond = MODULE;
    await test.clock.advance(5 * SECONDS);
    expect(signals(test).length).toBeGreaterThanOrEqual(2);
    await test.end();
  });

  it('records nothing of an answer that says nothing', async () => {
    const test = new TestConsole(table({ 'AT+CSQ': ['ERROR'] }));
    await use(test, METER_ON);
    await test.clock.advance(2.5 * SECONDS);
    expect(asked(test, 'AT+CSQ')).toBe(3);
    expect(signals(test)).toEqual([]);
    await test.end();
  });
});

describe('the search for the baud rate', () => {
  it('begins at the rate of the profile, and does not look further when that is it', async () => {
    const test = new TestConsole(atRate(9600));
    expect(await use(test, FIND)).toBeNull();
    await test.clock.advance(5 * SECONDS);
    expect(test.port.baudRates).toEqual([9600, 9600]);
    expect(test.console.tools).toEqual([]);
    expect(test.facts('measurement.recorded')).toMatchObject([
      { name: 'baud_rate', value: 9600, unit: 'bit/s', verdict: 'pass', place: { phase: 'manual' } },
    ]);
    await test.end();
  });

  it('leaves the port at the rate at which the module answers, which the console uses from then on', async () => {
    const test = new TestConsole(atRate(38_400));
    await use(test, FIND);
    expect(test.console.tools).toEqual(['find_baud_rate']);
    expect(test.console.typed.busy).toBe(true);
    expect(test.console.typed.progress).toBeNull();
    expect(() => test.enter({ line: 'AT' })).toThrow('not taken');
    await test.clock.advance(30 * SECONDS);
    expect(test.port.baudRates.at(-1)).toBe(38_400);
    expect(test.facts('link.opened').at(-1)?.baudRate).toBe(38_400);
    expect(test.facts('measurement.recorded').at(-1)).toMatchObject({ value: 38_400, verdict: 'pass' });
    await test.ask('AT+CSQ');
    expect(test.exchanges.at(-1)).toEqual(['AT+CSQ', 'ok', '+CSQ: 21,0', 'OK']);
    // A second search that finds nothing comes back to it.
    test.port.respond = SILENT;
    await use(test, FIND);
    await test.clock.advance(60 * SECONDS);
    expect(test.port.baudRates.at(-1)).toBe(38_400);
    await test.end();
  });

  it('that finds nothing says so and leaves the port as it was', async () => {
    const test = new TestConsole(SILENT);
    await use(test, FIND);
    await test.clock.advance(60 * SECONDS);
    expect(new Set(test.port.baudRates)).toEqual(new Set(BAUD_RATES));
    expect(test.port.baudRates.at(-1)).toBe(9600);
    expect(test.facts('measurement.recorded')).toMatchObject([
      { name: 'baud_rate', value: null, verdict: 'fail' },
    ]);
    await test.end();
  });

  it('is refused by a port that has no rate', async () => {
    const test = new TestConsole(MODULE);
    test.port.hasBaudRate = false;
    expect(await use(test, FIND)).toEqual({ kind: 'unsupported', setting: 'baud_rate' });
    await settle();
    expect(test.console.tools).toEqual([]);
    expect(test.facts('measurement.recorded')).toEqual([]);
    await test.end();
  });

  it('waits for the reading of the meter that is under way, and the meter for it', async () => {
    const test = new TestConsole((line, port) =>
      line === 'AT+CSQ' ? [500, '+CSQ: 9,0', 'OK'] : atRate(57_600)(line, port),
    );
    await use(test, METER_ON);
    await test.clock.advance(100);
    void use(test, FIND);
    expect(test.console.tools).toEqual(['meter', 'find_baud_rate']);
    await test.clock.advance(399);
    expect(test.port.baudRates).toEqual([9600]);
    await test.clock.advance(1);
    expect(test.port.baudRates.length).toBeGreaterThan(1);
    const read = asked(test, 'AT+CSQ');
    await test.clock.advance(1500);
    expect(asked(test, 'AT+CSQ')).toBe(read);
    await test.clock.advance(30 * SECONDS);
    expect(asked(test, 'AT+CSQ')).toBeGreaterThan(read);
    await use(test, METER_OFF);
    await test.clock.advance(SECONDS);
    await test.end();
  });

  it.each([
    ['stopped', (test: TestConsole) => test.console.stop(), 'stopped'],
    ['cut off', (test: TestConsole) => test.port.unplug(), 'port_lost'],
  ] as const)('ends in order when its console is %s', async (_name, end, code) => {
    const test = new TestConsole(SILENT);
    await use(test, FIND);
    await test.clock.advance(2300);
    end(test);
    expect(await test.ended()).toMatchObject({ code });
    expect(test.facts('measurement.recorded')).toEqual([]);
  });
});

describe('the power key', () => {
  it.each(['dtr', 'rts'] as const)(
    'is held by %s for a second; three seconds later the module is greeted',
    async (line) => {
      const test = new TestConsole(MODULE);
      const pulsed = use(test, { kind: 'pulse_power_key', line });
      await test.clock.advance(999);
      expect(test.port.controlLines).toEqual([{ [line]: true }]);
      await test.clock.advance(1);
      expect(test.port.controlLines).toEqual([{ [line]: true }, { [line]: false }]);
      expect(await pulsed).toBeNull();
      expect(test.console.tools).toEqual(['pulse_power_key']);
      await test.clock.advance(2999);
      expect(test.port.received).toEqual([]);
      await test.clock.advance(SECONDS);
      expect(test.port.received).toEqual(['AT']);
      expect(test.console.tools).toEqual([]);
      await test.end();
    },
  );

  it('of a port without control lines is refused', async () => {
    const test = new TestConsole(MODULE);
    const fault = { kind: 'unsupported', setting: 'control_lines' } as const;
    test.port.setControlLines = () => Promise.resolve({ ok: false, fault });
    expect(await use(test, { kind: 'pulse_power_key', line: 'dtr' })).toEqual(fault);
    await settle();
    expect(test.console.typed.busy).toBe(false);
    await test.end();
  });

  it('is let go of when the console is stopped, and nobody is greeted', async () => {
    const test = new TestConsole(MODULE);
    const pulsed = use(test, { kind: 'pulse_power_key', line: 'dtr' });
    await test.clock.advance(300);
    await test.end();
    await pulsed;
    expect(test.port.controlLines).toEqual([{ dtr: true }, { dtr: false }]);
    expect(test.port.received).toEqual([]);
  });
});
