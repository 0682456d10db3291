import { describe, expect, it } from 'vitest';
import { type Respond, table } from '../../support/scripted-port.ts';
import { settle } from '../../support/virtual-clock.ts';
import { TestConsole } from './test-console.ts';

const SECONDS = 1000;
/** How long a typed command may take. */
const REPLY_MS = 180 * SECONDS;
const SILENT: Respond = () => [];

const stopped = { outcome: 'cancelled', failedStep: null, code: 'stopped', complete: false };

describe('a console', () => {
  it('opens the port at the rate it is given and says nothing by itself', async () => {
    const test = new TestConsole(table({}));
    await test.clock.advance(60 * SECONDS);
    expect(test.port.baudRates).toEqual([9600]);
    expect(test.port.received).toEqual([]);
    expect(test.events.map(({ type }) => type)).toEqual(['run.started', 'link.opened']);
    expect(test.facts('link.opened')[0]?.baudRate).toBe(9600);
    await test.end();
  });

  it('sends what is typed, and its facts have the answer, in no step', async () => {
    const test = new TestConsole(
      table({ 'AT+CSQ': ['+CSQ: 21,0', 'OK'], 'AT+CIMI': [300, '460001234567890', 'OK'] }),
    );
    await test.ask('AT+CSQ');
    await test.ask('AT+CIMI');
    await test.ask('AT+NONE');
    expect(test.port.received).toEqual(['AT+CSQ', 'AT+CIMI', 'AT+NONE']);
    expect(test.exchanges).toEqual([
      ['AT+CSQ', 'ok', '+CSQ: 21,0', 'OK'],
      ['AT+CIMI', 'ok', '460001234567890', 'OK'],
      ['AT+NONE', 'error', 'ERROR'],
    ]);
    expect(test.facts('at.exchanged')[1]?.durationMs).toBe(300);
    await test.end();
  });

  it('is judged by nobody: whatever the module refuses, it ends as stopped', async () => {
    const test = new TestConsole(table({ 'AT+X': ['+CME ERROR: 30'] }));
    await test.ask('AT+X');
    expect(await test.end()).toMatchObject(stopped);
    expect(test.exchanges).toEqual([['AT+X', 'cme_error', '+CME ERROR: 30']]);
  });

  it('takes every line of an answer that no other row knows, and lets go of an echo', async () => {
    const respond: Respond = (line) => [line, '+FOO: 1', 'some text', '+BAR: "x"', 'OK'];
    const test = new TestConsole(respond);
    await test.ask('AT+FOO?');
    expect(test.exchanges).toEqual([['AT+FOO?', 'ok', '+FOO: 1', 'some text', '+BAR: "x"', 'OK']]);
    expect(test.facts('at.exchanged')[0]?.echoed).toBe(true);
    await test.end();
  });

  it('records what comes unasked, between commands and in the middle of one', async () => {
    const test = new TestConsole(table({ 'AT+CSQ': ['+CREG: 1', '+CSQ: 21,0', 'OK'] }));
    await settle();
    test.port.say('RDY', 500, 'hello?');
    await test.clock.advance(SECONDS);
    await test.ask('AT+CSQ');
    expect(test.facts('at.unsolicited').map(({ line, urc }) => [line, urc])).toEqual([
      ['RDY', 'ready'],
      ['hello?', null],
      ['+CREG: 1', 'registration'],
    ]);
    expect(test.exchanges).toEqual([['AT+CSQ', 'ok', '+CSQ: 21,0', 'OK']]);
    // A module that restarts ends a run; a console goes on.
    expect(test.console.over).toBe(false);
    await test.end();
  });

  it('counts the lines of a flood instead of stating each', async () => {
    const test = new TestConsole(table({}));
    await settle();
    test.port.say(...Array.from({ length: 2000 }, (_, index) => `line ${index}`));
    await test.clock.advance(10);
    await test.end();
    const stated = test.facts('at.unsolicited').length;
    const counted = test.facts('at.flooded').reduce((sum, { lines }) => sum + lines, 0);
    expect(stated).toBeLessThan(1000);
    expect(stated + counted).toBe(2000);
  });

  it.each([
    ['AT+CIPSHUT', ['SHUT OK']],
    ['at+cipshut', ['SHUT OK']],
    ['AT+CPOWD=1', ['NORMAL POWER DOWN']],
    ['AT+CIFSR', ['10.197.178.148']],
    ['AT+CREG?', ['+CREG: 0,1']],
    ['AT+CREG?', ['+CREG: 0,1', 'OK']],
    ['AT+CIFSR', ['10.197.178.148', 'OK']],
  ])('does not wait for an OK that %s may go without: %j', async (line, answer) => {
    const test = new TestConsole(table({ [line]: answer }));
    await test.ask(line);
    expect(test.exchanges[0]).toEqual([line, 'ok', ...answer]);
    expect(test.facts('at.exchanged')[0]?.durationMs).toBeLessThan(2 * SECONDS);
    await test.clock.advance(10 * SECONDS);
    await test.ask('AT');
    expect(test.exchanges.at(-1)).toEqual(['AT', 'ok', 'OK']);
    await test.end();
  });

  it.each([
    ['AT+CPIN?', '+CPIN: SIM PIN'],
    ['at+creg?', '+CREG: 2,1,"1A2B","3C4D"'],
  ])(
    'takes the answer to %s for one, although the same line comes by itself as well',
    async (line, answer) => {
      const test = new TestConsole(table({ [line]: [answer, 'OK'] }));
      await test.ask(line);
      expect(test.exchanges).toEqual([[line, 'ok', answer, 'OK']]);
      expect(test.facts('at.unsolicited')).toEqual([]);
      test.port.say(answer);
      await test.clock.advance(SECONDS);
      expect(test.facts('at.unsolicited')).toHaveLength(1);
      await test.end();
    },
  );
});

