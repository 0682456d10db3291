import { dbm, signalLevel } from '../../../shared/signal.ts';
import { useSay } from '../../texts.ts';
import classes from './meter.module.css';

interface MeterReadingProps {
  /** CSQ; null before the first reading. */
  readonly rssi: number | null;
  /** `<stat>` of `+CREG`; null where it is not known. */
  readonly network: number | null;
  /** It says nothing of now. */
  readonly isStale: boolean;
}

const BARS = [28, 46, 64, 82, 100] as const;

/** The newest value, to be read from across the bench. */
export function MeterReading({ rssi, network, isStale }: MeterReadingProps) {
  const say = useSay();
  const signal = { rssi: rssi ?? 99, ber: 99 };
  const power = dbm(signal);
  const { bars, word } = signalLevel(signal);
  return (
    <div
      className={classes.reading}
      data-level={isStale ? 'stale' : power === null ? 'none' : bars < 2 ? 'weak' : 'good'}
    >
      <span className={classes.bars} aria-hidden="true">
        {BARS.map((height, index) => (
          <i key={height} data-on={index < bars || undefined} style={{ height: `${height}%` }} />
        ))}
      </span>
      <output className={classes.power} aria-label={say('meter.open')}>
        {power === null ? '–' : `−${Math.abs(power)}`}
        <small>dBm</small>
      </output>
      <div className={classes.words}>
        <b>{rssi === null ? '' : say(`signal.${word}`)}</b>
        <span>{rssi === null ? 'CSQ –' : rssi === 99 ? say('meter.unknown') : `CSQ ${rssi}`}</span>
        {network !== null && <span>{networkWords(say, network)}</span>}
      </div>
    </div>
  );
}

function networkWords(say: ReturnType<typeof useSay>, stat: number): string {
  if (stat === 1) return say('meter.network.home');
  return stat === 5 ? say('meter.network.roaming') : say('meter.network.none', { value: stat });
}
