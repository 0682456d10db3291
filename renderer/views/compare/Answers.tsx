import { visible } from '../../../shared/log-text.ts';
import type { RunDifference } from '../../../shared/run-difference.ts';
import { useSay } from '../../texts.ts';
import { useSayHistory } from '../history/texts.ts';
import classes from './compare.module.css';
import { Sign } from './Pairs.tsx';

interface AnswersProps {
  readonly difference: RunDifference;
  readonly only: boolean;
}

/** Commands that were answered otherwise, and those that only one run asked. */
export function Answers({ difference: { answers, unrecorded }, only }: AnswersProps) {
  const sayHistory = useSayHistory();
  if (only && answers.length + unrecorded.length === 0) return null;
  return (
    <section aria-label={sayHistory('compare.answers')}>
      <h2>{sayHistory('compare.answers')}</h2>
      {answers.length + unrecorded.length === 0 && (
        <p className={classes.note}>{sayHistory('compare.answers.same')}</p>
      )}
      {answers.map(({ step, command, before, after }) => (
        <div key={`${step ?? ''} ${command}`} className={classes.pair} data-differs>
          <Command step={step} command={command} />
          <Lines lines={before} />
          <Sign differs />
          <Lines lines={after} />
        </div>
      ))}
      {unrecorded.map(({ command, times }) => (
        <div key={command} className={classes.pair} data-differs>
          <Command step={null} command={command} />
          <span className={classes.value}>{sayHistory('compare.notAsked')}</span>
          <Sign differs />
          <span className={classes.value}>{sayHistory('compare.asked', { times })}</span>
        </div>
      ))}
    </section>
  );
}

function Command({ step, command }: { readonly step: number | null; readonly command: string }) {
  return (
    <span className={classes.label}>
      {step !== null && <span className={classes.stepNumber}>{step}</span>} <code>{visible(command)}</code>
    </span>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const say = useSay();
  return (
    <span className={classes.value}>
      {lines.length === 0 ? (
        <i className={classes.unknown}>{say('replay.silence')}</i>
      ) : (
        // Lines that are the same are told apart by their place alone.
        // oxlint-disable-next-line no-array-index-key
        lines.map((line, index) => <code key={index}>{visible(line)}</code>)
      )}
    </span>
  );
}
