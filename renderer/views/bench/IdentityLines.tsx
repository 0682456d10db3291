import { signalLevel, dbm } from '../../../shared/signal.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';

/** What the flow chart reads between the steps, in one small line. */
export function IdentityLines() {
  const say = useSay();
  const rssi = useWindow((state) => shownState(state).measurements.signal?.value);
  if (typeof rssi !== 'number') return null;
  const power = dbm({ rssi, ber: 99 });
  const { word } = signalLevel({ rssi, ber: 99 });
  return (
    <p className={classes.identityLine}>
      {say('summary.signal')} {power === null ? say('window.unknown') : `${power} dBm`} ·{' '}
      {say(`signal.${word}`)}
    </p>
  );
}
