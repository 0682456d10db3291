import { describe, expect, it } from 'vitest';
import { ESC, type Respond, type Saying, table } from '../../support/scripted-port.ts';
import { settle } from '../../support/virtual-clock.ts';
import { TestConsole } from './test-console.ts';

const SECONDS = 1000;
const REPLY_MS = 180 * SECONDS;
const SILENT: Respond = () => [];

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex');
const PROMPT = bytes('\r\n> ');

const progress = ({ console: { typed } }: TestConsole) => typed.progress;
const comparisons = (test: TestConsole) =>
  test.facts('answer.compared').map(({ command, expected, met }) => [command, expected, met]);

describe('typed lines', () => {
  it('go out one after the other, each when the one before was answered', async () => {
    const test = new TestConsole((line) => [line === 'AT+ONE' ? 700 : 100, 'OK']);
    const typed = test.enter({ line: 'AT+ONE' }, { line: 'AT+TWO' }, { line: 'AT+THREE' });
    await test.clock.advance(699);
    expect(test.port.received).toEqual(['AT+ONE']);
    expect(progress(test)).toEqual({ queued: 3, done: 0 });
    await test.clock.advance(1);
    expect(test.port.received).toEqual(['AT+ONE', 'AT+TWO']);
    expect(progress(test)).toEqual({ queued: 2, done: 1 });
    await test.clock.runUntil(typed);
    expect(progress(test)).toBeNull();
    expect(test.exchanges.map(([command, outcome]) => [command, outcome])).toEqual([
      ['AT+ONE', 'ok'],
      ['AT+TWO', 'ok'],
      ['AT+THREE', 'ok'],
    ]);
    await test.end();
  });

  it('go on after one that is refused, when nothing was expected of it', async () => {
    const test = new TestConsole(table({}));
    await test.clock.runUntil(test.enter({ line: 'AT+X' }, { line: 'AT' }));
    expect(test.exchanges.map(([command, outcome]) => [command, outcome])).toEqual([
      ['AT+X', 'error'],
      ['AT', 'ok'],
    ]);
    expect(test.facts('answer.compared')).toEqual([]);
    await test.end();
  });

  it('wait as long as each is told to, and then go on', async () => {
    const test = new TestConsole((line) => (line === 'AT+SLOW' ? [] : ['OK']));
    const typed = test.enter({ line: 'AT+SLOW', waitSeconds: 2 }, { line: 'AT+NEXT' });
    await test.clock.advance(2 * SECONDS - 1);
    expect(test.exchanges).toEqual([]);
    await test.clock.advance(1);
    expect(test.exchanges).toEqual([['AT+SLOW', 'timeout']]);
    await test.clock.runUntil(typed);
    expect(test.exchanges.at(-1)).toEqual(['AT+NEXT', 'ok', 'OK']);
    await test.end();
  });

  it('wait three minutes without being told', async () => {
    const test = new TestConsole(SILENT);
    const typed = test.enter({ line: 'AT+SLOW' }, { line: 'AT+NEXT' });
    await test.clock.advance(REPLY_MS - 1);
    expect(test.exchanges).toEqual([]);
    await test.clock.runUntil(typed);
    await test.end();
  });

  it('stop where the module is not there to be asked, and the rest is not sent', async () => {
    const test = new TestConsole(SILENT);
    const given = ['AT+A', 'AT+B', 'AT+C'].map((line) => ({ line, waitSeconds: 1 }));
    await test.clock.runUntil(test.enter(...given));
    expect(test.exchanges.filter(([command]) => command !== 'AT')).toEqual([
      ['AT+A', 'timeout'],
      ['AT+B', 'link_lost'],
    ]);
    expect(test.port.received.filter((line) => line !== 'AT')).toEqual(['AT+A']);
    await test.end();
  });

  it('are not taken while others are under way', async () => {
    const test = new TestConsole(SILENT);
    const typed = test.type('AT+CSQ');
    await test.clock.advance(SECONDS);
    expect(() => test.enter({ line: 'AT' })).toThrow('not taken');
    expect(() => test.enter({ bytes: hex('x') }, { line: 'AT' })).toThrow('not taken');
    await test.end();
    await typed;
    expect(() => test.enter({ line: 'AT' })).toThrow('not taken');
  });
});

