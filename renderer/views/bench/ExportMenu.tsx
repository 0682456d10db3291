import { Button, Menu } from '@mantine/core';
import { Fragment } from 'react';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { clockTime } from './wall-time.ts';

/** Exports what is on the screen: the run, and consoles that stand beside it. */
export function ExportMenu() {
  const say = useSay();
  const { exportLog } = useActions();
  const segments = useWindow((state) => state.segments);
  const isUp = useWindow(({ service }) => service === 'up');
  const isEmpty = segments.length === 0;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="download" size={14} />}
          disabled={isEmpty}
          {...(isEmpty && { title: say('window.export.nothing') })}
        >
          {say('window.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {segments.toReversed().map(({ runId, state: { purpose, startedAtMs } }) => (
          <Fragment key={runId}>
            {segments.length > 1 && (
              <Menu.Label>
                {say(`window.export.${purpose}`, { at: clockTime(startedAtMs ?? 0).slice(0, 8) })}
              </Menu.Label>
            )}
            <Menu.Item onClick={() => void exportLog('text', runId)}>{say('window.export.text')}</Menu.Item>
            <Menu.Item disabled={!isUp} onClick={() => void exportLog('jsonl', runId)}>
              {say('window.export.jsonl')}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
