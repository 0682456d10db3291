/** SQL: the key behind which the newest `rows` rows of `runs` stand. Keys of earlier releases have gaps of any width. */
export function lastKeyBehind(rows: number): string {
  return `coalesce((SELECT key FROM runs ORDER BY key DESC LIMIT 1 OFFSET ${rows}), 0)`;
}
