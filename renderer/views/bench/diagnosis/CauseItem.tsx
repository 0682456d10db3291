import { useState } from 'react';
import type { RankedCause } from '../../../../shared/diagnosis.ts';
import { causeValueText } from '../../../../shared/messages/wording.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { Icon } from '../../../parts/Icon.tsx';
import type { ShownRun } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import { CitedLines } from './CitedLines.tsx';
import classes from './diagnosis.module.css';
import { unlisted } from './quotes.ts';
import { Remedies } from './Remedies.tsx';
import { useCited } from './use-cited.ts';

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
  /** Null until somebody says otherwise: causes change places while more is learnt. */
  const [wanted, setWanted] = useState<boolean | null>(null);
  const open = wanted ?? rank === 1;
  const lines = useCited(run, cause.evidence);
  return (
    <li className={classes.cause} data-cause={cause.id} data-standing={cause.standing}>
      <button
        type="button"
        className={classes.causeHead}
        aria-expanded={open}
        onClick={() => setWanted(!open)}
      >
        <span className={classes.rank}>{rank}</span>
        <span className={classes.title}>{say(`cause.${cause.id}`)}</span>
        <span className={classes.standing}>{say(`diagnosis.standing.${cause.standing}`)}</span>
        <Icon name="chevron" size={14} />
      </button>
      {open && (
        <div className={classes.causeBody}>
          <p className={classes.evidence}>
            {cause.values.map((value) => {
              const text = causeValueText(say, value);
              return <code key={text}>{text}</code>;
            })}
            <CitedLines events={cause.evidence} run={run} />
          </p>
          {unlisted(say, lines, cause.evidence).map((words) => (
            <p key={words} className={classes.noted}>
              {words}
            </p>
          ))}
          <p>{say(`causeNext.${cause.id}`)}</p>
          <Remedies remedies={cause.remedies} step={step} isFirst={rank === 1} />
        </div>
      )}
    </li>
  );
}
