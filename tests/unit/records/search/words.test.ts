import { describe, expect, it } from 'vitest';
import { folded, searchWords } from '../../../../electron/records/search/words.ts';

const wordsOf = (search: string) => searchWords(search).map(String);

describe('the words of a search', () => {
  it.each([
    ['', []],
    [' \t\n', []],
    ['CREG', ['creg']],
    ['  +CREG:  0,2 ', ['+creg:', '0,2']],
    ['ok OK oK', ['ok']],
    ['%_*?"\'\\ [a-z]', ['%_*?"\'\\', '[a-z]']],
    ['没有信号　失败', ['没有信号', '失败']],
  ])('of %j are %j', (search, words) => {
    expect(wordsOf(search)).toEqual(words);
  });
});

describe('folded text', () => {
  it.each(['ΣΑΣ', 'İstanbul', 'Straße', 'ǅ', 'ΌΣΟΣ'])('has the folded parts of %s in it', (text) => {
    const characters = [...text];
    for (let from = 0; from < characters.length; from += 1)
      for (let to = from + 1; to <= characters.length; to += 1)
        expect(folded(text)).toContain(folded(characters.slice(from, to).join('')));
  });
});
