import { dbm } from '../../../shared/signal.ts';
import { useSay } from '../../texts.ts';
import classes from './meter.module.css';
import { averagePower, type Tally } from './tally.ts';

/** Lowest, highest and average since the meter was opened or set back. */
export function MeterFigures({ tally }: { readonly tally: Tally }) {
  const say = useSay();
  const power = (rssi: number | null) => shown(rssi === null ? null : dbm({ rssi, ber: 99 }));
  return (
    <dl className={classes.figures} title={say('meter.since')}>
      <Figure name={say('meter.min')} value={power(tally.lowest)} mark="low" />
      <Figure name={say('meter.max')} value={power(tally.highest)} mark="high" />
      <Figure name={say('meter.average')} value={shown(averagePower(tally))} />
      <Figure name={say('meter.readings')} value={String(tally.count)} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly mark?: 'low' | 'high';
}

function Figure({ name, value, mark }: FigureProps) {
  return (
    <div>
      <dt data-mark={mark}>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const shown = (power: number | null): string => (power === null ? '–' : `−${Math.abs(power)} dBm`);
