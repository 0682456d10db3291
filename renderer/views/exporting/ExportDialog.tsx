import { Button, Checkbox } from '@mantine/core';
import type { FormEvent } from 'react';
import type { ExportFormat } from '../../../shared/export-request.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { exportNothing, type Exported } from '../../store/exporting.ts';
import { useLanguage, useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { useSayHistory } from '../history/texts.ts';
import { useExportChoice } from './export-choice.ts';
import classes from './exporting.module.css';
import { Formats } from './Formats.tsx';
import { Outcome } from './Outcome.tsx';
import { type ExportOrder, useExport, type Writing } from './use-export.ts';
import { useExportedCount } from './use-exported-count.ts';

/** What is in these is counted by entries of the log, in others by runs. */
const OF_LOGS: readonly ExportFormat[] = ['text', 'jsonl', 'pack'];
const TABLES: readonly ExportFormat[] = ['csv-runs', 'csv-steps'];

/** Writes runs into a file: asks what kind of file, tells how far it is, and where it went. */
export function ExportDialog({ what }: { readonly what: Exported }) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const { writing, write, stop, again } = useExport();
  // What is being written is called off by its own button, not by a click beside the dialog.
  const isBusy = writing.kind === 'writing';
  return (
    <Dialog
      onClose={exportNothing}
      title={sayHistory('export.title')}
      size={660}
      withCloseButton={!isBusy}
      closeOnEscape={!isBusy}
      closeOnClickOutside={writing.kind === 'asking'}
      closeButtonProps={{ 'aria-label': say('window.cancel') }}
    >
      {writing.kind === 'asking' && <Question what={what} onWrite={(order) => void write(what, order)} />}
      {writing.kind === 'writing' && <UnderWay writing={writing} onStop={stop} />}
      {writing.kind === 'over' && (
        <Outcome written={writing.written} onAgain={again} onClose={exportNothing} />
      )}
    </Dialog>
  );
}

interface QuestionProps {
  readonly what: Exported;
  readonly onWrite: (order: ExportOrder) => void;
}

function Question({ what, onWrite }: QuestionProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const language = useLanguage();
  const isUp = useWindow(({ service }) => service === 'up');
  const shell = useWindow(({ station }) => station.info?.shell ?? 'browser');
  const count = useExportedCount(what);
  const { format: wanted, bom } = useExportChoice();
  const format = wanted === 'pdf' && shell === 'browser' ? 'report' : wanted;
  const isTable = TABLES.includes(format);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onWrite({ format, language, bom: isTable && bom });
  };
  return (
    <form onSubmit={submit}>
      <p className={classes.count} role="status">
        {count === null
          ? sayHistory('export.counting')
          : sayHistory('export.count', { count: count.toLocaleString(language) })}
      </p>
      <Formats
        format={format}
        canPrint={shell === 'desktop'}
        onChoose={(chosen) => useExportChoice.setState({ format: chosen })}
      />
      {isTable && (
        <Checkbox
          className={classes.bom}
          classNames={{ description: classes.bomWhat }}
          size="xs"
          checked={bom}
          label={sayHistory('export.bom')}
          description={sayHistory('export.bom.what')}
          onChange={({ currentTarget }) => useExportChoice.setState({ bom: currentTarget.checked })}
        />
      )}
      <p className={classes.note}>{sayHistory('export.secrets')}</p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={exportNothing}>
          {say('window.cancel')}
        </Button>
        <Button type="submit" disabled={!isUp || count === 0} data-autofocus>
          {sayHistory('export.write')}
        </Button>
      </div>
    </form>
  );
}

interface UnderWayProps {
  readonly writing: Extract<Writing, { kind: 'writing' }>;
  readonly onStop: () => void;
}

function UnderWay({ writing: { format, done, total }, onStop }: UnderWayProps) {
  const sayHistory = useSayHistory();
  const language = useLanguage();
  const counted = OF_LOGS.includes(format) ? 'entries' : 'runs';
  const [sofar, all] = [done.toLocaleString(language), total?.toLocaleString(language)];
  return (
    <div className={classes.underWay}>
      <p role="status">
        {all === undefined
          ? sayHistory(`export.progress.${counted}`, { done: sofar })
          : sayHistory(`export.progress.${counted}.of`, { done: sofar, total: all })}
      </p>
      <progress
        aria-label={sayHistory('export.title')}
        max={total ?? 1}
        {...(total !== null && { value: done })}
      />
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus onClick={onStop}>
          {sayHistory('export.stop')}
        </Button>
      </div>
    </div>
  );
}
