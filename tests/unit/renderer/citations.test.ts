import { describe, expect, it } from 'vitest';
import { citations } from '../../../renderer/views/bench/diagnosis/citations.ts';
import { bookOf, exchanged, received, sent, stated } from '../shared/log/dialogue.ts';

const BOOK = bookOf([
  sent(10, 'AT+CSQ\r\n'),
  received(25, 'OK\r\n'),
  sent(110, 'AT+CIICR\r\n'),
  received(125, 'ERROR\r\n'),
  sent(1110, 'AT+CIICR\r\n'),
  received(1125, 'ERROR\r\n'),
]);
const EVENTS = stated([
  [130, exchanged('AT+CIICR', 20)],
  [1130, exchanged('AT+CIICR', 20)],
]);

describe('the lines that speak for something', () => {
  it('are named as they stand in the log, those that touch each other as one', () => {
    expect(citations(BOOK, EVENTS, null)).toEqual([
      { lines: { first: 3, last: 6 }, named: { first: 3, last: 6 } },
    ]);
  });

  it('are named by the lines of the file they were read from', () => {
    const linesOf = new Map(EVENTS.map(({ seq }, index) => [seq, { first: 900 + index, last: 901 + index }]));
    expect(citations(BOOK, EVENTS, linesOf)).toEqual([
      { lines: { first: 3, last: 6 }, named: { first: 900, last: 902 } },
    ]);
  });

  it('keep their own numbers where the file tells none of them', () => {
    expect(citations(BOOK, EVENTS.slice(0, 1), new Map())).toEqual([
      { lines: { first: 3, last: 4 }, named: { first: 3, last: 4 } },
    ]);
  });

  it('are none where nothing of it is in the log', () => {
    expect(citations(bookOf([]), EVENTS, null)).toEqual([]);
  });
});
