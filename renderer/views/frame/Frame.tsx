import { later } from '../../parts/later.tsx';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { BenchPage } from '../bench/BenchPage.tsx';
import { Meter } from '../meter/Meter.tsx';
import { RunsPage } from '../runs/RunsPage.tsx';
import { Banners } from './Banners.tsx';
import classes from './frame.module.css';
import { LogDrop } from './LogDrop.tsx';
import { Notices } from './Notices.tsx';
import { ProfileRoom } from './ProfileRoom.tsx';
import { TopBar } from './TopBar.tsx';

const KeepingPage = later(async () => (await import('../keeping/KeepingPage.tsx')).KeepingPage);

/** Top bar, what must be known, and the page below. */
export function Frame() {
  const page = useWindow((state) => state.page);
  const service = useWindow((state) => state.service);
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
      <main id="page" className={classes.page} tabIndex={-1}>
        {page === 'bench' && <BenchPage />}
        {page === 'profile' && <ProfileRoom />}
        {page === 'runs' && <RunsPage />}
        {page === 'keeping' && <KeepingPage />}
      </main>
      <Meter />
    </div>
  );
}
