import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Translate } from '../../../../shared/messages/index.ts';
import { StatusMark } from '../../../parts/StatusMark.tsx';
import { chosenProfile } from '../../../store/shown.ts';
import { startObstacle } from '../../../store/start-obstacle.ts';
import { type ToolOutcome, toolOutcome } from '../../../store/tool-outcome.ts';
import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import classes from './diagnosis.module.css';
import { remedyLabel } from './remedy-words.ts';

/** What a tool does that was set to work on the port, what came of it, and the run that follows. */
export function ToolCard() {
  const say = useSay();
  const { start } = useActions();
  const outcome = useWindow(useShallow(toolOutcome));
  const canStart = useWindow((state) => startObstacle(state) === null && state.openedRun === null);
  const profileRate = useWindow((state) => chosenProfile(state)?.profile.baudRate);
  const card = useRef<HTMLElement>(null);
  const result = outcome?.result;
  useEffect(() => {
    if (result !== undefined) card.current?.scrollIntoView({ block: 'nearest' });
  }, [result]);
  if (outcome === null) return null;
  const { rate } = outcome;
  const tried = { kind: 'try', changes: [{ field: 'baudRate', value: rate ?? 0 }] } as const;
  return (
    <section
      ref={card}
      className={classes.tried}
      data-tool={outcome.kind}
      data-result={result === 'answered' ? 'passed' : result}
      role="status"
    >
      {result === 'working' && <StatusMark status="running" />}
      <p>{wordsOf(say, outcome)}</p>
      {result === 'answered' && canStart && (
        <div className={classes.remedies}>
          {rate !== null && rate !== profileRate && (
            <Button size="compact-sm" onClick={() => void start({ changes: tried.changes })}>
              {remedyLabel(say, tried, 1)}
            </Button>
          )}
          {(rate === null || rate === profileRate) && (
            <Button size="compact-sm" onClick={() => void start()}>
              {say('remedy.run_from', { step: 1 })}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function wordsOf(say: Translate, { kind, result, rate }: ToolOutcome): string {
  return rate === null ? say(`tool.${kind}.${result}`) : say('tool.found', { rate });
}
