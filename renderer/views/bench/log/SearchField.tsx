import { TextInput } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { Icon } from '../../../parts/Icon.tsx';
import { useSay } from '../../../texts.ts';
import { useActions, useLog, useWindow } from '../../../window-context.ts';
import classes from './log.module.css';
import { LOG_STATE } from './LogState.tsx';

/** What is searched for, as text or as a regular expression. */
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
      {...(hasFault && { 'aria-describedby': LOG_STATE })}
      spellCheck={false}
      maxLength={400}
      value={filter.search}
      onChange={({ currentTarget }) => setLog({ filter: { ...filter, search: currentTarget.value } })}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setLog({ filter: { ...filter, search: '' } });
      }}
      rightSectionWidth={34}
      rightSection={
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
      }
    />
  );
}
