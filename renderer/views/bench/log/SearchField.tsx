import { TextInput } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { Icon } from '../../../parts/Icon.tsx';
import { useSay } from '../../../texts.ts';
import { useActions, useLog, useWindow } from '../../../window-context.ts';
import classes from './log.module.css';
import { SEARCH_FAULT } from './SearchFault.tsx';

/** What is searched for, as text or as a regular expression, and how much of the log it lets through. */
export function SearchField() {
  const say = useSay();
  const { setLog } = useActions();
  const { feed } = useLog();
  useSyncExternalStore(feed.subscribe, feed.version);
  const filter = useWindow(({ log }) => log.filter);
  const hasFault = feed.fault !== null && feed.fault.kind !== 'record';
  return (
    <TextInput
      size="xs"
      className={classes.search}
      classNames={{ input: classes.searchInput }}
      leftSection={<Icon name="search" size={14} />}
      placeholder={say('window.log.search')}
      aria-label={say('window.log.search')}
      error={hasFault}
      {...(hasFault && { 'aria-describedby': SEARCH_FAULT })}
      spellCheck={false}
      maxLength={400}
      value={filter.search}
      onChange={({ currentTarget }) => setLog({ filter: { ...filter, search: currentTarget.value } })}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setLog({ filter: { ...filter, search: '' } });
      }}
      rightSectionWidth={112}
      rightSectionPointerEvents="all"
      rightSection={
        <div className={classes.searchTools}>
          <Found />
          <button
            type="button"
            className={classes.pattern}
            aria-label={say('logView.pattern')}
            title={say('logView.pattern')}
            aria-pressed={filter.pattern}
            onClick={() => setLog({ filter: { ...filter, pattern: !filter.pattern } })}
          >
            .*
          </button>
        </div>
      }
    />
  );
}

const brief = (count: number): string =>
  count < 10_000
    ? String(count)
    : count < 1_000_000
      ? `${Math.floor(count / 1000)}k`
      : `${(count / 1e6).toFixed(1)}M`;

/** How many of how many rows are shown; while the record is being read, how far that is. */
function Found() {
  const say = useSay();
  const { feed } = useLog();
  const { search, show, step } = useWindow(({ log }) => log.filter);
  const { count, entries, percent } = feed.sheet;
  if (percent !== null)
    return (
      <span className={classes.found} role="status">
        {say('logView.reading', { percent: Math.floor(percent) })}
      </span>
    );
  if (search === '' && show === 'all' && step === null) return null;
  const exact = { rows: count.toLocaleString('en'), entries: entries.toLocaleString('en') };
  return (
    <span className={classes.found} title={say('logView.found.what', exact)} role="status">
      {say('logView.found', { rows: brief(count), entries: brief(entries) })}
    </span>
  );
}
