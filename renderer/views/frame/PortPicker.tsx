import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { PortInfo } from '../../../shared/port.ts';
import { portFaultText } from '../../../shared/messages/wording.ts';
import { Icon } from '../../parts/Icon.tsx';
import { SIMULATED } from '../../service/actions.ts';
import { chosenPort } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { EnterPort } from './EnterPort.tsx';
import classes from './frame.module.css';
import { baseName, portWords } from './port-words.ts';
import { SimulatedFaults } from './SimulatedFaults.tsx';

/** The port: what is plugged in, the simulated module with its faults, or an address typed in. */
export function PortPicker() {
  const say = useSay();
  const { choosePort } = useActions();
  const ports = useWindow(({ station }) => station.ports);
  const path = useWindow(({ chosen }) => chosen.port);
  const port = useWindow(chosenPort);
  const rate = useWindow(
    ({ station, chosen }) => station.profiles.find(({ id }) => id === chosen.profileId)?.profile.baudRate,
  );
  const [asking, setAsking] = useState<'address' | 'faults' | null>(null);
  const serial = ports.filter(({ kind }) => kind === 'serial');
  return (
    <>
      <Menu position="bottom-start" width={340}>
        <Menu.Target>
          <button type="button" className={classes.pick}>
            <span className="visually-hidden">{say('window.port.choose')}</span>
            <i className={classes.dot} data-state={dotState(path, port)} aria-hidden="true" />
            <span className={classes.pickName}>
              {path === null ? say('window.port.none') : baseName(path, say)}
            </span>
            <span className={classes.pickMore}>
              {path === null ? say('window.port.plugIn') : moreWords(path, port, rate, say)}
            </span>
            <Icon name="chevron" size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{say('window.port.serial')}</Menu.Label>
          {serial.length === 0 && <div className={classes.menuNote}>{say('window.port.noSerial')}</div>}
          {serial.map((each) => (
            <Menu.Item key={each.path} onClick={() => void choosePort(each.path)}>
              <b>{each.path}</b> {portWords(each)}
              {each.fault !== undefined && (
                <div className={classes.menuNote}>{portFaultText(say, each.fault)}</div>
              )}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => void choosePort(SIMULATED)}>{say('port.simulated')}</Menu.Item>
          <Menu.Item onClick={() => setAsking('faults')}>{say('window.port.withFaults')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setAsking('address')}>{say('window.port.enter')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EnterPort opened={asking === 'address'} onClose={() => setAsking(null)} />
      <SimulatedFaults opened={asking === 'faults'} onClose={() => setAsking(null)} />
    </>
  );
}

function dotState(path: string | null, port: PortInfo | null): 'none' | 'ready' | 'fault' {
  if (path === null) return 'none';
  // An address that was typed in is in no list; whether it can be opened shows when it is.
  if (port === null) return path.startsWith('/') || /^COM/i.test(path) ? 'fault' : 'ready';
  return port.fault === undefined ? 'ready' : 'fault';
}

function moreWords(
  path: string,
  port: PortInfo | null,
  rate: number | undefined,
  say: ReturnType<typeof useSay>,
): string {
  if (path.startsWith('sim:'))
    return path === SIMULATED
      ? say('window.port.noHardware')
      : decodeURIComponent(path.slice(path.indexOf('?') + 1));
  const words = port === null ? '' : portWords(port);
  const shown = words === '' && port === null && !path.startsWith('tcp:') ? say('window.port.absent') : words;
  return [shown, rate === undefined ? '' : String(rate)].filter((word) => word !== '').join(' · ');
}
