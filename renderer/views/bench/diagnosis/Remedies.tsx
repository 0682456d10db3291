import { useState } from 'react';
import { isObserved } from '../../../../shared/events.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import type { Remedy } from '../../../../shared/remedy.ts';
import { isOld, shownState } from '../../../store/shown.ts';
import { canBeStopped, remedyObstacle } from '../../../store/start-obstacle.ts';
import { useSay } from '../../../texts.ts';
import { useWindow } from '../../../window-context.ts';
import classes from './diagnosis.module.css';
import { PinForm } from './PinForm.tsx';
import { PulseChoice } from './PulseChoice.tsx';
import { ReasonedButton } from '../../../parts/ReasonedButton.tsx';
import { remedyLabel } from './remedy-words.ts';
import { useRemedy } from './use-remedy.ts';

/** What touches no unit. */
const IN_THE_WINDOW: readonly Remedy['kind'][] = ['edit_field', 'type'];

interface RemediesProps {
  readonly remedies: readonly Remedy[];
  readonly step: StepNumber | null;
  /** Of the likeliest cause: its first remedy is the one to try. */
  readonly isFirst: boolean;
}

/** What the program can do about a cause, as buttons. Those that need one more answer ask for it in place. */
export function Remedies({ remedies, step, isFirst }: RemediesProps) {
  const say = useSay();
  const held = useWindow(remedyObstacle);
  const stops = useWindow(canBeStopped);
  const obstacle = stops ? null : held;
  const isPast = useWindow((state) => isOld(state) || isObserved(shownState(state).purpose));
  const isHeld = ({ kind }: Remedy) => obstacle !== null && (isPast || !IN_THE_WINDOW.includes(kind));
  const apply = useRemedy(step);
  const [asking, setAsking] = useState<'enter_pin' | 'pulse_power_key' | null>(null);
  const offered = remedies.flatMap((remedy) => {
    const act = apply(remedy, setAsking);
    return act === null ? [] : [{ remedy, act, label: remedyLabel(say, remedy, step) }];
  });
  if (offered.length === 0) return null;
  return (
    <>
      <div className={classes.remedies}>
        {offered.map(({ remedy, act, label }, index) => (
          <ReasonedButton
            key={label}
            data-remedy={remedy.kind}
            size="compact-sm"
            {...(isFirst && index === 0 ? {} : { variant: 'default' })}
            obstacle={obstacle !== null && isHeld(remedy) ? say(obstacle) : null}
            onClick={act}
          >
            {label}
          </ReasonedButton>
        ))}
      </div>
      {obstacle === null && asking === 'enter_pin' && <PinForm />}
      {obstacle === null && asking === 'pulse_power_key' && <PulseChoice />}
      {stops && <p className={classes.obstacle}>{say('remedy.stopsRun')}</p>}
      {obstacle !== null && remedies.some(isHeld) && <p className={classes.obstacle}>{say(obstacle)}</p>}
    </>
  );
}
