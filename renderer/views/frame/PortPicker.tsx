import { Menu } from '@mantine/core';
import { useState } from 'react';
import type { Translate } from '../../../shared/messages/index.ts';
import { portFaultText } from '../../../shared/messages/wording.ts';
import { Icon } from '../../parts/Icon.tsx';
import { SIMULATED } from '../../service/actions.ts';
import { chosenPort, chosenProfile, portState } from '../../store/shown.ts';
import { replayedBy } from '../../store/replay-address.ts';
import type { WindowState } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { EnterPort } from './EnterPort.tsx';
import classes from './frame.module.css';
import { useLogPicker } from './OpenLog.tsx';
import { baseName, portWords } from './port-words.ts';
import { SimulatedFaults } from './SimulatedFaults.tsx';

/** The port: what is plugged in, the simulated module with its faults, or an address typed in. */
export function PortPicker() {
  const say = useSay();
  const { choosePort } = useActions();
  const ports = useWindow(({ station }) => station.ports);
  const path = useWindow(({ chosen }) => chosen.port);
  const more = useWindow((state) => moreWords(say, state));
  const dot = useWindow((state) => (path === null ? 'none' : DOTS[portState(state, path)]));
  const bays = useWindow(({ station }) => station.bays);
  const isOurs = (port: string) => bays.some((bay) => bay.port === port && bay.live);
  const askForLog = useLogPicker();
  const [asking, setAsking] = useState<'address' | 'faults' | null>(null);
  const serial = ports.filter(({ kind }) => kind === 'serial');
  return (
    <>
      <Menu position="bottom-start" width={340}>
        <Menu.Target>
          <button type="button" className={classes.pick}>
            <span className="visually-hidden">{say('window.port.choose')}</span>
            <i className={classes.dot} data-state={dot} aria-hidden="true" />
            <span className={classes.pickName}>
              {path === null ? say('window.port.none') : baseName(path, say)}
            </span>
            <span className={classes.pickMore}>{more}</span>
            <Icon name="chevron" size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{say('window.port.serial')}</Menu.Label>
          {serial.length === 0 && <div className={classes.menuNote}>{say('window.port.noSerial')}</div>}
          {serial.map((each) => (
            <Menu.Item key={each.path} onClick={() => void choosePort(each.path)}>
              <b>{each.path}</b> {portWords(each)}
              {isOurs(each.path) && <div className={classes.menuNote}>{say('window.port.ours')}</div>}
              {each.fault !== undefined && !isOurs(each.path) && (
                <div className={classes.menuNote}>{portFaultText(say, each.fault)}</div>
              )}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => void choosePort(SIMULATED)}>{say('port.simulated')}</Menu.Item>
          <Menu.Item onClick={() => setAsking('faults')}>{say('window.port.withFaults')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setAsking('address')}>{say('window.port.enter')}</Menu.Item>
          <Menu.Item onClick={askForLog}>{say('log.open')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EnterPort opened={asking === 'address'} onClose={() => setAsking(null)} />
      <SimulatedFaults opened={asking === 'faults'} onClose={() => setAsking(null)} />
    </>
  );
}

const DOTS = { ours: 'ready', free: 'ready', unknown: 'none', fault: 'fault', absent: 'fault' } as const;

function moreWords(say: Translate, state: WindowState): string {
  const { port: path } = state.chosen;
  if (path === null) return say('window.port.plugIn');
  if (path === SIMULATED) return say('window.port.noHardware');
  const replayed = replayedBy(path);
  if (replayed !== null) return replayed.kind === 'file' ? replayed.name : say('replay.portOfRun');
  if (path.startsWith('sim:')) return decodeURIComponent(path.slice(path.indexOf('?') + 1));
  const listed = chosenPort(state);
  const words = portState(state, path) === 'absent' ? say('window.port.absent') : listed && portWords(listed);
  const rate = chosenProfile(state)?.profile.baudRate;
  return [words, rate === undefined || path.startsWith('tcp:') ? '' : String(rate)]
    .filter((word) => word !== null && word !== '')
    .join(' · ');
}
