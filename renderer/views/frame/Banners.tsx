import { recordTroubleText } from '../../../shared/messages/record-words.ts';
import { recordFaultText } from '../../../shared/messages/wording.ts';
import { Icon } from '../../parts/Icon.tsx';
import { isIncomplete } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { ReadingBanner } from './LogBanners.tsx';
import classes from './frame.module.css';
import { ListeningBanner } from './ListeningBanner.tsx';
import { OldRunBand } from './OldRunBand.tsx';

/** What must be known at any time: the service is gone, the record cannot be written, an old run is shown. */
export function Banners() {
  const say = useSay();
  const service = useWindow((state) => state.service);
  const shell = useWindow(({ station }) => station.info?.shell ?? 'browser');
  const fault = useWindow(({ station }) => station.recordFault);
  const folder = useWindow(({ station }) => station.info?.dataFolder ?? '');
  const unread = useWindow(({ segments }) => segments.find((run) => run.fault !== null)?.fault ?? null);
  const hasGaps = useWindow(({ segments }) => segments.some(isIncomplete));
  return (
    <>
      {service === 'gone' && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{say(`window.gone.${shell}`)}</span>
        </div>
      )}
      {fault !== null && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{recordTroubleText(say, fault, folder)}</span>
        </div>
      )}
      {unread !== null && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{say('window.unread', { fault: recordFaultText(say, unread) })}</span>
        </div>
      )}
      {hasGaps && (
        <div className={classes.banner} data-level="fail" role="alert">
          <Icon name="warning" />
          <span>{say('window.incomplete')}</span>
        </div>
      )}
      <ReadingBanner />
      <ListeningBanner />
      <OldRunBand />
    </>
  );
}
