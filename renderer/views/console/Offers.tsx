import { useEffect, useRef } from 'react';
import type { CommandHelpRow } from '../../../shared/console/command-help.ts';
import { useSay } from '../../texts.ts';
import classes from './console.module.css';

interface OffersProps {
  readonly id: string;
  readonly rows: readonly CommandHelpRow[];
  readonly chosen: number | null;
  readonly onTake: (index: number) => void;
}

/** The id of an offer, for the input that points at it. */
export const offerId = (id: string, index: number): string => `${id}-${index}`;

/** Commands that the typed text may become, above the line. */
export function Offers({ id, rows, chosen, onTake }: OffersProps) {
  const say = useSay();
  const marked = useRef<HTMLDivElement>(null);
  useEffect(() => {
    marked.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div className={classes.offers}>
      <div id={id} className={classes.offerList} role="listbox" aria-label={say('console.offers')}>
        {rows.map(({ form, help }, index) => (
          // oxlint-disable-next-line click-events-have-key-events, interactive-supports-focus -- the focus stays in the line, whose keys go through the offers
          <div
            key={form}
            ref={index === chosen ? marked : null}
            id={offerId(id, index)}
            className={classes.offer}
            role="option"
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(index)}
          >
            <span className="mono">{form}</span>
            <span className={classes.offerHelp}>{say(help)}</span>
          </div>
        ))}
      </div>
      <p className={classes.offerKeys}>{say('console.offers.keys')}</p>
    </div>
  );
}
