import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { Checklist } from './Checklist.tsx';
import { FirstScreen } from './FirstScreen.tsx';
import { LogPanel } from './log/LogPanel.tsx';
import { StepDetail } from './StepDetail.tsx';
import { UnitPanel } from './UnitPanel.tsx';

/** One unit: the 19 steps, the step that matters, the log, and what the unit tells of itself. */
export function BenchPage() {
  const isFirst = useWindow(
    ({ chosen, segments, openedRun }) => chosen.port === null && segments.length === 0 && openedRun === null,
  );
  const collapsed = useWindow(({ log }) => log.collapsed);
  return (
    <div className={classes.bench}>
      <Checklist />
      {isFirst ? (
        <FirstScreen />
      ) : (
        <>
          <section className={classes.centre} data-log={collapsed ? 'collapsed' : 'open'}>
            <StepDetail />
            <LogPanel />
          </section>
          <UnitPanel />
        </>
      )}
    </div>
  );
}
