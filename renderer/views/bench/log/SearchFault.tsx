import { useSyncExternalStore } from 'react';
import { useSay } from '../../../texts.ts';
import { useLog } from '../../../window-context.ts';
import classes from './log.module.css';

export const SEARCH_FAULT = 'log-search-fault';

/** Why there are no rows for what is searched; the rows of before are still there. */
export function SearchFault() {
  const say = useSay();
  const { feed } = useLog();
  useSyncExternalStore(feed.subscribe, feed.version);
  const { fault } = feed;
  if (fault === null || fault.kind === 'record') return null;
  return (
    <p id={SEARCH_FAULT} className={classes.fault} role="alert">
      {fault.kind === 'bad_pattern'
        ? say('logView.badPattern', { detail: fault.detail })
        : say('logView.slowPattern')}
    </p>
  );
}
