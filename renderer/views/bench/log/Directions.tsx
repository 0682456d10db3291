import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import classes from './log.module.css';
import { MARKS } from './LogRow.tsx';

const SHOWS = [
  { show: 'all', tone: null, text: 'window.log.all' },
  { show: 'sent', tone: 'sent', text: 'window.log.sent' },
  { show: 'received', tone: 'received', text: 'window.log.received' },
  { show: 'unsolicited', tone: 'unsolicited', text: 'window.log.unsolicited' },
  { show: 'notes', tone: 'note', text: 'logView.notes' },
] as const;

/** Which way the shown lines went, by the signs that stand in front of the rows. */
export function Directions() {
  const say = useSay();
  const { setLog } = useActions();
  const filter = useWindow(({ log }) => log.filter);
  return (
    <div className={classes.group} role="group" aria-label={say('window.log.show')}>
      {SHOWS.map(({ show, tone, text }) => (
        <button
          key={show}
          type="button"
          className={classes.chip}
          aria-pressed={filter.show === show}
          aria-label={say(text)}
          title={say(text)}
          onClick={() => setLog({ filter: { ...filter, show } })}
        >
          {tone !== null && (
            <span className={classes.mark} data-tone={tone} aria-hidden="true">
              {MARKS[tone]}
            </span>
          )}
          <span className={tone === null ? undefined : classes.word}>{say(text)}</span>
        </button>
      ))}
    </div>
  );
}
