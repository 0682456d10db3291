import classes from './history.module.css';
import { useSayHistory } from './texts.ts';

const COLUMNS = [
  'outcome',
  'began',
  'unit',
  'imei',
  'iccid',
  'network',
  'profile',
  'person',
  'port',
  'time',
] as const;

/** The names of the columns. */
export function ListHead() {
  const sayHistory = useSayHistory();
  return (
    <div role="rowgroup" className={classes.listHead}>
      <div role="row" aria-rowindex={1} className={classes.columns}>
        <span role="columnheader">
          <span className="visually-hidden">{sayHistory('history.mark')}</span>
        </span>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" data-column={column}>
            {sayHistory(`history.${column}`)}
          </span>
        ))}
      </div>
    </div>
  );
}
