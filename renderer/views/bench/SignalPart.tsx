import type { RunState } from '../../../shared/run-state.ts';
import { dbm, signalLevel } from '../../../shared/signal.ts';
import { later } from '../../parts/later.tsx';
import { newestSignal } from '../../store/meter-source.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';

/** The plot library is only needed once there is something to plot. */
const SignalTrace = later(
  async () => (await import('./SignalTrace.tsx')).SignalTrace,
  <div className={classes.trace} />,
);

const BARS = [9, 14, 19, 24, 30] as const;

const NOTHING: RunState['signal'] = [];

/** Signal as bars, power, word, the raw value, and how it went. */
export function SignalPart() {
  const say = useSay();
  const { openMeter } = useActions();
  const value = useWindow((state) => newestSignal(state)?.state.measurements.signal?.value);
  const trace = useWindow((state) => newestSignal(state)?.state.signal ?? NOTHING);
  const rssi = typeof value === 'number' ? value : 99;
  const signal = { rssi, ber: 99 };
  const power = dbm(signal);
  const { bars, word } = signalLevel(signal);
  return (
    <section>
      <div className={classes.signal}>
        <span className={classes.bars} data-weak={bars < 2 || undefined} aria-hidden="true">
          {BARS.map((height, index) => (
            <i key={height} data-on={index < bars || undefined} style={{ height }} />
          ))}
        </span>
        <span className={classes.power}>{power === null ? '– dBm' : `−${Math.abs(power)} dBm`}</span>
        <span className={classes.muted}>
          {value === undefined ? say('window.unknown') : say(`signal.${word}`)}
        </span>
      </div>
      <p className={classes.signalFoot}>
        {value === undefined ? say('window.signal.none') : `CSQ ${rssi}`}
        <button type="button" className={classes.inlineLink} title={say('meter.what')} onClick={openMeter}>
          {say('meter.open')}
        </button>
      </p>
      {trace.length > 1 ? <SignalTrace trace={trace} /> : <div className={classes.trace} />}
    </section>
  );
}
