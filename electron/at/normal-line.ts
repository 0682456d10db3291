const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/;
/** Control characters, DEL, U+FFFD and blanks: what a rate change or a starting UART leaves around a line. */
// oxlint-disable-next-line no-control-regex
const NOISE = /^[\u0000-\u0020\u007f\ufffd]+|[\u0000-\u0020\u007f\ufffd]+$/g;

/**
 * A line as it is matched, never as it is shown: noise around it cut off, full-width and typographic punctuation
 * as ASCII (protocol.md 3 Q1, Q2).
 */
export function normalLine(text: string): string {
  if (CLEAN.test(text)) return text;
  return text
    .replace(NOISE, '')
    .replaceAll('：', ':')
    .replace(/[“”„″＂]/g, '"');
}
