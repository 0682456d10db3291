import type { RemovalPreview } from '../../../shared/keeping.ts';
import { takenText } from '../../../shared/messages/removal-words.ts';
import { useSay } from '../../texts.ts';
import classes from './keeping.module.css';
import { takesAway } from './use-preview.ts';

/** What would be taken away at once. */
export function PreviewText({ preview }: { readonly preview: RemovalPreview | null }) {
  const say = useSay();
  if (preview === null)
    return (
      <p className={classes.preview} role="status">
        {say('keeping.preview.counting')}
      </p>
    );
  if (!takesAway(preview))
    return (
      <p className={classes.preview} role="status">
        {say('keeping.preview.nothing')}
      </p>
    );
  return (
    <div className={classes.preview} data-level="warn" role="status">
      <p>{say('keeping.preview')}</p>
      <dl className={classes.figures}>
        {preview.runs.count > 0 && (
          <>
            <dt>{say('keeping.preview.runs')}</dt>
            <dd>{takenText(say, preview.runs)}</dd>
          </>
        )}
        {preview.logs.count > 0 && (
          <>
            <dt>{say('keeping.preview.logs')}</dt>
            <dd>{takenText(say, preview.logs)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
