import { later } from '../../parts/later.tsx';
import { recordedElsewhere, shownFile } from '../../store/opened-file.ts';
import type { WindowState } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { BenchPage } from '../bench/BenchPage.tsx';
import { Meter } from '../meter/Meter.tsx';
import { Exporting } from '../exporting/Exporting.tsx';
import { Banners } from './Banners.tsx';
import classes from './frame.module.css';
import { HistoryRoom } from './HistoryRoom.tsx';
import { LogDrop } from './LogDrop.tsx';
import { Notices } from './Notices.tsx';
import oldRun from './old-run.module.css';
import { ProfileRoom } from './ProfileRoom.tsx';
import { TopBar } from './TopBar.tsx';

const KeepingPage = later(async () => (await import('../keeping/KeepingPage.tsx')).KeepingPage);

/** Top bar, what must be known, and the page below. */
export function Frame() {
  const page = useWindow((state) => state.page);
  const service = useWindow((state) => state.service);
  const old = useWindow(oldKind);
  const say = useSay();
  return (
    <div className={classes.frame} data-service={service}>
      <a className={classes.skip} href="#page">
        {say('window.skip')}
      </a>
      <LogDrop />
      <TopBar />
      <Banners />
      <Notices />
      <main
        id="page"
        className={old === null ? classes.page : `${classes.page} ${oldRun['frame']}`}
        data-old={old ?? undefined}
        tabIndex={-1}
      >
        {page === 'bench' && <BenchPage />}
        {page === 'profile' && <ProfileRoom />}
        {page === 'keeping' && <KeepingPage />}
        {page === 'history' && <HistoryRoom />}
      </main>
      <Meter />
      <Exporting />
    </div>
  );
}

/** Whether what the page shows is not now: a run of the record, or one out of a file, which may not be believed. */
function oldKind(state: WindowState): 'run' | 'log' | 'doubted' | null {
  if (state.page !== 'bench' || state.openedRun === null) return null;
  if (shownFile(state) === null) return 'run';
  return recordedElsewhere(state)?.isDoubted === true ? 'doubted' : 'log';
}
