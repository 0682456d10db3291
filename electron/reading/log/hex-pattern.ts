/** A byte of which both digits are known, or one, or none. */
interface Wanted {
  readonly high: string | null;
  readonly low: string | null;
}

const DIGITS = '0123456789abcdef';

/**
 * What a text, in lower case, asks for among the pairs of digits that bytes are shown as, a blank between two: a
 * pattern that finds those bytes in a binary string. Null where no bytes are shown so.
 */
export function hexPattern(wanted: string): RegExp | null {
  const ways = [0, 1, 2].flatMap((place) => {
    const bytes = bytesFrom(wanted, place);
    return bytes === null ? [] : [bytes.map(classOf).join('')];
  });
  return ways.length === 0 ? null : new RegExp(ways.join('|'), 'g');
}

/** The bytes that a text asks for when it begins at a place of a pair: its first digit, its second one, the blank. */
function bytesFrom(wanted: string, place: number): readonly Wanted[] | null {
  const bytes: Wanted[] = place === 2 ? [{ high: null, low: null }] : [];
  let at = place;
  for (const character of wanted) {
    const isDigit = DIGITS.includes(character);
    if (isDigit === (at % 3 === 2) || (!isDigit && character !== ' ')) return null;
    if (at % 3 === 0) bytes.push({ high: character, low: null });
    else if (at % 3 === 1) bytes.push({ high: bytes.pop()?.high ?? null, low: character });
    at += 1;
  }
  // Behind a blank stands a further byte.
  return at % 3 === 0 ? [...bytes, { high: null, low: null }] : bytes;
}

function classOf({ high, low }: Wanted): string {
  if (high !== null && low !== null) return `\\x${high}${low}`;
  if (high !== null) return `[\\x${high}0-\\x${high}f]`;
  if (low === null) return '[^]';
  return `[${Array.from(DIGITS, (digit) => `\\x${digit}${low}`).join('')}]`;
}