describe('an expected answer', () => {
  it('that is met lets the queue go on', async () => {
    const test = new TestConsole(
      table({ 'AT+CSQ': ['+CSQ: 21,0', 'OK'], 'AT+CPIN?': ['+CPIN: READY', 'OK'] }),
    );
    await test.clock.runUntil(
      test.enter({ line: 'AT+CSQ', expected: '+CSQ: 21' }, { line: 'AT+CPIN?', expected: 'READY' }),
    );
    expect(comparisons(test)).toEqual([
      ['AT+CSQ', '+CSQ: 21', true],
      ['AT+CPIN?', 'READY', true],
    ]);
    expect(test.facts('answer.compared')[0]?.place.phase).toBe('manual');
    await test.end();
  });

  it.each([
    ['an answer without it', 'AT+CSQ', ['+CSQ: 99,99', 'OK']],
    ['a refusal', 'AT+CSQ', ['+CME ERROR: 10']],
    ['another case of letters', 'AT+CSQ', ['+csq: 21,0', 'OK']],
  ] as const)('that is not met stops the queue: %s', async (_name, line, answer) => {
    const test = new TestConsole(table({ [line]: answer }));
    const typed = test.enter({ line, expected: '+CSQ: 21' }, { line: 'AT+NEVER' }, { line: 'AT+NEITHER' });
    await test.clock.runUntil(typed);
    expect(test.port.received).toEqual([line]);
    expect(comparisons(test)).toEqual([[line, '+CSQ: 21', false]]);
    expect(progress(test)).toBeNull();
    await test.ask('AT');
    expect(test.exchanges.at(-1)).toEqual(['AT', 'ok', 'OK']);
    await test.end();
  });

  it('that does not come in its time is not met', async () => {
    const test = new TestConsole((line) => (line === 'AT' ? ['OK'] : []));
    await test.clock.runUntil(test.enter({ line: 'AT+X', waitSeconds: 3, expected: 'OK' }, { line: 'AT+Y' }));
    expect(comparisons(test)).toEqual([['AT+X', 'OK', false]]);
    expect(test.port.received).not.toContain('AT+Y');
    await test.end();
  });

  it('may be a line that comes by itself, where a time is given', async () => {
    const connect: readonly Saying[] = ['OK', 4 * SECONDS, 'CONNECT OK'];
    const line = 'AT+MIPSTART="broker","1883"';
    const test = new TestConsole(table({ [line]: connect }));
    await test.clock.runUntil(test.enter({ line, waitSeconds: 10, expected: 'CONNECT OK' }, { line: 'AT' }));
    expect(comparisons(test)).toEqual([[line, 'CONNECT OK', true]]);
    expect(test.clock.monotonic()).toBe(4 * SECONDS);
    await test.end();

    const without = new TestConsole(table({ [line]: connect }));
    await without.clock.runUntil(without.enter({ line, expected: 'CONNECT OK' }));
    expect(comparisons(without)).toEqual([[line, 'CONNECT OK', false]]);
    expect(without.clock.monotonic()).toBe(0);
    await without.clock.advance(5 * SECONDS);
    await without.end();
  });

  it('is waited for no longer than the time that is given', async () => {
    const test = new TestConsole(table({ 'AT+X': ['OK'] }));
    await test.clock.runUntil(test.enter({ line: 'AT+X', waitSeconds: 10, expected: 'DONE' }));
    expect(test.clock.monotonic()).toBe(10 * SECONDS);
    expect(comparisons(test)).toEqual([['AT+X', 'DONE', false]]);
    await test.end();
  });

  it('that came before the command is none', async () => {
    const test = new TestConsole(table({ 'AT+X': ['OK'] }));
    await settle();
    test.port.say('DONE');
    await test.clock.advance(SECONDS);
    await test.clock.runUntil(test.enter({ line: 'AT+X', waitSeconds: 1, expected: 'DONE' }));
    expect(comparisons(test)).toEqual([['AT+X', 'DONE', false]]);
    await test.end();
  });
});

