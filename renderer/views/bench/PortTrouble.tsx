import { Button } from '@mantine/core';
import { portFaultText } from '../../../shared/messages/wording.ts';
import type { PortFault } from '../../../shared/port.ts';
import { Icon } from '../../parts/Icon.tsx';
import { chosenPort, liveRun, shownState } from '../../store/shown.ts';
import type { WindowState } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';

/** Why the port cannot be used, or why it went away, and what to do about it. The log below stays as it is. */
export function PortTrouble() {
  const say = useSay();
  const { start } = useActions();
  const trouble = useWindow(troubleOf);
  const port = useWindow(({ chosen }) => chosen.port);
  const isBack = useWindow((state) => troubleOf(state)?.kind === 'gone' && isUsable(state));
  if (trouble === null || port === null) return null;
  return (
    <section className={classes.card} data-level="errored" role="alert">
      <h2>
        <Icon name="warning" /> {port}
      </h2>
      <p>{portFaultText(say, trouble)}</p>
      <p>{isBack ? say('trouble.back') : say(`trouble.${trouble.kind}`)}</p>
      {isBack && (
        <Button size="compact-sm" onClick={() => void start()}>
          {say('trouble.again')}
        </Button>
      )}
    </section>
  );
}

const NOT_FOUND: PortFault = { kind: 'not_found' };

function troubleOf(state: WindowState): PortFault | null {
  const run = shownState(state);
  if (run.finish !== null && run.link.fault !== null) return run.link.fault;
  if (liveRun(state) !== null || state.openedRun !== null) return null;
  const listed = chosenPort(state);
  if (listed?.fault !== undefined) return listed.fault;
  const isDevice = state.chosen.port?.startsWith('/dev/tty') === true;
  return isDevice && listed === null && state.station.ports.length > 0 ? NOT_FOUND : null;
}

function isUsable(state: WindowState): boolean {
  const { chosen } = state;
  if (chosen.port === null || chosen.port.startsWith('tcp:')) return chosen.port !== null;
  const listed = chosenPort(state);
  return listed !== null && listed.fault === undefined;
}
