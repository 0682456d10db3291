import type { ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Translate } from '../../../shared/messages/index.ts';
import { shownDiagnosis } from '../../store/diagnosed.ts';
import { type Silence, silenceOf } from '../../store/silence.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './waiting.module.css';

interface SilenceCardProps {
  /** What can be done about it from here. */
  readonly actions?: ReactNode;
}

/** What to look at while a port says nothing at all. It explains, it does not judge, and goes with the first byte. */
export function SilenceCard({ actions = null }: SilenceCardProps) {
  const say = useSay();
  const silence = useWindow(useShallow(silenceOf));
  // Its causes are in a card of their own, with what can be done about them.
  const isExplained = useWindow((state) => shownDiagnosis(state) !== null) && silence?.of === 'run';
  if (silence === null) return null;
  return (
    <section className={classes.silence} data-silence={silence.of}>
      <h2>{say('silence.title', { seconds: silence.seconds })}</h2>
      <p>
        {say(`silence.${silence.of}`)} {!isExplained && say('silence.look')}
      </p>
      {!isExplained && <PlacesToLook silence={silence} />}
      {actions}
    </section>
  );
}

function PlacesToLook({ silence }: { readonly silence: Silence }) {
  const say = useSay();
  return (
    <ol>
      <li>{say('silence.power')}</li>
      <li>{say('silence.wiring')}</li>
      <li>{rateWords(say, silence)}</li>
      <li>{say('silence.port', { port: silence.port })}</li>
    </ol>
  );
}

/** The line of a device server is out of this program's reach. */
function rateWords(say: Translate, { of, port, rate }: Silence): string {
  return port.startsWith('tcp://')
    ? say('silence.rate.server')
    : say(`silence.rate.${of}`, { rate: rate ?? say('window.unknown') });
}
