import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finder, stretches } from '../../../../renderer/views/bench/log/found.ts';

const found = (search: string, text: string, pattern = false) =>
  finder({ search, pattern })
    .in(text)
    .map(({ from, to }) => text.slice(from, to));

describe('what is searched in a row', () => {
  it('is found wherever it stands, in either case', () => {
    expect(found('creg', 'AT+CREG? +creg: 1')).toEqual(['CREG', 'creg']);
    expect(found('', 'AT')).toEqual([]);
    expect(found('x', 'AT')).toEqual([]);
    expect(found('附', '已附着')).toEqual(['附']);
  });

  it.each(['+CREG?', '(a', '[', '\\', '^$', 'a|b', '{1}', '.*'])('is the text itself: %s', (search) => {
    expect(found(search, `before ${search} behind`)).toEqual([search]);
    expect(found(search, 'nothing of that kind')).toEqual([]);
  });

  it('may be an expression; one that is none, or that finds nothing, marks nothing', () => {
    expect(found('C(REG|SQ)', 'AT+CREG AT+CSQ', true)).toEqual(['CREG', 'CSQ']);
    expect(found('\\d+', '12 345', true)).toEqual(['12', '345']);
    expect(found('(', '((', true)).toEqual([]);
    expect(found('x?', 'abc', true)).toEqual([]);
  });

  it('with an expression that may take for ever is looked for no further than the service has looked', () => {
    const slow = `ab${'a'.repeat(200)}`;
    expect(found('(a+)+b', slow, true)).toEqual(['ab']);
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
