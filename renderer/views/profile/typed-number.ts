/** What is typed where a number belongs: the number, or the text as it stands when it is none. */
export function typedNumber(text: string): number | string {
  const bare = text.trim();
  return /^\d+(\.\d+)?$/.test(bare) ? Number(bare) : text;
}
