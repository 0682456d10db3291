/** A regular expression that somebody typed. */

export type PatternResult =
  | { readonly ok: true; readonly pattern: RegExp }
  /** `detail` is what the engine says is wrong. */
  | { readonly ok: false; readonly detail: string };

/**
 * The pattern of a search, in either case. Many that are written every day, such as `\-`, are refused where characters
 * beyond the first 65,536 count as one; those are taken as they always were.
 */
export function patternOf(search: string): PatternResult {
  const read = compiled(search, 'iu');
  return read.ok ? read : compiled(search, 'i');
}

function compiled(search: string, flags: string): PatternResult {
  try {
    const pattern = new RegExp(search, flags);
    // Some faults, such as being too large, show only when it is used.
    pattern.test('');
    return { ok: true, pattern };
  } catch (thrown) {
    return { ok: false, detail: thrown instanceof Error ? thrown.message : '' };
  }
}

const LINE_ENDS_AROUND = /^[\r\n]+|[\r\n]+$/g;

/** The bytes of a line as a pattern sees them: `^` and `$` stand at its words, not at its line ends. */
export function withoutLineEnds(bytes: string): string {
  return bytes.replace(LINE_ENDS_AROUND, '');
}
