/**
 * Characters that take two columns of a terminal: the ranges of East Asian Wide and Fullwidth (Unicode Standard Annex
 * 11) that our texts and the names people give can hold.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Width of a text without control characters, in terminal columns. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += WIDE.test(character) ? 2 : 1;
  return sum;
}

/** Fills up with blanks to a width in terminal columns; longer text stays as it is. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Cuts a text off so that it takes at most `width` terminal columns. */
export function cropped(text: string, width: number): string {
  let kept = '';
  let left = width;
  for (const character of text) {
    left -= columns(character);
    if (left < 0) break;
    kept += character;
  }
  return kept;
}