describe('a command without an answer', () => {
  it('is busy until its time is up, and its fact says so', async () => {
    const test = new TestConsole(SILENT);
    const asked = test.type('AT+CIICR');
    await test.clock.advance(REPLY_MS - 1);
    expect(test.console.typed.busy).toBe(true);
    expect(test.exchanges).toEqual([]);
    await test.clock.advance(1);
    await asked;
    expect(test.console.typed.busy).toBe(false);
    expect(test.exchanges[0]).toEqual(['AT+CIICR', 'timeout']);
    await test.end();
  });

  it('keeps its slot: a late OK is not taken for the next answer', async () => {
    const respond: Respond = (line) => (line === 'AT+SLOW' ? [REPLY_MS + 100, 'OK'] : ['ERROR']);
    const test = new TestConsole(respond);
    await test.ask('AT+SLOW');
    await test.ask('AT+NEXT');
    expect(test.facts('at.late').map(({ line, command }) => [line, command])).toEqual([['OK', 'AT+SLOW']]);
    expect(test.exchanges).toEqual([
      ['AT+SLOW', 'timeout'],
      ['AT+NEXT', 'error', 'ERROR'],
    ]);
    await test.end();
  });

  it('does not make the console deaf: a module that is back is asked', async () => {
    const test = new TestConsole(SILENT);
    await test.ask('AT+CSQ');
    await test.clock.advance(60 * SECONDS);
    test.port.respond = table({ 'AT+CSQ': ['+CSQ: 9,0', 'OK'] });
    await test.ask('AT+CSQ');
    expect(test.port.received.filter((line) => line === 'AT+CSQ')).toHaveLength(2);
    expect(test.exchanges.at(-1)).toEqual(['AT+CSQ', 'ok', '+CSQ: 9,0', 'OK']);
    await test.end();
  });

  it('is recorded as not sent where the module does not answer an AT ahead of it either', async () => {
    const test = new TestConsole(SILENT);
    await test.ask('AT+CSQ');
    await test.clock.advance(60 * SECONDS);
    const before = test.port.received.length;
    await test.ask('AT+CIMI');
    expect(test.port.received.slice(before)).toEqual(['AT', 'AT', 'AT']);
    expect(test.exchanges.at(-1)).toEqual(['AT+CIMI', 'link_lost']);
    expect(test.console.typed.busy).toBe(false);
    await test.ask('AT+CIMI');
    expect(test.exchanges.filter(([command]) => command === 'AT+CIMI')).toHaveLength(2);
    await test.end();
  });
});

describe('a secret that is typed', () => {
  const PARROT: Respond = (line) => [line, `+FOO: ${line}`, `+CME ERROR: ${line} not taken`];

  it.each([
    ['AT+CPIN="4711"', '4711'],
    ['AT+CPIN=4711', '4711'],
    ['AT+CPIN="4711', '4711'],
    ['AT+CPIN=12345678,"4711"', '4711'],
    ['AT+CSQ;+CPIN="4711"', '4711'],
    ['AT+MCONFIG="id","user","pa,ss;w=rd"', 'pa,ss;w=rd'],
    ['AT+CSTT=cmnet,u,pw', ',pw'],
  ])('goes to the module, and is in no fact, even of one that repeats it: %s', async (line, secret) => {
    const test = new TestConsole(PARROT);
    await test.ask(line);
    test.port.say(`you said ${line}`, line);
    await test.clock.advance(SECONDS);
    await test.end();
    expect(test.port.received).toEqual([line]);
    const told = JSON.stringify(test.events);
    expect(told).not.toContain(secret);
    expect(told.match(/\*\*\*/g)?.length).toBeGreaterThanOrEqual(4);
  });
});
