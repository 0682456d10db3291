import { useSay } from '../../../texts.ts';
import { useWindow } from '../../../window-context.ts';
import classes from './log.module.css';

/** Why there is no row; nothing before that is known. */
export function EmptyLog() {
  const say = useSay();
  const isKnown = useWindow(
    ({ segments, openedRun }) =>
      (openedRun === null || segments.length > 0) && segments.every(({ log }) => log !== null),
  );
  const { search, show, step } = useWindow(({ log }) => log.filter);
  const isFiltered = search !== '' || show !== 'all' || step !== null;
  if (!isKnown) return null;
  return <p className={classes.empty}>{say(isFiltered ? 'window.log.nothingFound' : 'window.log.empty')}</p>;
}
