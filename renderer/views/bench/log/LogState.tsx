import { useSyncExternalStore } from 'react';
import type { LogViewFault } from '../../../../shared/log-view.ts';
import { WHOLE_LOG } from '../../../store/window-store.ts';
import { useSay } from '../../../texts.ts';
import { useActions, useLog, useWindow } from '../../../window-context.ts';
import classes from './log.module.css';

export const LOG_STATE = 'log-state';

/** What must be known of the rows: why there are none, how far the record has been read, how many of them are shown. */
export function LogState() {
  const say = useSay();
  const { feed } = useLog();
  useSyncExternalStore(feed.subscribe, feed.version);
  const { fault, sheet } = feed;
  const { search, show, step } = useWindow(({ log }) => log.filter);
  const isUp = useWindow(({ service }) => service === 'up');
  if (fault !== null && fault.kind !== 'record') return <Fault fault={fault} />;
  if (sheet.percent !== null)
    return (
      <p className={classes.state} role="status">
        {say('logView.reading', { percent: Math.floor(sheet.percent) })}
      </p>
    );
  if (search === '' && show === 'all' && step === null) return null;
  if (feed.isTurning)
    return <p className={classes.state}>{say(isUp ? 'logView.searching' : 'logView.searchGone')}</p>;
  return <Found rows={sheet.count} entries={sheet.entries} />;
}

/** Why the rows are still those of before. */
function Fault({ fault }: { readonly fault: Exclude<LogViewFault, { kind: 'record' }> }) {
  const say = useSay();
  return (
    <p id={LOG_STATE} className={classes.state} data-level="fail" role="alert">
      {fault.kind === 'bad_pattern'
        ? say('logView.badPattern', { detail: fault.detail })
        : say('logView.slowPattern')}
    </p>
  );
}

function Found({ rows, entries }: { readonly rows: number; readonly entries: number }) {
  const say = useSay();
  const { setLog } = useActions();
  const { hex, filter } = useWindow(({ log }) => log);
  const figures = { rows: rows.toLocaleString('en'), entries: entries.toLocaleString('en') };
  return (
    <p className={classes.state} role="status">
      {say('logView.found', figures)}
      <button
        type="button"
        className={classes.inlineLink}
        onClick={() => setLog({ filter: { ...WHOLE_LOG, hex, folded: filter.folded } })}
      >
        {say('window.log.showAll')}
      </button>
    </p>
  );
}
