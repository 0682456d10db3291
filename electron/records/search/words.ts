/**
 * Text as it is searched: without case. The folded parts of a text are parts of the folded text: the one letter whose
 * small form depends on its place, the Greek sigma, has one form here.
 */
export function folded(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/** What is looked for, each once, as UTF-8: words between blanks. Nothing in them has a meaning of its own. */
export function searchWords(search: string): readonly Buffer[] {
  const words = folded(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  return [...new Set(words)].map((word) => Buffer.from(word));
}
