import type { ReactNode } from 'react';
import { visible } from '../../../shared/log-text.ts';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import classes from './bench.module.css';

/** Facts with their names. */
export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

interface FactProps {
  readonly name: string;
  /** Null is unknown. */
  readonly value: string | null;
  /** Whether its check digit is right; null where there is none to hold it against. */
  readonly check?: boolean | null;
  /** A click copies it. */
  readonly copy?: boolean;
  /** Words, not something that crossed the wire. */
  readonly plain?: boolean;
}

/** One fact; what is not known is called unknown. */
export function Fact({ name, value, check = null, copy = false, plain = false }: FactProps) {
  const say = useSay();
  const shown = value === null ? say('window.unknown') : visible(value);
  return (
    <>
      <dt>{name}</dt>
      <dd className={plain || value === null ? undefined : 'mono'} data-unknown={value === null || undefined}>
        {copy && value !== null ? (
          <button
            type="button"
            className={classes.copy}
            title={say('window.copy')}
            onClick={() => void navigator.clipboard.writeText(value)}
          >
            {shown}
          </button>
        ) : (
          <span className={classes.factText} title={shown}>
            {shown}
          </span>
        )}
        {check !== null && (
          <span
            className={classes.check}
            data-right={check}
            title={say(check ? 'window.checkRight' : 'window.checkWrong')}
          >
            <Icon name={check ? 'check' : 'cross'} size={12} weight={3} />
            <span className="visually-hidden">{say(check ? 'window.checkRight' : 'window.checkWrong')}</span>
          </span>
        )}
      </dd>
    </>
  );
}
