import { Button, TextInput, Tooltip } from '@mantine/core';
import { Icon } from '../../parts/Icon.tsx';
import { liveRun, liveState } from '../../store/shown.ts';
import { startObstacle, usesSerial } from '../../store/start-obstacle.ts';
import { useSay } from '../../texts.ts';
import type { StartOptions } from '../../service/start-options.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { isChanged } from '../profile/draft.ts';
import { useDraft } from '../profile/draft-store.ts';
import classes from './frame.module.css';
import { MoreStarts } from './MoreStarts.tsx';

/** Start, or what can be done with the run that is under way. */
export function RunButtons() {
  const running = useWindow((state) => liveRun(state) !== null);
  return running ? <RunningButtons /> : <StartButtons />;
}

/** Starts a run; a profile that was changed and not saved is run as it was saved, which is said. */
function useStart(): (options?: StartOptions) => void {
  const { start, tell } = useActions();
  const profileId = useWindow(({ chosen }) => chosen.profileId);
  const unsaved = useDraft(({ drafts }) => {
    const draft = profileId === null ? undefined : drafts[profileId];
    return draft !== undefined && isChanged(draft);
  });
  return (options = {}) => {
    if (unsaved) tell({ kind: 'unsaved_profile' });
    void start(options);
  };
}

function StartButtons() {
  const say = useSay();
  const { setUnit } = useActions();
  const start = useStart();
  const unit = useWindow(({ chosen }) => chosen.unit);
  const obstacle = useWindow(startObstacle);
  const needsUnit = useWindow(usesSerial);
  return (
    <>
      <TextInput
        className={classes.unit}
        size="xs"
        placeholder={needsUnit ? say('window.unit.needed') : say('window.unit')}
        aria-label={say('window.unit')}
        title={say('window.unit.what')}
        value={unit}
        onChange={({ currentTarget }) => setUnit(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter' && obstacle === null) start();
        }}
      />
      <Tooltip label={obstacle === null ? '' : say(obstacle)} disabled={obstacle === null}>
        <span className={classes.split}>
          <Button
            leftSection={<Icon name="play" size={13} filled />}
            {...(obstacle !== null && { 'data-disabled': true })}
            aria-disabled={obstacle !== null}
            onClick={() => {
              if (obstacle === null) start();
            }}
          >
            {say('window.start')}
          </Button>
          <MoreStarts disabled={obstacle !== null} start={start} />
        </span>
      </Tooltip>
    </>
  );
}

function RunningButtons() {
  const say = useSay();
  const { stop, next } = useActions();
  const isUp = useWindow(({ service }) => service === 'up');
  const paused = useWindow((state) => liveState(state).pausedBefore);
  const stopping = useWindow((state) => liveState(state).cancelRequested !== null);
  return (
    <>
      {paused !== null && (
        <Button
          leftSection={<Icon name="next" size={13} filled />}
          disabled={!isUp}
          onClick={() => void next()}
        >
          {say('window.next', { step: paused })}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<Icon name="square" size={12} filled />}
        disabled={!isUp}
        {...(!isUp && { title: say('window.obstacle.service') })}
        onClick={() => void stop()}
      >
        {stopping ? say('window.stopNow') : say('window.stop')}
      </Button>
    </>
  );
}
