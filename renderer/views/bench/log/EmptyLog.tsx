import { WHOLE_LOG } from '../../../store/window-store.ts';
import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import classes from './log.module.css';

/** Why there is no row; nothing before that is known. */
export function EmptyLog() {
  const say = useSay();
  const { setLog } = useActions();
  const isKnown = useWindow(({ segments }) => segments.every(({ log }) => log !== null));
  const { search, show, step } = useWindow(({ log }) => log.filter);
  const hex = useWindow(({ log }) => log.hex);
  if (!isKnown) return null;
  if (search === '' && show === 'all' && step === null)
    return <p className={classes.empty}>{say('window.log.empty')}</p>;
  return (
    <p className={classes.empty}>
      {say('window.log.nothingFound')}{' '}
      <button
        type="button"
        className={classes.inlineLink}
        onClick={() => setLog({ filter: { ...WHOLE_LOG, hex } })}
      >
        {say('window.log.showAll')}
      </button>
    </p>
  );
}
