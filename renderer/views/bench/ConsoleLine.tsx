import { Button } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { historyWith, keepHistory, readHistory } from '../../store/console-history.ts';
import { liveRun, typedSeconds } from '../../store/shown.ts';
import type { WindowState } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';

/** Types a command to the module. What cannot be sent right now says why in place. */
export function ConsoleLine() {
  const say = useSay();
  const { sendTyped, closeConsole, typeLine: setLine } = useActions();
  const obstacle = useWindow(obstacleOf);
  const isOpen = useWindow(hasConsole);
  const seconds = useWindow(typedSeconds);
  const line = useWindow(({ typedLine }) => typedLine);
  const [history, setHistory] = useState(() => readHistory(window.localStorage));
  /** How far back the arrow keys went; 0 is the line being typed. */
  const [back, setBack] = useState(0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (line.trim() === '' || obstacle !== null) return;
    if (!(await sendTyped(line))) return;
    const next = historyWith(history, line.trim());
    setHistory(next);
    keepHistory(window.localStorage, next);
    setLine('');
    setBack(0);
  };
  const recall = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const to = step === undefined ? -1 : back + step;
    if (to < 0 || to > history.length) return;
    event.preventDefault();
    setBack(to);
    setLine(to === 0 ? '' : (history.at(-to) ?? ''));
  };
  return (
    <form className={classes.console} onSubmit={(event) => void submit(event)}>
      <span aria-hidden="true">›</span>
      <input
        className="mono"
        aria-label={say('window.console')}
        placeholder={obstacle === null ? say('window.console.hint') : say(obstacle)}
        title={obstacle === null ? undefined : say(obstacle)}
        disabled={obstacle !== null}
        value={line}
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        onChange={({ currentTarget }) => setLine(currentTarget.value)}
        onKeyDown={recall}
      />
      {seconds !== null && seconds > 0 && (
        <span className={classes.muted} role="status">
          {say('window.console.waits', { seconds })}
        </span>
      )}
      {isOpen && (
        <Button size="compact-sm" variant="subtle" onClick={() => void closeConsole()}>
          {say('window.console.close')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        type="submit"
        disabled={obstacle !== null || seconds !== null || line.trim() === ''}
      >
        {say('window.console.send')}
      </Button>
    </form>
  );
}

const hasConsole = ({ station, chosen }: WindowState): boolean =>
  station.bays.some(({ port, purpose, live }) => port === chosen.port && purpose === 'console' && live);

/** Why nothing can be typed right now; null when it can. */
function obstacleOf(state: WindowState) {
  if (state.service !== 'up') return 'window.obstacle.service';
  if (state.openedRun !== null) return 'window.obstacle.old';
  if (state.chosen.port === null) return 'window.obstacle.port';
  return liveRun(state) === null ? null : 'window.obstacle.run';
}
