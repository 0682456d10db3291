import { describe, expect, test } from 'vitest';
import type { Frame } from '../../../electron/at/frame.ts';
import { Framer, LINE_LIMIT } from '../../../electron/at/framer.ts';
import { bytes, framesOf, line, message, PROMPT } from './framing.ts';

const HELLO = '+MSUB: "t",5 byte,hello';

describe('a line ends', () => {
  test.each<[string, string, readonly Frame[]]>([
    ['with CR LF', 'OK\r\n', [line('OK')]],
    ['with CR alone', 'OK\r', [line('OK')]],
    ['with LF alone', 'OK\n', [line('OK')]],
    ['with LF CR', 'OK\n\rAT\n\r', [line('OK'), line('AT')]],
    ['once, however many line ends follow', 'OK\r\r\n\n\r\n', [line('OK')]],
    ['once, however many line ends lead', '\r\n\r\nOK\r\n', [line('OK')]],
    ['between two answers', '\r\n+CREG: 0,1\r\n\r\nOK\r\n', [line('+CREG: 0,1'), line('OK')]],
    ['and keeps blanks around it', '  OK \r\n', [line('  OK ')]],
    ['and keeps UTF-8', '+CPIN：READY\r\n', [line('+CPIN：READY')]],
    ['and keeps a NUL', '\0OK\r\n', [line('\0OK')]],
    ['not before its end has come', 'OK', []],
    ['not by a blank, a tab or a NUL', 'O K\tA\0T', []],
    ['not at all when there is nothing in it', '\r\n\r\n\n\r', []],
  ])('%s', (_name, text, frames) => {
    expect(framesOf(text)).toEqual(frames);
  });

  test('and shows bytes that are no UTF-8 as U+FFFD', () => {
    expect(new Framer().push(Uint8Array.of(0xff, 0x80, 0x4f, 0x4b, 0x0d))).toEqual([line('\ufffd\ufffdOK')]);
  });
});

describe('a prompt', () => {
  test.each<[string, string, readonly Frame[]]>([
    ['comes without a line end', '\r\n> ', [PROMPT]],
    ['may be the very first', '> ', [PROMPT]],
    ['may be followed by a line', '> OK\r\n', [PROMPT, line('OK')]],
    ['may come twice', '> > ', [PROMPT, PROMPT]],
    ['is none inside a line', 'a> b\r\n', [line('a> b')]],
    ['is none behind a blank', ' > \r\n', [line(' > ')]],
    ['is none without its blank', '>x\r\n', [line('>x')]],
    ['is none with a line end for the blank', '>\r\n', [line('>')]],
    ['is none yet', '>', []],
    [
      'is none in a payload',
      '+MSUB: "t",4 byte,\r\n> \r\n',
      [message('t', 4, '\r\n> ', '+MSUB: "t",4 byte,\r\n> ')],
    ],
  ])('%s', (_name, text, frames) => {
    expect(framesOf(text)).toEqual(frames);
  });

  test('may come in two pieces', () => {
    const framer = new Framer();
    expect(framer.push(bytes('\r\n>'))).toEqual([]);
    expect(framer.push(bytes(' OK\r\n'))).toEqual([PROMPT, line('OK')]);
  });

  test('without its blank is taken for one when the line stays quiet', () => {
    const framer = new Framer();
    framer.push(bytes('\r\n>'));
    expect(framer.flush()).toEqual([PROMPT]);
    expect(framer.incomplete).toBe(false);
  });
});

