import { Button } from '@mantine/core';
import type { RowsView } from '../../service/run-rows.ts';
import { useActions } from '../../window-context.ts';
import classes from './history.module.css';
import { clearFilters, filtersOn, useHistory } from './history-store.ts';
import { focusSearch } from './SearchBox.tsx';
import { useSayHistory } from './texts.ts';

/** Why the list is empty, and what to do about it. */
export function NothingFound({ view }: { readonly view: RowsView }) {
  const sayHistory = useSayHistory();
  const { goTo } = useActions();
  const search = useHistory(({ wanted }) => wanted.search.trim());
  const filters = useHistory(filtersOn);
  const clear = (alsoSearch: boolean) => {
    focusSearch();
    clearFilters(alsoSearch);
  };
  if (view.fault !== null) return <div className={classes.nothing} />;
  if (view.percent !== null)
    return <p className={classes.nothing}>{sayHistory('history.none.yet', { search })}</p>;
  if (search === '' && filters === 0)
    return (
      <div className={classes.nothing}>
        <h2>{sayHistory('history.none')}</h2>
        <p>{sayHistory('history.none.what')}</p>
        <Button onClick={() => goTo('bench')}>{sayHistory('history.none.go')}</Button>
      </div>
    );
  return (
    <div className={classes.nothing}>
      <h2>
        {search === '' ? sayHistory('history.none.filtered') : sayHistory('history.none.found', { search })}
      </h2>
      <p>{sayHistory(search === '' ? 'history.none.filtered.what' : 'history.none.found.what')}</p>
      <div className={classes.nothingButtons}>
        {filters > 0 && (
          <Button variant="default" onClick={() => clear(false)}>
            {sayHistory('history.filters.clear')}
          </Button>
        )}
        {search !== '' && (
          <Button variant="default" onClick={() => clear(true)}>
            {sayHistory('history.all')}
          </Button>
        )}
      </div>
    </div>
  );
}
