import type { Diagnosis } from '../../../shared/diagnosis.ts';
import { detailText } from '../../../shared/messages/wording.ts';
import type { StepState } from '../../../shared/run-state.ts';
import { shownDiagnosis } from '../../store/diagnosed.ts';
import { checklistRun, shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { type Cause, causeAt } from './cause-at.ts';
import { DiagnosisCard } from './diagnosis/DiagnosisCard.tsx';

/** What came of a step: what is wrong and where to mend it, or what a pass rests on less than it should. */
export function Outcome({ step }: { readonly step: StepState }) {
  const say = useSay();
  const finish = useWindow((state) => shownState(state).finish);
  const link = useWindow((state) => shownState(state).link);
  const run = useWindow(checklistRun);
  const diagnosis = useWindow(shownDiagnosis);
  const cause = causeAt({ finish, link }, step);
  const { outcome } = step;
  // A port that went away has a card of its own, which says the same.
  const isSaid = finish !== null && link.fault !== null;
  if (!isSaid && diagnosis !== null && run !== null && isAbout(diagnosis, step, cause !== null))
    return <DiagnosisCard diagnosis={diagnosis} run={run} level={cause?.level ?? 'warned'} />;
  if (!isSaid && cause !== null) return <Why cause={cause} />;
  if (outcome?.kind === 'skipped') return <p className={classes.note}>{say(`skipped.${outcome.reason}`)}</p>;
  if (outcome?.kind === 'not_applicable')
    return <p className={classes.note}>{say(`notApplicable.${outcome.reason}`)}</p>;
  if (outcome?.kind !== 'passed' || outcome.warnings.length === 0) return null;
  return (
    <section className={classes.card} data-level="warned">
      <h2>{say('window.passedBut')}</h2>
      {outcome.warnings.map((warning) => (
        <p key={warning}>{say(`warning.${warning}`)}</p>
      ))}
    </section>
  );
}

/** A diagnosis that is no step's stands where the run ended; one of a step that goes on, with that step. */
function isAbout({ step }: Diagnosis, { number, outcome }: StepState, hasEndedHere: boolean): boolean {
  return step === null ? hasEndedHere : step === number && (hasEndedHere || outcome === null);
}

/** What ended a step of which nothing more is to be explained: it was stopped, or is still being read. */
function Why({ cause }: { readonly cause: Cause }) {
  const say = useSay();
  return (
    <section className={classes.card} data-level={cause.level} role="alert">
      <h2>{say('window.why')}</h2>
      <p>{say(`failure.${cause.code}`)}</p>
      {cause.detail !== null && <p className={classes.quoted}>{detailText(say, cause.code, cause.detail)}</p>}
    </section>
  );
}
