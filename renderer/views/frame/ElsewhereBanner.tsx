import { Button, NativeSelect } from '@mantine/core';
import type { Translate } from '../../../shared/messages/index.ts';
import { doubtText, originText } from '../../../shared/messages/opened-words.ts';
import type { OpenedRunRow } from '../../../shared/opened-log.ts';
import { Icon } from '../../parts/Icon.tsx';
import { recordedElsewhere } from '../../store/opened-file.ts';
import type { OpenedLogFile } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { useShallow } from 'zustand/react/shallow';
import { dateAndMinute } from '../history/dates.ts';
import classes from './frame.module.css';
import { ReplayButton } from './ReplayButton.tsx';

/** What is on the screen was recorded somewhere else: from where it comes, and whether it can be believed. */
export function ElsewhereBanner({ file }: { readonly file: OpenedLogFile }) {
  const say = useSay();
  const { closeRun } = useActions();
  const elsewhere = useWindow(useShallow(recordedElsewhere));
  if (elsewhere === null) return null;
  const { origin, doubts, isDoubted } = elsewhere;
  const at = origin.kind === 'pack' ? dateAndMinute(origin.madeAtMs) : '';
  return (
    <div
      className={classes.banner}
      data-level={isDoubted ? 'fail' : 'log'}
      role={isDoubted ? 'alert' : 'status'}
      data-opened-file={origin.kind}
      data-doubted={isDoubted}
    >
      <Icon name={isDoubted ? 'warning' : 'copy'} />
      <span>
        <b>{say(isDoubted ? 'opened.doubted' : `opened.banner.${origin.kind}`)}</b>{' '}
        <bdi>{originText(say, origin, file.fileName, at)}</bdi> {say('opened.readOnly')}
        {doubts.map((doubt) => (
          <small key={JSON.stringify(doubt)} className={classes.doubt}>
            <bdi>{doubtText(say, doubt)}</bdi>
          </small>
        ))}
      </span>
      {file.runs.length > 1 && <RunChoice runs={file.runs} />}
      <ReplayButton />
      <Button size="compact-xs" variant="default" onClick={closeRun}>
        {say('window.old.back')}
      </Button>
    </div>
  );
}

/** The runs of the file, to be switched between. */
function RunChoice({ runs }: { readonly runs: readonly OpenedRunRow[] }) {
  const say = useSay();
  const { openRun } = useActions();
  const opened = useWindow(({ openedRun }) => openedRun);
  const data = runs.map((row, index) => ({
    value: row.runId,
    label: `${index + 1}. ${rowText(say, row)}`,
  }));
  return (
    <NativeSelect
      size="xs"
      className={classes.runChoice}
      aria-label={say('opened.runs')}
      title={say('opened.runs')}
      data={data}
      value={opened ?? ''}
      onChange={({ currentTarget }) => openRun(currentTarget.value)}
    />
  );
}

function rowText(say: Translate, { summary }: OpenedRunRow): string {
  const { unit, imei, startedAtMs } = summary;
  const at = startedAtMs === null ? '' : dateAndMinute(startedAtMs);
  return [unit ?? imei ?? '–', at, outcomeText(say, summary)].join(' · ');
}

function outcomeText(say: Translate, summary: OpenedRunRow['summary']): string {
  if (summary.purpose === 'console') return say('opened.console');
  if (summary.state !== 'finished') return say('opened.interrupted');
  const where =
    summary.failedStep === null ? '' : ` ${say('cli.run.failedAt', { step: summary.failedStep })}`;
  return `${say(`outcome.${summary.outcome}`)}${where}`;
}
