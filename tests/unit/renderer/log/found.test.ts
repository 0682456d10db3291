import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Places } from '../../../../renderer/store/log-rows.ts';
import { finder, stretches } from '../../../../renderer/views/bench/log/found.ts';
import { type LogFilter, NO_FILTER } from '../../../../shared/log/filter.ts';
import { hexColumns, plainText } from '../../../../shared/log/shown-bytes.ts';
import type { LogRow } from '../../../../shared/log-view.ts';
import { binary } from '../../shared/log/dialogue.ts';

const line = (bytes: string): LogRow => ({
  kind: 'line',
  no: 1,
  direction: 'received',
  bytes,
  length: bytes.length,
  open: false,
  unsolicited: false,
  repeats: null,
  elapsedMs: 0,
  step: null,
  beforeMs: null,
});

/** What is marked in a line, its words and its HEX. */
function marked(change: Partial<LogFilter>, bytes: string, words = '') {
  const { plain, words: inWords, hex } = finder({ ...NO_FILTER, ...change })(line(bytes), words);
  const cut = (text: string, places: readonly Places[]) => places.map(({ from, to }) => text.slice(from, to));
  return {
    plain: cut(plainText(bytes), plain),
    words: cut(words, inWords),
    hex: cut(hexColumns(bytes), hex),
  };
}

const found = (search: string, text: string, pattern = false) => marked({ search, pattern }, text).plain;

describe('what is searched in a row', () => {
  it('is found wherever it stands, in either case', () => {
    expect(found('creg', 'AT+CREG? +creg: 1')).toEqual(['CREG', 'creg']);
    expect(found('', 'AT')).toEqual([]);
    expect(found('x', 'AT')).toEqual([]);
    expect(found('附', binary('已附着'))).toEqual(['附']);
    expect(found('ok␍', '\r\nOK\r\n')).toEqual(['OK␍']);
  });

  it.each(['+CREG?', '(a', '[', '\\', '^$', 'a|b', '{1}', '.*'])('is the text itself: %s', (search) => {
    expect(found(search, `before ${search} behind`)).toEqual([search]);
    expect(found(search, 'nothing of that kind')).toEqual([]);
  });

  it('is found in the words and in HEX as well, there only where it is searched', () => {
    expect(marked({ search: 'net' }, '+CREG: 2', 'searching for a net')).toMatchObject({ words: ['net'] });
    expect(marked({ search: '4b 0d', hex: true }, 'OK\r\n').hex).toEqual(['4B 0D']);
    expect(marked({ search: '4b 0d' }, 'OK\r\n').hex).toEqual([]);
  });

  it('may be an expression; one that is none, or that finds nothing, marks nothing', () => {
    expect(found('C(REG|SQ)', 'AT+CREG AT+CSQ', true)).toEqual(['CREG', 'CSQ']);
    expect(found('\\d+', '12 345', true)).toEqual(['12', '345']);
    expect(found('(', '((', true)).toEqual([]);
    expect(found('x?', 'abc', true)).toEqual([]);
    expect(found('x*', 'abc', true)).toEqual([]);
  });

  it('may be an expression that sees the line without the line ends around it', () => {
    expect(found('^OK$', '\r\nOK\r\n', true)).toEqual(['OK']);
    expect(marked({ search: '^4F', pattern: true, hex: true }, 'OK').hex).toEqual(['4F']);
  });

  it('with an expression is looked for where the service has looked, and no further', () => {
    const slow = `ab${'a'.repeat(200)}`;
    expect(found('(a+)+b', slow, true)).toEqual(['ab']);
    // Found in the words, so that nobody knows how long it takes in the line.
    const never = 'a'.repeat(4000);
    expect(marked({ search: '(a+)+b', pattern: true }, never, 'ab')).toMatchObject({
      words: ['ab'],
      plain: [],
    });
    expect(found('a.*b', `a-b${'a'.repeat(4000)}`, true)).toEqual(['a-b']);
  });
});

describe('a text with what was found in it', () => {
  it('is cut where that begins and ends', () => {
    expect(stretches('AT+CREG?', 0, [{ from: 3, to: 7 }])).toEqual([
      { text: 'AT+', isFound: false },
      { text: 'CREG', isFound: true },
      { text: '?', isFound: false },
    ]);
    expect(stretches('AT', 0, [])).toEqual([{ text: 'AT', isFound: false }]);
    expect(stretches('', 0, [])).toEqual([]);
  });

  it('may be a part of what was searched', () => {
    const places = [
      { from: 1, to: 4 },
      { from: 6, to: 9 },
    ];
    expect(stretches('cdefg', 2, places)).toEqual([
      { text: 'cd', isFound: true },
      { text: 'ef', isFound: false },
      { text: 'g', isFound: true },
    ]);
  });

  it('is all of it, whatever was found', () => {
    const place = fc.record({ from: fc.nat(30), length: fc.nat(10) });
    fc.assert(
      fc.property(fc.string(), fc.nat(20), fc.array(place), (text, at, places) => {
        const sorted = places
          .map(({ from, length }) => ({ from, to: from + length }))
          .sort((a, b) => a.from - b.from);
        const cut = stretches(text, at, sorted);
        expect(cut.map((each) => each.text).join('')).toBe(text);
        expect(cut.every((each) => each.text !== '')).toBe(true);
      }),
    );
  });
});
