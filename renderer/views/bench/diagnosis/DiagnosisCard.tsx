import type { Diagnosis } from '../../../../shared/diagnosis.ts';
import { stepRow } from '../../../../shared/plan.ts';
import type { ShownRun } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import { CauseItem } from './CauseItem.tsx';
import classes from './diagnosis.module.css';
import { Instead } from './Instead.tsx';

interface DiagnosisCardProps {
  readonly diagnosis: Diagnosis;
  readonly run: ShownRun;
  readonly level: 'failed' | 'errored' | 'cancelled' | 'warned';
}

/**
 * Four answers in this order: what was expected, what came instead, why, and what to do next. Where the record failed, the
 * unit has no part in it.
 */
export function DiagnosisCard({ diagnosis, run, level }: DiagnosisCardProps) {
  const say = useSay();
  const { step, got, causes, unknown } = diagnosis;
  return (
    <section className={classes.card} data-level={level} role="alert" aria-label={say('diagnosis.card')}>
      {diagnosis.code !== 'record_failed' && (
        <dl className={classes.facts}>
          {step !== null && (
            <>
              <dt>{say('diagnosis.expected')}</dt>
              <dd>{say(`expected.${stepRow(step).id}`)}</dd>
            </>
          )}
          <dt>{say('diagnosis.instead')}</dt>
          <dd>
            <Instead events={got} code={diagnosis.code} run={run} />
          </dd>
        </dl>
      )}
      <h2>{say('window.why')}</h2>
      <ol className={classes.causes}>
        {causes.map((cause, index) => (
          <CauseItem key={`${run.runId} ${cause.id}`} cause={cause} rank={index + 1} step={step} run={run} />
        ))}
      </ol>
      {unknown.length > 0 && (
        <p className={classes.unknown}>
          {say('diagnosis.notKnown', { what: unknown.map((id) => say(`unknown.${id}`)).join(' · ') })}
        </p>
      )}
    </section>
  );
}
