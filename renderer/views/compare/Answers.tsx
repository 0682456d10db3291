import { visible } from '../../../shared/log-text.ts';
import type { AskedAlone, RunDifference } from '../../../shared/run-difference.ts';
import { useSay } from '../../texts.ts';
import { useSayHistory } from '../history/texts.ts';
import classes from './compare.module.css';
import { Sign } from './Pairs.tsx';

interface AnswersProps {
  readonly difference: RunDifference;
  readonly only: boolean;
}

/** Commands that were answered otherwise, and those that only one run asked. */
export function Answers({ difference: { answers, unrecorded, unasked }, only }: AnswersProps) {
  const sayHistory = useSayHistory();
  const isSame = answers.length + unrecorded.length + unasked.length === 0;
  if (only && isSame) return null;
  return (
    <section aria-label={sayHistory('compare.answers')}>
      <h2>{sayHistory('compare.answers')}</h2>
      {isSame && <p className={classes.note}>{sayHistory('compare.answers.same')}</p>}
      {answers.map(({ step, command, before, after }) => (
        <div key={`${step ?? ''} ${command}`} className={classes.pair} data-differs>
          <Command step={step} command={command} />
          <Lines lines={before} />
          <Sign differs />
          <Lines lines={after} />
        </div>
      ))}
      {unasked.map((asked) => (
        <Alone key={asked.command} asked={asked} by="first" />
      ))}
      {unrecorded.map((asked) => (
        <Alone key={asked.command} asked={asked} by="second" />
      ))}
    </section>
  );
}

interface AloneProps {
  readonly asked: AskedAlone;
  readonly by: 'first' | 'second';
}

function Alone({ asked: { command, times }, by }: AloneProps) {
  const sayHistory = useSayHistory();
  const count = <span className={classes.value}>{sayHistory('compare.asked', { times })}</span>;
  const none = <span className={classes.value}>{sayHistory('compare.notAsked')}</span>;
  return (
    <div className={classes.pair} data-differs>
      <Command step={null} command={command} />
      {by === 'first' ? count : none}
      <Sign differs />
      {by === 'first' ? none : count}
    </div>
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
