import { STEPS, type GroupId, type StepRow } from '../../../shared/plan.ts';
import { liveRun } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { ChecklistRow } from './ChecklistRow.tsx';
import { IdentityLines } from './IdentityLines.tsx';
import { VerdictCard } from './VerdictCard.tsx';

const GROUPS = STEPS.reduce<{ readonly id: GroupId; readonly rows: StepRow[] }[]>((groups, row) => {
  const last = groups.at(-1);
  if (last?.id === row.group) last.rows.push(row);
  else groups.push({ id: row.group, rows: [row] });
  return groups;
}, []);

/** The 19 steps in the document's order, and the verdict. */
export function Checklist() {
  const say = useSay();
  const { selectStep } = useActions();
  const selected = useWindow(({ selectedStep }) => selectedStep);
  const isLive = useWindow((state) => liveRun(state) !== null);
  return (
    <nav className={classes.steps} aria-label={say('window.checklist')}>
      {selected !== null && isLive && (
        <button type="button" className={classes.followBack} onClick={() => selectStep(null)}>
          {say('window.followRun')}
        </button>
      )}
      <div className={classes.rows}>
        {GROUPS.map(({ id, rows }) => (
          <section key={id} aria-label={say(`group.${id}`)}>
            <h2 className={classes.group}>{say(`group.${id}`)}</h2>
            <ol className={classes.list}>
              {rows.map((row) => (
                <ChecklistRow key={row.id} row={row} />
              ))}
            </ol>
            {id === 'network' && <IdentityLines />}
          </section>
        ))}
      </div>
      <VerdictCard />
    </nav>
  );
}
