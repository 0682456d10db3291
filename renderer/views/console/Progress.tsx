import { Button } from '@mantine/core';
import { typedProgress } from '../../store/console-state.ts';
import { typedSeconds } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './console.module.css';

/** How far what was sent is, how long the module has had for its answer, and the way to leave the rest out. */
export function Progress() {
  const say = useSay();
  const { cancelTyped } = useActions();
  const progress = useWindow(typedProgress);
  const seconds = useWindow(typedSeconds) ?? 0;
  const count = progress === null ? 0 : progress.queued + progress.done;
  const words = [
    progress !== null && count > 1 && say('console.progress', { at: progress.done + 1, count }),
    seconds > 0 && say('window.console.waits', { seconds }),
  ].filter((word) => word !== false);
  if (words.length === 0) return null;
  return (
    <>
      <span className={classes.progress} role="status">
        {words.join(' · ')}
      </span>
      {progress !== null && progress.queued > 1 && (
        <Button
          size="compact-sm"
          variant="default"
          title={say('console.stop.what')}
          onClick={() => void cancelTyped()}
        >
          {say('console.stop')}
        </Button>
      )}
    </>
  );
}
