// oxlint-disable no-array-index-key -- the stretches of a text never change places
import type { Places } from '../../../store/log-rows.ts';
import { stretches } from './found.ts';

interface MarkedProps {
  readonly text: string;
  readonly found: readonly Places[];
  /** Where the text stands in what was searched. */
  readonly at?: number;
}

/** A text with what was found in it marked. */
export function Marked({ text, found, at = 0 }: MarkedProps) {
  if (found.length === 0) return text;
  return stretches(text, at, found).map(({ text: part, isFound }, index) =>
    isFound ? <mark key={index}>{part}</mark> : part,
  );
}
