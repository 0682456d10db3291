import { Button } from '@mantine/core';
import { portFaultText } from '../../../shared/messages/wording.ts';
import type { PortFault } from '../../../shared/port.ts';
import { Icon } from '../../parts/Icon.tsx';
import { chosenPort, liveRun, portState, shownState } from '../../store/shown.ts';
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
  const now = useWindow((state) => (port === null ? 'absent' : portState(state, port)));
  const isBack = trouble?.kind === 'gone' && now === 'free';
  // A port that is in no list may be there again without anybody being told.
  const canRetry = useWindow((state) => state.openedRun === null) && (now === 'free' || now === 'unknown');
  if (trouble === null || port === null) return null;
  return (
    <section className={classes.card} data-level="errored" role="alert">
      <h2>
        <Icon name="warning" /> {port}
      </h2>
      <p>{portFaultText(say, trouble)}</p>
      <p>{isBack ? say('trouble.back') : say(`trouble.${trouble.kind}`)}</p>
      {canRetry && (
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
  const { port } = state.chosen;
  if (port === null || state.station.ports.length === 0) return null;
  switch (portState(state, port)) {
    case 'fault':
      return chosenPort(state)?.fault ?? null;
    case 'absent':
      return NOT_FOUND;
    case 'ours':
    case 'free':
    case 'unknown':
      return null;
  }
}
