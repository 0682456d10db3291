import { useMemo } from 'react';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { ComparePage } from '../compare/ComparePage.tsx';
import { Filters } from './Filters.tsx';
import { Found } from './Found.tsx';
import classes from './history.module.css';
import { HistoryList } from './HistoryList.tsx';
import { queryOf, useHistory } from './history-store.ts';
import { NothingFound } from './NothingFound.tsx';
import { SearchBox } from './SearchBox.tsx';
import { useFacets } from './use-facets.ts';
import { useRunRows } from './use-run-rows.ts';
import { useToday } from './use-today.ts';

/** Everything that was ever recorded: to be found, looked at, compared and handed on. */
export function HistoryPage() {
  const compared = useHistory((state) => state.compared);
  return compared === null ? <List /> : <ComparePage pair={compared} />;
}

function List() {
  const say = useSay();
  const wanted = useHistory((state) => state.wanted);
  const period = useHistory((state) => state.period);
  const today = useToday();
  const query = useMemo(() => queryOf({ wanted, period }, today), [wanted, period, today]);
  const shown = useRunRows(query);
  const facets = useFacets();
  const isGone = useWindow(({ service }) => service === 'gone');
  return (
    <div className={classes.page}>
      <SearchBox shown={shown} query={query} />
      <Filters facets={facets} />
      <Found shown={shown} query={query} />
      {shown === null ? (
        <p className={classes.empty}>{say(isGone ? 'window.obstacle.service' : 'window.reading')}</p>
      ) : shown.view.count === 0 ? (
        <NothingFound view={shown.view} />
      ) : (
        <HistoryList rows={shown.rows} view={shown.view} />
      )}
    </div>
  );
}
