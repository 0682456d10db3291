import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../parts/Icon.tsx';
import type { StartOptions } from '../../service/start-options.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { ListenOnly } from './ListenOnly.tsx';
import { OperatorName } from './OperatorName.tsx';

interface MoreStartsProps {
  /** No run can be started right now. */
  readonly disabled: boolean;
  readonly start: (options: StartOptions) => void;
}

/** Other ways to start a run, and who it is that starts it. */
export function MoreStarts({ disabled, start }: MoreStartsProps) {
  const say = useSay();
  const operator = useWindow(({ station }) => station.settings.operator);
  const [asking, setAsking] = useState<'operator' | 'listening' | null>(null);
  // A step that was selected in an old run says nothing of the unit on the port.
  const selected = useWindow(({ selectedStep, openedRun }) => (openedRun === null ? selectedStep : null));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button px={6} aria-label={say('window.start.more')}>
          <Icon name="chevron" size={14} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={disabled} onClick={() => start({ singleStep: true })}>
          {say('window.start.single')}
        </Menu.Item>
        <Menu.Item
          disabled={disabled || selected === null || selected === 1}
          onClick={() => {
            if (selected !== null) start({ fromStep: selected });
          }}
        >
          {selected === null
            ? say('window.start.fromSelected')
            : say('window.start.from', { step: selected })}
        </Menu.Item>
        {selected !== null && selected !== 1 && (
          <Menu.Item disabled={disabled} onClick={() => start({ fromStep: selected, singleStep: true })}>
            {say('window.start.singleFrom', { step: selected })}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item onClick={() => setAsking('listening')}>{say('listening.menu')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => setAsking('operator')}>
          {operator === '' ? say('window.operator.none') : say('window.operator', { name: operator })}
        </Menu.Item>
      </Menu.Dropdown>
      {asking === 'operator' && <OperatorName onClose={() => setAsking(null)} />}
      {asking === 'listening' && <ListenOnly onClose={() => setAsking(null)} />}
    </Menu>
  );
}
