import { Button } from '@mantine/core';
import type { RunQuery } from '../../../shared/history.ts';
import { recordFaultText } from '../../../shared/messages/wording.ts';
import { ReasonedButton } from '../../parts/ReasonedButton.tsx';
import { exportThese } from '../../store/exporting.ts';
import { useLanguage, useSay } from '../../texts.ts';
import classes from './history.module.css';
import { compare, MOST_MARKED, unmarkAll, useHistory } from './history-store.ts';
import { useSayHistory } from './texts.ts';
import type { ShownRows } from './use-run-rows.ts';

interface FoundProps {
  readonly shown: ShownRows | null;
  readonly query: RunQuery;
}

/** How many runs there are, how far the search has come, and what can be done with them. */
export function Found({ shown, query }: FoundProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const count = shown?.view.count ?? 0;
  const percent = shown?.view.percent ?? null;
  const fault = shown?.view.fault ?? null;
  const number = count.toLocaleString(useLanguage());
  return (
    <div className={classes.found}>
      <div role="status" className={classes.count}>
        {shown !== null &&
          (percent === null
            ? sayHistory('history.count', { count: number })
            : sayHistory('history.searching', { count: number, percent: Math.floor(percent) }))}
        {percent !== null && (
          <progress value={percent} max={100} aria-label={sayHistory('history.search.progress')} />
        )}
      </div>
      {fault !== null && (
        <span role="alert" className={classes.fault}>
          {recordFaultText(say, fault)}
        </span>
      )}
      <Marked />
      <Button
        size="compact-sm"
        variant="default"
        disabled={count === 0}
        title={sayHistory('history.export.what')}
        onClick={() => exportThese({ kind: 'query', query })}
      >
        {sayHistory('history.export')}
      </Button>
    </div>
  );
}

/** What can be done with the runs that were marked. */
function Marked() {
  const sayHistory = useSayHistory();
  const marked = useHistory((state) => state.marked);
  const [one, other] = marked;
  if (one === undefined) return null;
  return (
    <div className={classes.marked} role="group" aria-label={sayHistory('history.marked.group')}>
      <b>{sayHistory('history.marked', { count: marked.size })}</b>
      {marked.size >= MOST_MARKED && <span>{sayHistory('history.marked.most')}</span>}
      <ReasonedButton
        size="compact-sm"
        obstacle={other !== undefined && marked.size === 2 ? null : sayHistory('history.compare.two')}
        onClick={() => {
          if (other !== undefined) compare({ one, other });
        }}
      >
        {sayHistory('history.compare')}
      </ReasonedButton>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => exportThese({ kind: 'runs', ids: [...marked] })}
      >
        {sayHistory('history.marked.export')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={unmarkAll}>
        {sayHistory('history.marked.clear')}
      </Button>
    </div>
  );
}
