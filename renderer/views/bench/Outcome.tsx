import { Button } from '@mantine/core';
import { isObserved } from '../../../shared/events.ts';
import { visible } from '../../../shared/log-text.ts';
import { detailKey } from '../../../shared/messages/wording.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import type { StepState } from '../../../shared/run-state.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { type Cause, causeAt } from './cause-at.ts';
import { fieldAtFault } from './field-at-fault.ts';

const RETURN_CODES = [1, 2, 3, 4, 5] as const;

/** What came of a step: what is wrong and where to mend it, or what a pass rests on less than it should. */
export function Outcome({ step }: { readonly step: StepState }) {
  const say = useSay();
  const finish = useWindow((state) => shownState(state).finish);
  const link = useWindow((state) => shownState(state).link);
  const cause = causeAt({ finish, link }, step);
  const { outcome } = step;
  if (cause !== null) return <Why cause={cause} step={step.number} />;
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

/** The cause in words, what was said, and the field to mend. */
function Why({ cause, step }: { readonly cause: Cause; readonly step: StepNumber }) {
  const say = useSay();
  const { editField } = useActions();
  // The profile on the screen is not the one that an old run, or somebody else's firmware, was run with.
  const isOld = useWindow((state) => state.openedRun !== null || isObserved(shownState(state).purpose));
  const returned = useWindow((state) => shownState(state).measurements.connack_code?.value);
  const field = isOld ? null : fieldAtFault(cause.code);
  const number = step === 13 ? RETURN_CODES.find((each) => each === returned) : undefined;
  return (
    <section className={classes.card} data-level={cause.level} role="alert">
      <h2>{say('window.why')}</h2>
      <p>{say(`failure.${cause.code}`)}</p>
      {number !== undefined && <p>{`CONNACK ${number}: ${say(`connack.${number}`)}`}</p>}
      {cause.detail !== null && (
        <p className={classes.quoted}>{say(detailKey(cause.code), { text: visible(cause.detail) })}</p>
      )}
      {field !== null && (
        <Button size="compact-sm" variant="default" onClick={() => editField(field)}>
          {say('window.openFieldOf', { field: say(`form.field.${field}`) })}
        </Button>
      )}
    </section>
  );
}
