import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GROUP_RUNS,
  ownersOfWord,
  SharedLines,
  type TextPart,
  withoutOwner,
} from '../../../../electron/records/search/shared-lines.ts';
import { folded } from '../../../../electron/records/search/words.ts';

type Runs = readonly (readonly string[])[];

function gathered(runs: Runs): TextPart {
  const shared = new SharedLines();
  for (const [place, lines] of runs.entries()) for (const line of lines) shared.add(line, place);
  return shared.take();
}

const bitsOf = (runs: Runs, has: (line: string) => boolean) =>
  runs.reduce((bits, lines, place) => (lines.some(has) ? bits | (1 << place) : bits), 0);
const owners = (part: TextPart, word: string) => ownersOfWord(part, Buffer.from(word));

/** Few different letters, so that parts of lines are met often. */
const line = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '中', '"', '%'), minLength: 1, maxLength: 5 });
const runs = fc.array(fc.array(line, { maxLength: 6 }), { minLength: 1, maxLength: GROUP_RUNS });

describe('the lines of a group of runs', () => {
  it('belong to exactly the runs that have them, whatever part of a line is looked for', () => {
    fc.assert(
      fc.property(runs, line.map(folded), (runs, word) => {
        const expected = bitsOf(runs, (line) => folded(line).includes(word));
        expect(owners(gathered(runs), word)).toBe(expected);
      }),
    );
  });

  it('are kept once, however many runs have them', () => {
    const part = gathered(Array.from({ length: GROUP_RUNS }, (_, run) => ['OK', 'OK', `run ${run}`]));
    expect(Buffer.from(part.lines).toString().split('\n')).toHaveLength(1 + GROUP_RUNS);
    expect(owners(part, 'ok')).toBe(-1);
    expect(owners(part, 'run 31')).toBe(1 << 31);
  });

  it('are not found across the end of one', () => {
    const part = gathered([['AT+CREG?', 'OK']]);
    expect(owners(part, 'at+creg?')).toBe(1);
    expect(owners(part, '?ok')).toBe(0);
  });

  it('of a run that is taken out are gone, and all others are there', () => {
    fc.assert(
      fc.property(runs, line.map(folded), fc.nat(GROUP_RUNS - 1), (runs, word, place) => {
        const left = withoutOwner(gathered(runs), place);
        const expected = bitsOf(runs, (line) => folded(line).includes(word)) & ~(1 << place);
        expect(owners(left, word)).toBe(expected);
      }),
    );
  });

  it('leave no letter behind with their last run', () => {
    const left = withoutOwner(gathered([['mine'], ['yours', 'ours'], ['ours']]), 1);
    expect(Buffer.from(left.lines).toString()).toBe('mine\nours');
    const empty = withoutOwner(withoutOwner(left, 0), 2);
    expect([empty.lines.byteLength, empty.owners.byteLength]).toEqual([0, 0]);
  });

  it('are kept once of a long run that says the same again and again, and still belong to others', () => {
    const shared = new SharedLines();
    const parts: TextPart[] = [];
    for (const place of [0, 1])
      for (let at = 0; at < 20_000; at += 1) {
        shared.add(`poll ${at % 5000} is answered`, place);
        if (shared.isFull) parts.push(shared.take());
      }
    parts.push(shared.take());
    const lines = parts.map((part) => Buffer.from(part.lines).toString().split('\n').length);
    expect(lines.reduce((sum, each) => sum + each)).toBeLessThan(11_000);
    for (const word of ['poll 0 is', 'poll 4999 is', 'poll 2500 is'])
      expect(parts.reduce((bits, part) => bits | owners(part, word), 0)).toBe(0b11);
  });

  it('are a full part before they are a lot of memory', () => {
    const shared = new SharedLines();
    for (let at = 0; at < 1000; at += 1) shared.add('the same line', 0);
    expect(shared.isFull).toBe(false);
    for (let at = 0; at < 6000; at += 1) shared.add(`a line of its own ${at}`, 0);
    expect(shared.isFull).toBe(true);
    shared.take();
    expect([shared.isFull, shared.isEmpty]).toEqual([false, true]);
  });
});
