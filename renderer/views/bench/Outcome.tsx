import { Button } from '@mantine/core';
import type { StepState } from '../../../shared/run-state.ts';
import { visible } from '../../../shared/log-text.ts';
import { detailKey } from '../../../shared/messages/wording.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { fieldAtFault } from './field-at-fault.ts';

const RETURN_CODES = [1, 2, 3, 4, 5] as const;

/** What came of a step: what is wrong and where to mend it, or what a pass rests on less than it should. */
export function Outcome({ step }: { readonly step: StepState }) {
  const say = useSay();
  const { editField } = useActions();
  const isOld = useWindow(({ openedRun }) => openedRun !== null);
  const returned = useWindow((state) => shownState(state).measurements.connack_code?.value);
  const { outcome } = step;
  if (outcome === null) return null;
  if (outcome.kind === 'skipped') return <p className={classes.note}>{say(`skipped.${outcome.reason}`)}</p>;
  if (outcome.kind === 'not_applicable')
    return <p className={classes.note}>{say(`notApplicable.${outcome.reason}`)}</p>;
  if (outcome.kind === 'passed')
    return outcome.warnings.length === 0 ? null : (
      <section className={classes.card} data-level="warned">
        <h2>{say('window.passedBut')}</h2>
        {outcome.warnings.map((warning) => (
          <p key={warning}>{say(`warning.${warning}`)}</p>
        ))}
      </section>
    );
  const field = isOld ? null : fieldAtFault(outcome.code);
  const number = step.number === 13 ? RETURN_CODES.find((each) => each === returned) : undefined;
  return (
    <section className={classes.card} data-level={outcome.kind} role="alert">
      <h2>{say('window.why')}</h2>
      <p>{say(`failure.${outcome.code}`)}</p>
      {number !== undefined && <p>{`CONNACK ${number}: ${say(`connack.${number}`)}`}</p>}
      {outcome.detail !== undefined && (
        <p className={classes.quoted}>{say(detailKey(outcome.code), { text: visible(outcome.detail) })}</p>
      )}
      {field !== null && (
        <Button size="compact-sm" variant="default" onClick={() => editField(field)}>
          {say('window.openFieldOf', { field: say(`form.field.${field}`) })}
        </Button>
      )}
    </section>
  );
}
