import type { LineEntry } from '../../../shared/log/log-entry.ts';
import { useSay } from '../../texts.ts';
import classes from './bench.module.css';
import { lineWords } from '../../../shared/log/entry-words.ts';

/** What the code in a received line means, behind the line; nothing where there is none. */
export function LineWords({ entry }: { readonly entry: LineEntry }) {
  const words = lineWords(useSay(), entry);
  return words === '' ? null : <span className={classes.lineWords}>{`— ${words}`}</span>;
}
