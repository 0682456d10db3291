import { Button } from '@mantine/core';
import { stepRow } from '../../../shared/plan.ts';
import parts from '../../parts/parts.module.css';
import { checklistRun, detailStep, liveRun, shownStep } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { Attempts } from './Attempts.tsx';
import classes from './bench.module.css';
import { Recovering } from './diagnosis/Recovering.tsx';
import { StepMenu } from './diagnosis/StepMenu.tsx';
import { ToolCard } from './diagnosis/ToolCard.tsx';
import { TriedCard } from './diagnosis/TriedCard.tsx';
import { Outcome } from './Outcome.tsx';
import { PortTrouble } from './PortTrouble.tsx';
import { ReplayCard } from './ReplayCard.tsx';
import { SilenceCard } from './SilenceCard.tsx';
import { UsualTimeNote } from './UsualTimeNote.tsx';
import { WaitMeter } from './WaitMeter.tsx';

/** One step: what was sent and what came back, how long it may take, and what came of it. */
export function StepDetail() {
  const say = useSay();
  const { start } = useActions();
  const number = useWindow(detailStep);
  const step = useWindow((state) => shownStep(state, detailStep(state)));
  const run = useWindow(checklistRun);
  const canStart = useWindow(
    (state) =>
      state.service === 'up' &&
      state.openedRun === null &&
      liveRun(state) === null &&
      state.chosen.port !== null,
  );
  if (step === null) return null;
  const { id } = stepRow(number);
  return (
    <div className={classes.detail}>
      <PortTrouble />
      <TriedCard />
      <ToolCard />
      <div className={classes.detailHead}>
        <h1>
          {number} {say(`step.${id}`)}
        </h1>
        <span className={parts['tag']} data-status={step.status}>
          {say(`status.${step.status}`)}
        </span>
        <div className={classes.detailTools}>
          {canStart && run?.state.purpose === 'bring_up' && step.status !== 'pending' && (
            <Button variant="default" onClick={() => void start({ fromStep: number })}>
              {say('window.runFromHere')}
            </Button>
          )}
          <StepMenu step={number} />
        </div>
      </div>
      <Recovering />
      <WaitMeter step={step} />
      <SilenceCard />
      <ReplayCard />
      <Outcome step={step} />
      {run !== null && <Attempts run={run} step={step} />}
      <p className={classes.note}>{say(`stepNote.${id}`)}</p>
      <UsualTimeNote step={step} />
    </div>
  );
}
