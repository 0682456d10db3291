const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * A line as it is matched, never as it is shown: noise around it cut off, full-width and typographic punctuation
 * as ASCII (protocol.md 3 Q1, Q2).
 */
export function normalLine(text: string): string {
  if (CLEAN.test(text)) return text;
  return withoutNoise(text)
    .replaceAll('：', ':')
    .replace(/[“”„″＂]/g, '"');
}

/** A line without the noise around it, and otherwise as it came. */
export function withoutNoise(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isNoise(text.charCodeAt(from))) from += 1;
  while (to > from && isNoise(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Control characters, DEL, U+FFFD and blanks: what a rate change or a starting UART leaves around a line. */
function isNoise(code: number): boolean {
  return code <= 0x20 || code === 0x7f || code === 0xfffd;
}
