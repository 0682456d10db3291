import { heardIn } from '../../../shared/listening.ts';
import { Icon } from '../../parts/Icon.tsx';
import { checklistRun } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './frame.module.css';

/** Says that nothing is sent while ports are listened to, and what cannot be heard. */
export function ListeningBanner() {
  const say = useSay();
  const port = useWindow((state) => {
    const shown = checklistRun(state)?.state;
    const isOn = shown?.purpose === 'listening' && shown.finish === null && state.openedRun === null;
    return isOn && state.page === 'bench' ? shown.port : null;
  });
  if (port === null) return null;
  return (
    <div className={classes.banner} data-level="old" role="status">
      <Icon name="copy" />
      <span>
        <b>{say('listening.banner')}</b> {say(`listening.banner.${heardIn(port)}`, { port })}
      </span>
    </div>
  );
}
