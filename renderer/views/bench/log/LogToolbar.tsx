import { Icon } from '../../../parts/Icon.tsx';
import { LOG_TIMES } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import { ExportMenu } from '../ExportMenu.tsx';
import { Directions } from './Directions.tsx';
import classes from './log.module.css';
import { SearchField } from './SearchField.tsx';
import { StepChoice } from './StepChoice.tsx';

/** What of the log is shown, and how. */
export function LogToolbar() {
  const say = useSay();
  const { setLog } = useActions();
  const { filter, hex, follow, collapsed } = useWindow(({ log }) => log);
  return (
    <header className={classes.head}>
      <Directions />
      <StepChoice />
      <SearchField />
      <div className={classes.tools}>
        <button
          type="button"
          className={classes.chip}
          aria-pressed={filter.folded}
          title={say('logView.fold.what')}
          onClick={() => setLog({ filter: { ...filter, folded: !filter.folded } })}
        >
          {say('logView.fold')}
        </button>
        <button
          type="button"
          className={classes.chip}
          aria-pressed={hex}
          title={say('logView.hex.what')}
          onClick={() => setLog({ hex: !hex, filter: { ...filter, hex: !hex } })}
        >
          HEX
        </button>
        <TimeButton />
        <button
          type="button"
          className={classes.chip}
          aria-pressed={follow}
          title={say('window.log.followWhat')}
          onClick={() => setLog({ follow: !follow, target: null })}
        >
          {say('window.log.follow')}
        </button>
        <span className={classes.rule} />
        <ExportMenu />
        <button
          type="button"
          className={classes.chip}
          aria-expanded={!collapsed}
          aria-label={say(collapsed ? 'window.log.open' : 'window.log.fold')}
          title={say(collapsed ? 'window.log.open' : 'window.log.fold')}
          data-turned={collapsed}
          onClick={() => setLog({ collapsed: !collapsed })}
        >
          <Icon name="chevron" size={14} />
        </button>
      </div>
    </header>
  );
}

/** How rows say when they came; one press goes on to the next way. */
function TimeButton() {
  const say = useSay();
  const { setLog } = useActions();
  const time = useWindow(({ log }) => log.time);
  const next = LOG_TIMES[(LOG_TIMES.indexOf(time) + 1) % LOG_TIMES.length] ?? 'clock';
  return (
    <button
      type="button"
      className={classes.chip}
      data-set={time !== 'clock'}
      title={say(`logView.time.${time}.what`)}
      onClick={() => setLog({ time: next })}
    >
      <Icon name="clock" size={13} />
      {say(`logView.time.${time}`)}
    </button>
  );
}
