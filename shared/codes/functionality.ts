/** `+CFUN:` levels; 27.007 section 8.2. */
export const FUNCTIONALITY = [
  { level: 0, source: '27.007 8.2' },
  { level: 1, source: '27.007 8.2; protocol.md 4.8' },
  { level: 2, source: '27.007 8.2' },
  { level: 3, source: '27.007 8.2' },
  { level: 4, source: '27.007 8.2' },
] as const;

export type FunctionalityLevel = (typeof FUNCTIONALITY)[number]['level'];

/** A number as a level that the standard knows. */
export function functionalityOf(value: unknown): FunctionalityLevel | null {
  return FUNCTIONALITY.find(({ level }) => level === value)?.level ?? null;
}

/** The level of a normalised `+CFUN:` line. */
export function functionalityIn(line: string): FunctionalityLevel | null {
  const digit = /^\+CFUN\s*:\s*(\d)$/i.exec(line)?.[1];
  return functionalityOf(digit === undefined ? null : Number(digit));
}
