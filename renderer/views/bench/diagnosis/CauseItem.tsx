import { useState } from 'react';
import type { RankedCause } from '../../../../shared/diagnosis.ts';
import { visible } from '../../../../shared/log-text.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { Icon } from '../../../parts/Icon.tsx';
import type { ShownRun } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import { CitedLines } from './CitedLines.tsx';
import classes from './diagnosis.module.css';
import { Remedies } from './Remedies.tsx';

interface CauseItemProps {
  readonly cause: RankedCause;
  /** 1 is the likeliest, and the one that is open at once. */
  readonly rank: number;
  readonly step: StepNumber | null;
  readonly run: ShownRun;
}

/** A cause in one line; opened, how sure it is, what speaks for it, and what can be done about it. */
export function CauseItem({ cause, rank, step, run }: CauseItemProps) {
  const say = useSay();
  const [open, setOpen] = useState(rank === 1);
  return (
    <li className={classes.cause} data-cause={cause.id} data-standing={cause.standing}>
      <button
        type="button"
        className={classes.causeHead}
        aria-expanded={open}
        onClick={() => setOpen((before) => !before)}
      >
        <span className={classes.rank}>{rank}</span>
        <span className={classes.title}>{say(`cause.${cause.id}`)}</span>
        <span className={classes.standing}>{say(`diagnosis.standing.${cause.standing}`)}</span>
        <Icon name="chevron" size={14} />
      </button>
      {open && (
        <div className={classes.causeBody}>
          <p className={classes.evidence}>
            {cause.values.map((value) => (
              <code key={value}>{visible(value)}</code>
            ))}
            <CitedLines events={cause.evidence} run={run} />
          </p>
          <p>{say(`causeNext.${cause.id}`)}</p>
          <Remedies remedies={cause.remedies} step={step} isFirst={rank === 1} />
        </div>
      )}
    </li>
  );
}
