import { linesOf } from './line-pieces.ts';

/** The lines of the texts in a JSON, without the names of its fields; what is no JSON is a text as it stands. */
export function textsIn(json: string): readonly string[] {
  const texts: string[] = [];
  const open: unknown[] = [parsed(json)];
  // Not by recursion: what a damaged record holds may be nested to any depth.
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') for (const line of linesOf(value)) texts.push(line);
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) open.push(part);
  }
  return texts;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
