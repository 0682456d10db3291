import { Button } from '@mantine/core';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';

/** Makes a port of the run that was opened; nothing where no run was read yet, or one of which nobody asked anything. */
export function ReplayButton() {
  const say = useSay();
  const { replayRun } = useActions();
  const opened = useWindow(({ openedRun }) => openedRun);
  const isRun = useWindow(({ segments }) => {
    const state = segments[0]?.state;
    return state !== undefined && state.runId !== null && state.purpose !== 'console';
  });
  if (opened === null || !isRun) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      title={say('replay.runWhat')}
      onClick={() => void replayRun(opened)}
    >
      {say('replay.run')}
    </Button>
  );
}
