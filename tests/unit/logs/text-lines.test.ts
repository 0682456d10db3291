import { describe, expect, it } from 'vitest';
import { type TextLine, TextLines } from '../../../electron/logs/text-lines.ts';
import { openedLog, readLog } from './read-log.ts';

const encoder = new TextEncoder();

function lines(
  file: string | Uint8Array,
  chunk = 1000,
): { readonly all: readonly TextLine[]; readonly reader: TextLines } {
  const bytes = typeof file === 'string' ? encoder.encode(file) : file;
  const reader = new TextLines();
  const all: TextLine[] = [];
  for (let from = 0; from < bytes.length; from += chunk)
    all.push(...reader.push(bytes.subarray(from, from + chunk)));
  all.push(...reader.end());
  return { all, reader };
}

/** GBK of the texts used here. */
const GBK: Readonly<Record<string, readonly number[]>> = {
  发送: [0xb7, 0xa2, 0xcb, 0xcd],
  接收: [0xbd, 0xd3, 0xca, 0xd5],
  '：': [0xa3, 0xba],
};
const gbk = (...parts: readonly string[]) =>
  Uint8Array.from(parts.flatMap((part) => GBK[part] ?? [...encoder.encode(part)]));

function utf16(text: string, order: 'le' | 'be', hasMark = true): Uint8Array {
  const units = [...(hasMark ? '\ufeff' : ''), ...text].map((character) => character.charCodeAt(0));
  return Uint8Array.from(
    units.flatMap((unit) => (order === 'le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
  );
}

describe('the lines of a file', () => {
  it.each([
    ['LF', 'AT\nOK\n\nAT\n'],
    ['CR LF', 'AT\r\nOK\r\n\r\nAT\r\n'],
    ['CR CR LF', 'AT\r\r\nOK\r\r\n\r\r\nAT\r\r\n'],
    ['CR alone', 'AT\rOK\r\rAT\r'],
    ['no end at the end', 'AT\nOK\n\nAT'],
  ])('are counted as an editor does: %s', (_end, text) => {
    expect(lines(text).all).toEqual([
      { no: 1, text: 'AT' },
      { no: 2, text: 'OK' },
      { no: 4, text: 'AT' },
    ]);
    expect(lines(text).reader.count).toBe(4);
  });

  it('that a lone CR cuts are one line of the file where LFs end the others', () => {
    expect(lines('AT\rOK\r\nAT\r\n').all).toEqual([
      { no: 1, text: 'AT' },
      { no: 1, text: 'OK' },
      { no: 2, text: 'AT' },
    ]);
  });

  it.each([1, 2, 3, 7])('are the same in chunks of %i', (chunk) => {
    const text = 'AT\r\r\nOK\r\rRDY\r\n接收\r\n';
    expect(lines(text, chunk).all).toEqual(lines(text).all);
  });

  it('are cut where they never end', () => {
    const { all } = lines('x'.repeat(100_000));
    expect(all).toHaveLength(1);
    expect(all[0]?.text.length).toBeLessThanOrEqual(32_768);
  });

  it('have no NULs', () => {
    expect(lines('A\0T\n\0OK\n').all.map(({ text }) => text)).toEqual(['AT', 'OK']);
  });
});

describe('the encoding', () => {
  it.each([
    ['utf-8', encoder.encode('发送：AT\n接收：OK\n')],
    ['utf-8', encoder.encode('\ufeff发送：AT\n接收：OK\n')],
    ['utf-16le', utf16('发送：AT\n接收：OK\n', 'le')],
    ['utf-16be', utf16('发送：AT\n接收：OK\n', 'be')],
    ['gb18030', gbk('发送', '：', 'AT\n', '接收', '：', 'OK\n')],
  ])('is known for %s', (encoding, bytes) => {
    const { all, reader } = lines(bytes);
    expect(reader.encoding).toBe(encoding);
    expect(all.map(({ text }) => text)).toEqual(['发送：AT', '接收：OK']);
  });

  it('is known without a mark by its NULs', () => {
    expect(lines(utf16('AT+CREG?\r\n+CREG: 0,1\r\nOK\r\n', 'le', false)).reader.encoding).toBe('utf-16le');
  });

  it('is not changed by noise', () => {
    const noise = Uint8Array.of(0xff, 0xfe, 0x80, 0xb0, 0x0a, 0xe5, 0x91, 0xfa, 0x0a);
    const bytes = Uint8Array.from([...encoder.encode('AT\n'), ...noise, ...encoder.encode('接收：OK\n')]);
    const { all, reader } = lines(bytes);
    expect(reader.encoding).toBe('utf-8');
    expect(all.at(-1)?.text).toBe('接收：OK');
  });

  it('is UTF-8 where nothing tells', () => {
    expect(lines('AT\nOK\n').reader.encoding).toBe('utf-8');
  });
});

describe('a file that is no log', () => {
  it.each([
    ['empty', new Uint8Array()],
    ['no_dialogue', encoder.encode('Dear diary,\nat noon I attended a meeting.\nATTENTION: OK\n')],
    ['no_dialogue', encoder.encode('\n\n\n')],
    ['no_dialogue', encoder.encode('{"name":"package","version":"1"}\n')],
    ['binary', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['binary', Uint8Array.from({ length: 4096 }, (_, index) => (index * 7) % 32)],
    ['binary', encoder.encode('PK\u0003\u0004AT\nOK\n')],
  ])('is refused: %s', (refusal, bytes) => {
    for (const chunk of [1, 65_536]) expect(readLog(bytes, chunk)).toEqual({ ok: false, refusal });
  });

  it('is not what begins with some noise of the line', () => {
    const bytes = Uint8Array.from([
      0,
      0xfe,
      0x80,
      1,
      0x0a,
      ...encoder.encode('AT\r\nOK\r\nAT+CSQ\r\n+CSQ: 9,0\r\nOK\r\n'),
    ]);
    expect(openedLog(bytes).lines).toBe(6);
  });
});
