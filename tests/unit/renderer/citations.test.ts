import { describe, expect, it } from 'vitest';
import { citations } from '../../../renderer/views/bench/diagnosis/citations.ts';
import { exchanged, stated } from '../shared/log/dialogue.ts';

const EVENTS = stated([
  [130, exchanged('AT+CIICR', 20)],
  [1130, exchanged('AT+CIICR', 20)],
]);

const [FIRST, SECOND] = EVENTS.map(({ seq }) => seq);
const KNOWN = new Map([
  [FIRST ?? 0, { first: 3, last: 4 }],
  [SECOND ?? 0, { first: 5, last: 6 }],
]);

describe('the lines that speak for something', () => {
  it('are named as they stand in the log, those that touch each other as one', () => {
    expect(citations(KNOWN, EVENTS, null)).toEqual([
      { lines: { first: 3, last: 6 }, named: { first: 3, last: 6 } },
    ]);
  });

  it('are named by the lines of the file they were read from', () => {
    const linesOf = new Map(EVENTS.map(({ seq }, index) => [seq, { first: 900 + index, last: 901 + index }]));
    expect(citations(KNOWN, EVENTS, linesOf)).toEqual([
      { lines: { first: 3, last: 6 }, named: { first: 900, last: 902 } },
    ]);
  });

  it('keep their own numbers where the file tells none of them', () => {
    expect(citations(KNOWN, EVENTS.slice(0, 1), new Map())).toEqual([
      { lines: { first: 3, last: 4 }, named: { first: 3, last: 4 } },
    ]);
  });

  it('are those that are known so far, and none where no line tells of it', () => {
    expect(citations(new Map(), EVENTS, null)).toEqual([]);
    expect(citations(new Map([[FIRST ?? 0, null]]), EVENTS, null)).toEqual([]);
    const half = new Map([[SECOND ?? 0, { first: 5, last: 6 }]]);
    expect(citations(half, EVENTS, null)).toEqual([
      { lines: { first: 5, last: 6 }, named: { first: 5, last: 6 } },
    ]);
  });
});