describe('a delivered message', () => {
  test.each<[string, string, readonly Frame[]]>([
    ['is read by its count', `${HELLO}\r\nOK\r\n`, [message('t', 5, 'hello', HELLO), line('OK')]],
    [
      'may have line breaks in it',
      '+MSUB: "t",8 byte,ab\r\ncd\r\n\r\nOK\r\n',
      [message('t', 8, 'ab\r\ncd\r\n', '+MSUB: "t",8 byte,ab\r\ncd\r\n'), line('OK')],
    ],
    [
      'may begin with a line break',
      '+MSUB: "t",3 byte,\r\nx\r\n',
      [message('t', 3, '\r\nx', '+MSUB: "t",3 byte,\r\nx')],
    ],
    [
      'may hold a line that looks like a result code',
      '+MSUB: "t",6 byte,a\r\nOK\r\n\r\n',
      [message('t', 6, 'a\r\nOK\r', '+MSUB: "t",6 byte,a\r\nOK\r')],
    ],
    [
      'may hold commas and quotes',
      '+MSUB: "t",9 byte,{"a":1,2}\r\n',
      [message('t', 9, '{"a":1,2}', '+MSUB: "t",9 byte,{"a":1,2}')],
    ],
    [
      'may be printed as HEX, twice its count',
      '+MSUB: "t",3 byte,414243\r\nOK\r\n',
      [message('t', 3, '414243', '+MSUB: "t",3 byte,414243'), line('OK')],
    ],
    [
      'keeps a leading blank',
      '+MSUB: " test ",7 byte, 57495338303043\r\n',
      [message(' test ', 7, ' 57495338303043', '+MSUB: " test ",7 byte, 57495338303043')],
    ],
    [
      'may have its topic unquoted',
      '+MSUB:mqtt/sub_topic,6 byte,123456\r\n',
      [message('mqtt/sub_topic', 6, '123456', '+MSUB:mqtt/sub_topic,6 byte,123456')],
    ],
    [
      'may have commas in a quoted topic',
      '+MSUB: "a,b",1 byte,x\r\n',
      [message('a,b', 1, 'x', '+MSUB: "a,b",1 byte,x')],
    ],
    ['may say bytes', '+MSUB: "t",2 bytes,hi\r\n', [message('t', 2, 'hi', '+MSUB: "t",2 bytes,hi')]],
    ['may leave the blanks out', '+MSUB:"t",2byte,hi\r\n', [message('t', 2, 'hi', '+MSUB:"t",2byte,hi')]],
    ['may be in lower case', '+msub: "t",2 byte,hi\r\n', [message('t', 2, 'hi', '+msub: "t",2 byte,hi')]],
    [
      'may have a full-width colon and typographic quotes',
      '+MSUB：”t”,2 byte,hi\r\n',
      [message('t', 2, 'hi', '+MSUB：”t”,2 byte,hi')],
    ],
    [
      'is counted in bytes, not characters',
      '+MSUB: "温度",6 byte,四度\r\nOK\r\n',
      [message('温度', 6, '四度', '+MSUB: "温度",6 byte,四度'), line('OK')],
    ],
    ['may be empty', '+MSUB: "t",0 byte,\r\nOK\r\n', [message('t', 0, '', '+MSUB: "t",0 byte,'), line('OK')]],
    [
      'keeps what is printed beyond a count too small',
      '+MSUB: "t",2 byte,hello\r\n',
      [message('t', 2, 'hello', '+MSUB: "t",2 byte,hello')],
    ],
    ['may have no topic at all', '+MSUB: "",1 byte,x\r\n', [message('', 1, 'x', '+MSUB: "",1 byte,x')]],
  ])('%s', (_name, text, frames) => {
    expect(framesOf(text)).toEqual(frames);
  });

  test.each([
    ['a notice of a slot', '+MSUB: 0'],
    ['a foreign success', '+MSUB: SUCCESS'],
    ['a header without its second comma', '+MSUB: "t",5 byte'],
    ['a header without a count', '+MSUB: "t", byte,hello'],
    ['a header without the word', '+MSUB: "t",5,hello'],
    ['a count that is none', '+MSUB: "t",-5 byte,hello'],
    ['a count of seven digits', '+MSUB: "t",1000000 byte,x'],
    ['a count that is not believed', '+MSUB: "t",8193 byte,x'],
    ['an unquoted topic with a comma', '+MSUB: a,b,1 byte,x'],
    ['a topic whose quote does not end', '+MSUB: "t,1 byte,x'],
    ['an echo of the command', 'AT+MSUB="t",1 byte,x'],
    ['another line that begins with +MS', '+MSUBX: "t",1 byte,x'],
    ['one with text in front', 'x+MSUB: "t",1 byte,x'],
    ['a header longer than any topic', `+MSUB: "${'t'.repeat(2000)}",1 byte,x`],
  ])('is not taken for one: %s', (_name, text) => {
    expect(framesOf(`${text}\r\nOK\r\n`)).toEqual([line(text), line('OK')]);
  });

  test('with a topic that is no UTF-8 is still cut at the right byte', () => {
    const header = [...bytes('+MSUB: "'), 0xce, 0xc2, 0xb6, ...bytes('",4 byte,')];
    const frames = new Framer().push(Uint8Array.from([...header, ...bytes('a\r\nb\r\nOK\r\n')]));
    expect(frames).toMatchObject([
      { kind: 'message', length: 4, printed: bytes('a\r\nb') },
      { kind: 'line', text: 'OK' },
    ]);
  });

  test('as long as the family sends is taken whole, as HEX too', () => {
    const payload = '5A'.repeat(4100);
    expect(framesOf(`+MSUB: "t",4100 byte,${payload}\r\nOK\r\n`)).toMatchObject([
      { kind: 'message', length: 4100, printed: bytes(payload) },
      { kind: 'line' },
    ]);
  });

  test('of eight thousand line ends is one message', () => {
    const frames = framesOf(`+MSUB: "t",8192 byte,${'\r\n'.repeat(4096)}\r\nOK\r\n`);
    expect(frames).toMatchObject([
      { kind: 'message', length: 8192 },
      { kind: 'line', text: 'OK' },
    ]);
  });
});

