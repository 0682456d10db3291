import { TextInput } from '@mantine/core';
import type { LogFilter } from '../../../shared/log/filter.ts';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { ExportMenu } from './ExportMenu.tsx';

const SHOWS = ['all', 'sent', 'received', 'unsolicited'] as const satisfies readonly LogFilter['show'][];

/** What of the log is shown, and how. */
export function LogToolbar() {
  const say = useSay();
  const { setLog } = useActions();
  const { filter, hex, follow, collapsed } = useWindow(({ log }) => log);
  return (
    <header className={classes.logHead}>
      <div role="group" aria-label={say('window.log.show')}>
        {SHOWS.map((show) => (
          <button
            key={show}
            type="button"
            className={classes.chip}
            aria-pressed={filter.show === show}
            onClick={() => setLog({ filter: { ...filter, show } })}
          >
            {say(`window.log.${show}`)}
          </button>
        ))}
      </div>
      <span className={classes.chipRule} />
      <button
        type="button"
        className={classes.chip}
        aria-pressed={hex}
        onClick={() => setLog({ hex: !hex, filter: { ...filter, hex: !hex } })}
      >
        HEX
      </button>
      <button
        type="button"
        className={classes.chip}
        aria-pressed={follow}
        title={say('window.log.followWhat')}
        onClick={() => setLog({ follow: !follow, target: null })}
      >
        {say('window.log.follow')}
      </button>
      <div className={classes.logTools}>
        <TextInput
          size="xs"
          className={classes.search}
          classNames={{ input: classes.searchInput }}
          leftSection={<Icon name="search" size={14} />}
          placeholder={say('window.log.search')}
          aria-label={say('window.log.search')}
          value={filter.search}
          onChange={({ currentTarget }) => setLog({ filter: { ...filter, search: currentTarget.value } })}
        />
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
