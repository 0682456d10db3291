import { ActionIcon, Menu } from '@mantine/core';
import { Fragment } from 'react';
import { Icon } from '../../parts/Icon.tsx';
import { exportThese } from '../../store/exporting.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { clockTime } from './wall-time.ts';

/** Exports what is on the screen: the run, and consoles that stand beside it. */
export function ExportMenu() {
  const say = useSay();
  const { exportLog } = useActions();
  const segments = useWindow((state) => state.segments);
  const isUp = useWindow(({ service }) => service === 'up');
  const obstacle = !isUp
    ? say('logView.exportGone')
    : segments.length === 0
      ? say('window.export.nothing')
      : null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={say('window.export')}
          title={obstacle ?? say('window.export')}
        >
          <Icon name="download" size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.exports}>
        {obstacle !== null && <Menu.Label>{obstacle}</Menu.Label>}
        {segments.toReversed().map(({ runId, state: { purpose, startedAtMs } }) => (
          <Fragment key={runId}>
            {segments.length > 1 && (
              <Menu.Label>
                {say(`window.export.${purpose}`, { at: clockTime(startedAtMs ?? 0).slice(0, 8) })}
              </Menu.Label>
            )}
            <Menu.Item disabled={!isUp} onClick={() => void exportLog('text', runId)}>
              {say('window.export.text')}
            </Menu.Item>
            <Menu.Item disabled={!isUp} onClick={() => void exportLog('jsonl', runId)}>
              {say('window.export.jsonl')}
            </Menu.Item>
            <Menu.Item disabled={!isUp} onClick={() => exportThese({ kind: 'runs', ids: [runId] })}>
              {say('logView.export.more')}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
