import { Button } from '@mantine/core';
import { Icon } from '../../parts/Icon.tsx';
import type { Written } from '../../service/write-export.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { useSayHistory } from '../history/texts.ts';
import classes from './exporting.module.css';

interface OutcomeProps {
  readonly written: Written;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** Where the file went, or why there is none. */
export function Outcome({ written, onAgain, onClose }: OutcomeProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const { reveal } = useActions();
  const shell = useWindow(({ station }) => station.info?.shell ?? 'browser');
  const isThere = written.kind === 'saved' || written.kind === 'download';
  return (
    <div className={classes.over} data-done={isThere || undefined}>
      <p role={isThere ? 'status' : 'alert'}>
        <Icon name={isThere ? 'check' : 'warning'} size={20} />
        <span>
          {written.kind === 'saved' && say('window.saved', { path: written.path })}
          {written.kind === 'download' && sayHistory('export.download')}
          {written.kind === 'failed' && say('window.saveFailed', { code: written.code })}
          {written.kind === 'line' && sayHistory('export.line')}
        </span>
      </p>
      <div className={classes.buttons}>
        {written.kind === 'saved' && shell === 'desktop' && (
          <Button variant="default" onClick={() => void reveal(written.path)}>
            {sayHistory('export.reveal')}
          </Button>
        )}
        <Button variant="default" onClick={onAgain}>
          {sayHistory(isThere ? 'export.another' : 'export.again')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {sayHistory('export.close')}
        </Button>
      </div>
    </div>
  );
}
