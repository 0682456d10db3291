import type { Removal } from '../../../shared/keeping.ts';
import { localMinute } from '../../../shared/local-time.ts';
import { removalText } from '../../../shared/messages/removal-words.ts';
import { useSay } from '../../texts.ts';
import classes from './keeping.module.css';

/** What was taken away so far, newest first. */
export function RemovalList({ removals }: { readonly removals: readonly Removal[] | null }) {
  const say = useSay();
  return (
    <section className={classes.card} aria-labelledby="kept-removed">
      <h2 id="kept-removed">{say('keeping.removals')}</h2>
      {removals?.length === 0 && <p className={classes.hint}>{say('keeping.removals.none')}</p>}
      {removals !== null && removals.length > 0 && (
        <ul className={classes.removals}>
          {removals.map((removal) => (
            <li key={removal.id}>
              <time className="mono">{localMinute(removal.atMs)}</time>
              <span>{removalText(say, removal)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
