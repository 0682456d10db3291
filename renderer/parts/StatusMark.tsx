import type { StepStatus } from '../../shared/run-state.ts';
import { Icon, type IconName } from './Icon.tsx';
import classes from './parts.module.css';

const MARKS: Readonly<Record<StepStatus, IconName | null>> = {
  pending: null,
  running: null,
  waiting: null,
  passed: 'check',
  warned: 'exclamation',
  failed: 'cross',
  errored: 'question',
  skipped: 'dash',
  not_applicable: 'dash',
  cancelled: 'square',
};

/** The state of a step as a shape; the word stands beside it. */
export function StatusMark({ status, size = 16 }: { readonly status: StepStatus; readonly size?: number }) {
  const mark = MARKS[status];
  return (
    <span
      className={classes.status}
      data-status={status}
      data-size={size > 20 ? 'large' : 'small'}
      aria-hidden="true"
    >
      {mark === null ? null : <Icon name={mark} size={size * 0.65} weight={3.2} />}
    </span>
  );
}
