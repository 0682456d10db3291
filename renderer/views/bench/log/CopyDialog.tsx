import { Button } from '@mantine/core';
import { Dialog } from '../../../parts/Dialog.tsx';
import { useSay } from '../../../texts.ts';
import classes from './log.module.css';
import type { LongCopy } from './use-copy.ts';

interface CopyDialogProps {
  readonly copy: LongCopy;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

const figure = (value: number): string => value.toLocaleString('en');

/** Says how much is about to be copied, and then how far it is. */
export function CopyDialog({ copy: { count, megabytes, done }, onConfirm, onCancel }: CopyDialogProps) {
  const say = useSay();
  return (
    <Dialog
      onClose={onCancel}
      title={say('logView.copy.title', { count: figure(count) })}
      closeButtonProps={{ 'aria-label': say('logView.copy.cancel') }}
    >
      {done === null ? (
        <p className={classes.copySize}>{say('logView.copy.size', { size: figure(megabytes) })}</p>
      ) : (
        <div role="status">
          {say('logView.copy.progress', { done: figure(done), count: figure(count) })}
          <progress className={classes.copyBar} max={count} value={done} />
        </div>
      )}
      <div className={classes.copyButtons}>
        <Button variant="default" onClick={onCancel}>
          {say('logView.copy.cancel')}
        </Button>
        {done === null && (
          <Button data-autofocus onClick={onConfirm}>
            {say('logView.copy.go')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
