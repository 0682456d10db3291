import { Button } from '@mantine/core';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './frame.module.css';
import { ReplayButton } from './ReplayButton.tsx';

/** How far a file is that is being read as a log. */
export function ReadingBanner() {
  const say = useSay();
  const { stopReading } = useActions();
  const reading = useWindow((state) => state.reading);
  if (reading === null) return null;
  const { fileName: file, percent } = reading;
  return (
    <div className={classes.banner} data-level="old" role="status">
      <Icon name="copy" />
      <span>{say('log.reading', { file, percent })}</span>
      <Button size="compact-xs" variant="default" onClick={stopReading}>
        {say('log.stop')}
      </Button>
    </div>
  );
}

/** What is on the screen comes from a file: nothing of it happens now. */
export function OpenedLogBanner({ file, left }: { readonly file: string; readonly left: number }) {
  const say = useSay();
  const { closeRun } = useActions();
  return (
    <div className={classes.banner} data-level="log" role="status" data-opened-log>
      <Icon name="copy" />
      <span>
        <b>{say('log.banner')}</b> {say('log.banner.text', { file })}{' '}
        {left > 0 && say('log.banner.left', { lines: left })}
      </span>
      <ReplayButton />
      <Button size="compact-xs" variant="default" onClick={closeRun}>
        {say('log.close')}
      </Button>
    </div>
  );
}