describe('flush', () => {
  test('gives a line whose end never came', () => {
    const framer = new Framer();
    expect(framer.push(bytes('OK'))).toEqual([]);
    expect(framer.incomplete).toBe(true);
    expect(framer.flush()).toEqual([line('OK')]);
    expect(framer.incomplete).toBe(false);
  });

  test('gives the lines that a message cut short has swallowed', () => {
    const framer = new Framer();
    expect(framer.push(bytes('+MSUB: "t",50 byte,hel\r\n\r\nOK\r\n'))).toEqual([]);
    expect(framer.flush()).toEqual([line('+MSUB: "t",50 byte,hel'), line('OK')]);
    expect(framer.push(bytes('+CSQ: 9,0\r\n'))).toEqual([line('+CSQ: 9,0')]);
  });

  test('gives nothing when nothing waits', () => {
    const framer = new Framer();
    expect(framer.flush()).toEqual([]);
    framer.push(bytes('OK\r\n'));
    expect(framer.flush()).toEqual([]);
  });

  test('of a line that was too long leaves no trace on the next one', () => {
    const framer = new Framer();
    framer.push(new Uint8Array(LINE_LIMIT + 7).fill(0x78));
    expect(framer.flush()).toMatchObject([{ kind: 'overlong', length: LINE_LIMIT + 7 }]);
    expect([...framer.push(bytes('O')), ...framer.push(bytes('K\r\n'))]).toEqual([line('OK')]);
  });
});

describe('a line that is too long', () => {
  test('of exactly the limit is still a line', () => {
    expect(framesOf(`${'x'.repeat(LINE_LIMIT)}\r\n`)).toMatchObject([{ kind: 'line' }]);
  });

  test('is reported with its length and its beginning only', () => {
    const [frame] = framesOf(`${'x'.repeat(LINE_LIMIT + 1)}\r\n`);
    expect(frame).toMatchObject({ kind: 'overlong', length: LINE_LIMIT + 1, text: 'x'.repeat(256) });
  });

  test('does not touch the line behind it', () => {
    expect(framesOf(`${'x'.repeat(LINE_LIMIT * 2)}\r\nOK\r\n`)).toMatchObject([
      { kind: 'overlong' },
      { kind: 'line', text: 'OK' },
    ]);
  });

  test('of 50 MB is counted and not kept', () => {
    const framer = new Framer();
    const chunk = new Uint8Array(1_000_000).fill(0x55);
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 50; count += 1) expect(framer.push(chunk)).toEqual([]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
    expect(framer.incomplete).toBe(true);
    expect(framer.push(bytes('\r\nOK\r\n> '))).toEqual([
      { kind: 'overlong', length: 50_000_000, text: 'U'.repeat(256) },
      line('OK'),
      PROMPT,
    ]);
    expect(framer.incomplete).toBe(false);
  });

  test('made to look like a message header costs no more time than another', () => {
    const started = performance.now();
    for (const filler of [' ', ' a', '"', '\u201d', ',', '1', '\u00e2'])
      framesOf(`+MSUB: ${filler.repeat(8000)}\r\n`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