describe('a queue is dropped', () => {
  it('without disturbing the command that is under way', async () => {
    const test = new TestConsole(() => [5 * SECONDS, 'OK']);
    const typed = test.enter({ line: 'AT+ONE' }, { line: 'AT+TWO' });
    await test.clock.advance(SECONDS);
    await test.console.typed.cancel();
    expect(progress(test)).toEqual({ queued: 1, done: 0 });
    await test.clock.runUntil(typed);
    expect(test.exchanges).toEqual([['AT+ONE', 'ok', 'OK']]);
    expect(test.port.received).toEqual(['AT+ONE']);
    await test.ask('AT+THREE');
    expect(test.port.received).toEqual(['AT+ONE', 'AT+THREE']);
    await test.end();
  });

  it('and what only waits is not waited for', async () => {
    const test = new TestConsole(table({}));
    const typed = test.enter({ bytes: '1b', waitSeconds: 3600 }, { line: 'AT+TWO' });
    await test.clock.advance(SECONDS);
    await test.console.typed.cancel();
    await test.clock.runUntil(typed);
    expect(test.clock.monotonic()).toBe(SECONDS);
    expect(test.port.received).toEqual([ESC]);
    await test.end();
  });

  it('by nothing when nothing is queued', async () => {
    const test = new TestConsole(table({}));
    await test.console.typed.cancel();
    await test.ask('AT');
    await test.console.typed.cancel();
    expect(test.port.received).toEqual(['AT']);
    await test.end();
  });

  it('when the console is stopped', async () => {
    const test = new TestConsole(SILENT);
    const typed = test.enter({ line: 'AT+ONE' }, { line: 'AT+TWO', expected: 'OK' }, { bytes: '1b' });
    await test.clock.advance(SECONDS);
    await test.end();
    await typed;
    expect(test.exchanges).toEqual([['AT+ONE', 'abandoned']]);
    expect(test.facts('answer.compared')).toEqual([]);
    expect(test.port.received).toEqual(['AT+ONE']);
  });

  it('when the port goes away', async () => {
    const test = new TestConsole(SILENT);
    const typed = test.enter({ line: 'AT+ONE', expected: 'OK' }, { line: 'AT+TWO' });
    await test.clock.advance(SECONDS);
    test.port.unplug();
    expect(await test.ended()).toMatchObject({ outcome: 'errored', code: 'port_lost' });
    await typed;
    expect(test.exchanges).toEqual([['AT+ONE', 'link_lost']]);
    expect(test.facts('answer.compared')).toEqual([]);
  });

  it('when the port cannot be opened', async () => {
    const test = new TestConsole(table({}), () => Promise.resolve({ ok: false, fault: { kind: 'busy' } }));
    const typed = test.enter({ line: 'AT' }, { line: 'AT' });
    await test.ended();
    await typed;
    expect(test.exchanges).toEqual([]);
  });
});

/** Asks for data behind `AT+SEND`. */
const ASKING: Respond = (line) => (line === 'AT+SEND' ? [50, PROMPT] : ['OK']);

describe('bytes', () => {
  it('queued behind a command are its data when the module asks for some', async () => {
    const test = new TestConsole(ASKING);
    const written: string[] = [];
    const write = test.port.write.bind(test.port);
    test.port.write = (given) => {
      const text = Buffer.from(given).toString('latin1');
      written.push(text);
      if (text.includes('\u001a')) test.port.say(200, '+SEND: 5', 'OK');
      return write(given);
    };
    const typed = test.enter(
      { line: 'AT+SEND', expected: '+SEND: 5' },
      { bytes: hex('hello') },
      { bytes: '1A' },
      { line: 'AT+NEXT' },
    );
    await test.clock.advance(100);
    expect(written).toEqual(['AT+SEND\r\n', 'hello', '\u001a']);
    expect(progress(test)).toEqual({ queued: 2, done: 2 });
    await test.clock.runUntil(typed);
    expect(test.exchanges).toEqual([
      ['AT+SEND', 'ok', '+SEND: 5', 'OK'],
      ['AT+NEXT', 'ok', 'OK'],
    ]);
    expect(comparisons(test)).toEqual([['AT+SEND', '+SEND: 5', true]]);
    expect(test.facts('at.exchanged')[0]?.durationMs).toBe(250);
    await test.end();
  });

  it('queued behind a command that asks for none are sent after its answer', async () => {
    const test = new TestConsole(table({ 'AT+SEND': ['ERROR'] }));
    await test.clock.runUntil(test.enter({ line: 'AT+SEND' }, { bytes: '1b' }));
    expect(test.port.received).toEqual(['AT+SEND', ESC]);
    await test.end();
  });

  it('typed by hand answer a prompt that waits', async () => {
    const test = new TestConsole(ASKING);
    const typed = test.type('AT+SEND');
    await test.clock.advance(60 * SECONDS);
    expect(test.port.received).toEqual(['AT+SEND']);
    expect(test.console.typed.busy).toBe(true);
    await test.enter({ bytes: hex('hello\u001a') });
    test.port.say(100, 'OK');
    await test.clock.runUntil(typed);
    expect(test.exchanges).toEqual([['AT+SEND', 'ok', 'OK']]);
    await test.end();
  });

  it('restart the wait for the answer, when they are data', async () => {
    const test = new TestConsole(ASKING);
    const typed = test.enter({ line: 'AT+SEND', waitSeconds: 10 });
    await test.clock.advance(9 * SECONDS);
    await test.enter({ bytes: hex('hello\u001a') });
    await test.clock.advance(9 * SECONDS);
    test.port.say('OK');
    await test.clock.runUntil(typed);
    expect(test.exchanges).toEqual([['AT+SEND', 'ok', 'OK']]);
    await test.end();
  });

  it('do not restart it, when nobody asked for them', async () => {
    const test = new TestConsole(SILENT);
    const typed = test.enter({ line: 'AT+X', waitSeconds: 10 });
    await test.clock.advance(9 * SECONDS);
    await test.enter({ bytes: hex('x') });
    await test.clock.advance(SECONDS);
    expect(test.exchanges).toEqual([['AT+X', 'timeout']]);
    await test.end();
    await typed;
  });

  it('that end in CR are a command, with an answer of their own', async () => {
    const test = new TestConsole(table({ 'AT+CSQ': ['+CSQ: 21,0', 'OK'] }));
    await test.clock.runUntil(test.enter({ bytes: hex('AT+CSQ\r'), expected: '21,0' }, { line: 'AT' }));
    expect(test.port.received).toEqual(['AT+CSQ', 'AT']);
    expect(test.exchanges).toEqual([
      ['AT+CSQ', 'ok', '+CSQ: 21,0', 'OK'],
      ['AT', 'ok', 'OK'],
    ]);
    expect(comparisons(test)).toEqual([['AT+CSQ', '21,0', true]]);
    await test.end();
  });

  it('of which an answer is expected are waited for without a line end, too', async () => {
    const test = new TestConsole((line) => (line === ESC ? ['OK'] : []));
    await test.clock.runUntil(test.enter({ bytes: '1b', expected: 'OK', waitSeconds: 5 }));
    expect(comparisons(test)).toEqual([['<U+001B>', 'OK', true]]);
    await test.end();
  });

  it('without an answer leave the slot alone for a moment, so that a late OK is nobody’s', async () => {
    const test = new TestConsole((line) => (line === ESC ? [300, 'OK'] : ['ERROR']));
    await test.clock.runUntil(test.enter({ bytes: '1b' }, { line: 'AT+NEXT' }));
    expect(test.exchanges).toEqual([['AT+NEXT', 'error', 'ERROR']]);
    expect(test.facts('at.late').map(({ line }) => line)).toEqual(['OK']);
    await test.end();
  });

  it('wait as long as they are told to before what follows', async () => {
    const test = new TestConsole(table({}));
    const typed = test.enter({ bytes: hex('+++'), waitSeconds: 2 }, { line: 'AT' });
    await test.clock.advance(2 * SECONDS - 1);
    expect(test.port.received).toEqual([]);
    await test.clock.runUntil(typed);
    expect(test.exchanges).toEqual([['AT', 'error', 'ERROR']]);
    await test.end();
  });
});

