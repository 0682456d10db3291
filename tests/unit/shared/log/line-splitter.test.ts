import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, LONGEST_LINE } from '../../../../shared/log/line-splitter.ts';
import { binary } from './dialogue.ts';

interface Split {
  readonly lines: readonly string[];
  /** The last line may still grow. */
  readonly open: boolean;
  readonly blank: string;
}

function split(...chunks: readonly string[]): Split {
  const splitter = new LineSplitter();
  const lines: string[] = [];
  let open = false;
  for (const part of chunks.flatMap((chunk) => splitter.push(chunk))) {
    expect(part.begins).toBe(!open);
    lines.push(part.begins ? part.bytes : `${lines.pop() ?? ''}${part.bytes}`);
    open = !part.ends;
  }
  return { lines, open, blank: splitter.blank };
}

const whole = (...lines: readonly string[]): Split => ({ lines, open: false, blank: '' });
const growing = (...lines: readonly string[]): Split => ({ lines, open: true, blank: '' });

describe('lines', () => {
  it('reach through their LF, blank lines at the front', () => {
    expect(split('\r\nOK\r\n')).toEqual(whole('\r\nOK\r\n'));
    expect(split('\r\n+CSQ: 21,0\r\n\r\nOK\r\n')).toEqual(whole('\r\n+CSQ: 21,0\r\n', '\r\nOK\r\n'));
    expect(split('a\nb\n')).toEqual(whole('a\n', 'b\n'));
  });

  it('end with a CR once something else follows it', () => {
    expect(split('AT\r')).toEqual(growing('AT\r'));
    expect(split('AT\r\r\nOK\r\n')).toEqual(whole('AT\r', '\r\nOK\r\n'));
    expect(split('AT\r', '\nOK\r\n')).toEqual(whole('AT\r\n', 'OK\r\n'));
    expect(split('AT\r', 'OK\r\n')).toEqual(whole('AT\r', 'OK\r\n'));
  });

  it('may be glued into one chunk, or torn into many', () => {
    expect(split('OK\r\nCONNECT OK\r\n')).toEqual(whole('OK\r\n', 'CONNECT OK\r\n'));
    expect(split('\r', '\nCONN', 'ECT OK', '\r', '\n')).toEqual(whole('\r\nCONNECT OK\r\n'));
  });

  it('without an end stay open and grow: a prompt, a tail', () => {
    expect(split('\r\n> ')).toEqual(growing('\r\n> '));
    expect(split('\r\n> ', '\r\nOK\r\n')).toEqual(whole('\r\n> \r\n', 'OK\r\n'));
    expect(split('CONN', 'ECT')).toEqual(growing('CONNECT'));
  });

  it('are none while only line ends came; they wait for the next line', () => {
    expect(split('OK\r\n\r\n')).toEqual({ lines: ['OK\r\n'], open: false, blank: '\r\n' });
    expect(split('OK\r\n\r\n', '\n', 'RDY\r\n')).toEqual(whole('OK\r\n', '\r\n\nRDY\r\n'));
    expect(split('')).toEqual(whole());
  });

  it('hold whatever else comes: NUL, bytes of another rate, GBK', () => {
    expect(split('\0\0\u00ff\u0018\r\nOK\r\n')).toEqual(whole('\0\0\u00ff\u0018\r\n', 'OK\r\n'));
    expect(split('\u00ce\u00c2\u00b6\u00c8\r\n')).toEqual(whole('\u00ce\u00c2\u00b6\u00c8\r\n'));
  });
});

describe('a line that is too long', () => {
  const cut = 'x'.repeat(LONGEST_LINE);

  it('is cut into pieces, each complete', () => {
    expect(split(`${cut}${cut}yz`)).toEqual(growing(cut, cut, 'yz'));
    expect(split(cut)).toEqual(whole(cut));
  });

  it('leaves its end for the next line when it is just full', () => {
    expect(split(`${cut}\r\nOK\r\n`)).toEqual(whole(cut, '\r\nOK\r\n'));
    const short = cut.slice(1);
    expect(split(`${short}\r\nOK\r\n`)).toEqual(whole(`${short}\r`, '\nOK\r\n'));
    expect(split(`${short}\r`, '\nOK\r\n')).toEqual(whole(`${short}\r`, '\nOK\r\n'));
  });

  it('counts the blank lines ahead of it', () => {
    expect(split(`\r\n${cut}`)).toEqual(growing(`\r\n${cut.slice(2)}`, 'xx'));
  });

  it('may consist of line ends alone', () => {
    const ends = '\n'.repeat(LONGEST_LINE);
    expect(split(ends.slice(1))).toEqual({ lines: [], open: false, blank: ends.slice(1) });
    expect(split(`${ends}\n`)).toEqual({ lines: [ends], open: false, blank: '\n' });
  });
});

const FRAGMENTS = [
  '\r\nOK\r\n',
  '\r',
  '\n',
  '\r\n',
  '> ',
  'AT\r',
  '温度',
  'x',
  '+MSUB: "t",3 byte,a\nb\r\n',
  '\0',
] as const;
const long = fc.integer({ min: LONGEST_LINE - 3, max: LONGEST_LINE + 3 }).map((length) => 'y'.repeat(length));
const stream = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...FRAGMENTS).map(binary) },
    {
      weight: 2,
      arbitrary: fc.string({
        unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
      }),
    },
    { weight: 1, arbitrary: long },
  ),
  { maxLength: 30 },
);

describe('the lines of any bytes', () => {
  it('are the same however the bytes are cut into chunks, also one at a time', () => {
    fc.assert(
      fc.property(stream, (chunks) => {
        const bytes = chunks.join('');
        expect(split(...chunks)).toEqual(split(bytes));
        expect(split(...bytes)).toEqual(split(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('are all of the bytes, in order', () => {
    fc.assert(
      fc.property(stream, (chunks) => {
        const { lines, blank } = split(...chunks);
        expect(lines.join('') + blank).toBe(chunks.join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('have one end at most, and a length that is limited', () => {
    fc.assert(
      fc.property(stream, (chunks) => {
        const { lines, blank } = split(...chunks);
        expect(blank).toMatch(/^[\r\n]*$/);
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(LONGEST_LINE);
          expect(line).toMatch(/^[\r\n]*[^\r\n]*(?:\r\n?|\n)?$/);
        }
      }),
    );
  });
});
