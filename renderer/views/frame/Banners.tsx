import { Button } from '@mantine/core';
import { recordFaultText } from '../../../shared/messages/wording.ts';
import { Icon } from '../../parts/Icon.tsx';
import { shownFile } from '../../store/opened-file.ts';
import { linesLeftOut, liveRun } from '../../store/shown.ts';
import { useLanguage, useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { ElsewhereBanner } from './ElsewhereBanner.tsx';
import { OpenedLogBanner, ReadingBanner } from './LogBanners.tsx';
import classes from './frame.module.css';
import { ListeningBanner } from './ListeningBanner.tsx';
import { ReplayButton } from './ReplayButton.tsx';

/** What must be known at any time: the service is gone, the record cannot be written, an old run is shown. */
export function Banners() {
  const say = useSay();
  const { exportLog } = useActions();
  const service = useWindow((state) => state.service);
  const shell = useWindow(({ station }) => station.info?.shell ?? 'browser');
  const fault = useWindow(({ station }) => station.recordFault);
  const unread = useWindow(({ segments }) => segments.find((run) => run.fault !== null)?.fault ?? null);
  const isIncomplete = useWindow(({ segments }) =>
    segments.some(
      ({ book, state }) => state.purpose !== 'opened_log' && book.gaps.length + book.damaged.length > 0,
    ),
  );
  const hasLog = useWindow(({ segments }) => segments.length > 0);
  return (
    <>
      {service === 'gone' && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{say(`window.gone.${shell}`)}</span>
          {hasLog && (
            <Button size="compact-xs" variant="default" onClick={() => void exportLog('text')}>
              {say('window.exportShown')}
            </Button>
          )}
        </div>
      )}
      {fault !== null && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{say('cli.run.recordFault', { fault: recordFaultText(say, fault) })}</span>
        </div>
      )}
      {unread !== null && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{say('window.unread', { fault: recordFaultText(say, unread) })}</span>
        </div>
      )}
      {isIncomplete && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{say('window.incomplete')}</span>
        </div>
      )}
      <ReadingBanner />
      <ListeningBanner />
      <OldRunBanner />
    </>
  );
}

function OldRunBanner() {
  const say = useSay();
  const language = useLanguage();
  const { closeRun } = useActions();
  const opened = useWindow(({ openedRun, page }) => (page === 'bench' ? openedRun : null));
  const state = useWindow(({ segments }) => segments[0]?.state ?? null);
  const file = useWindow(shownFile);
  const left = useWindow(({ segments }) => linesLeftOut(segments[0]));
  const live = useWindow((each) => liveRun(each) !== null);
  if (opened === null) return null;
  if (file?.origin.kind === 'log') return <OpenedLogBanner file={file.fileName} left={left} />;
  if (file !== null) return <ElsewhereBanner file={file} />;
  const at = new Date(state?.startedAtMs ?? 0).toLocaleString(language);
  return (
    <div className={classes.banner} data-level="old" role="status">
      <Icon name="copy" />
      <span>
        <b>{say('window.old')}</b>{' '}
        {state?.startedAtMs == null ? '' : say('window.old.from', { at, port: state.port ?? '' })}
      </span>
      <ReplayButton />
      <Button size="compact-xs" variant="default" onClick={closeRun}>
        {live ? say('window.old.backLive') : say('window.old.back')}
      </Button>
    </div>
  );
}
