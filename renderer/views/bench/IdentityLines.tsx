import { signalLevel, dbm } from '../../../shared/signal.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';

/** What the flow chart reads between the steps, in one small line. */
export function IdentityLines() {
  const say = useSay();
  const rssi = useWindow((state) => shownState(state).measurements.signal?.value);
  // The line is there from the start: the steps below keep their place.
  if (typeof rssi !== 'number')
    return (
      <p className={classes.identityLine}>
        {say('summary.signal')} {say('window.unknown')}
      </p>
    );
  const power = dbm({ rssi, ber: 99 });
  const { word } = signalLevel({ rssi, ber: 99 });
  return (
    <p className={classes.identityLine}>
      {say('summary.signal')} {power === null ? say('window.unknown') : `−${Math.abs(power)} dBm`} ·{' '}
      {say(`signal.${word}`)}
    </p>
  );
}
