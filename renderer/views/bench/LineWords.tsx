import { meaningWords } from '../../../shared/codes/words.ts';
import { meaningOfEntry } from '../../../shared/log/line-meaning.ts';
import type { LineEntry } from '../../../shared/log/log-entry.ts';
import { useSay } from '../../texts.ts';
import classes from './bench.module.css';

/** What the code in a received line means, behind the line; nothing where there is none. */
export function LineWords({ entry }: { readonly entry: LineEntry }) {
  const say = useSay();
  const meaning = meaningOfEntry(entry);
  return meaning === null ? null : (
    <span className={classes.lineWords}>{`— ${meaningWords(say, meaning)}`}</span>
  );
}
