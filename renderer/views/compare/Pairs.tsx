import { useSay } from '../../texts.ts';
import { useSayHistory } from '../history/texts.ts';
import classes from './compare.module.css';
import type { Pairing } from './compared.ts';

interface PairsProps<Name extends string> {
  readonly title: string;
  readonly pairs: readonly Pairing<Name>[];
  readonly label: (name: Name) => string;
  /** How a value is said; as it is unless told. */
  readonly words?: (name: Name, value: string | number) => string;
  /** What is said where there is nothing. */
  readonly none?: string;
  /** What is the same is left out. */
  readonly only: boolean;
}

/** Values of both runs, line by line. */
export function Pairs<Name extends string>({ title, pairs, label, words, none, only }: PairsProps<Name>) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const shown = only ? pairs.filter(({ differs }) => differs) : pairs;
  const text = (name: Name, value: string | number | null) => {
    if (value === null) return <i className={classes.unknown}>{say('window.unknown')}</i>;
    return value === '' ? (
      <i className={classes.unknown}>{sayHistory('compare.empty')}</i>
    ) : (
      said(name, value)
    );
  };
  const said = (name: Name, value: string | number) =>
    words === undefined ? String(value) : words(name, value);
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {shown.length === 0 && <p className={classes.note}>{none ?? sayHistory('compare.noDifference')}</p>}
      {shown.map(({ name, one, other, differs }) => (
        <div key={name} className={classes.pair} data-differs={differs || undefined}>
          <span className={classes.label}>{label(name)}</span>
          <span className={classes.value}>{text(name, one)}</span>
          <Sign differs={differs} />
          <span className={classes.value}>{text(name, other)}</span>
        </div>
      ))}
    </section>
  );
}

/** Whether the two sides of a line differ: a sign, with its word for those who listen. */
export function Sign({ differs }: { readonly differs: boolean }) {
  const sayHistory = useSayHistory();
  const words = sayHistory(differs ? 'compare.differs' : 'compare.equal');
  return (
    <span className={classes.sign} data-differs={differs || undefined} title={words}>
      <span aria-hidden="true">{differs ? '≠' : '='}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