describe('a prompt that nobody answers', () => {
  it('is given up with ESC when the time of its command is up', async () => {
    const test = new TestConsole((line) =>
      line === 'AT+SEND' ? [PROMPT] : line === ESC ? ['OK'] : ['ERROR'],
    );
    const typed = test.enter({ line: 'AT+SEND', waitSeconds: 5 }, { line: 'AT+NEXT' });
    await test.clock.runUntil(typed);
    expect(test.port.received.slice(0, 2)).toEqual(['AT+SEND', ESC]);
    expect(test.exchanges).toEqual([
      ['AT+SEND', 'timeout'],
      ['AT+NEXT', 'error', 'ERROR'],
    ]);
    await test.end();
  });

  it.each([
    ['when its console is stopped', (test: TestConsole) => test.console.stop()],
    ['when the queue is dropped', (test: TestConsole) => void test.console.typed.cancel()],
  ])('is given up with ESC %s', async (_name, end) => {
    const test = new TestConsole((line) => (line === 'AT+SEND' ? [PROMPT] : []));
    const typed = test.type('AT+SEND');
    await test.clock.advance(SECONDS);
    end(test);
    await settle();
    expect(test.port.received).toEqual(['AT+SEND', ESC]);
    await test.end();
    await typed;
  });

  it('is given up at once when its data were dropped before it came', async () => {
    const test = new TestConsole((line) => (line === 'AT+SEND' ? [SECONDS, PROMPT] : ['OK']));
    const typed = test.enter({ line: 'AT+SEND' }, { bytes: hex('hello\u001a') });
    await test.clock.advance(500);
    await test.console.typed.cancel();
    await test.clock.runUntil(typed);
    expect(test.port.received).toEqual(['AT+SEND', ESC]);
    expect(test.exchanges).toEqual([['AT+SEND', 'ok', 'OK']]);
    await test.end();
  });

  it('is left alone when its data are complete', async () => {
    const test = new TestConsole(ASKING);
    const typed = test.enter({ line: 'AT+SEND' }, { bytes: hex('hello\u001a') });
    await test.clock.advance(SECONDS);
    await test.console.typed.cancel();
    test.port.say('OK');
    await test.clock.runUntil(typed);
    expect(test.port.received).not.toContain(ESC);
    await test.end();
  });
});
