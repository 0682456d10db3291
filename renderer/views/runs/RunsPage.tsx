import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { recordFaultText } from '../../../shared/messages/wording.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { useLogPicker } from '../frame/OpenLog.tsx';
import { RunRow } from './RunRow.tsx';
import classes from './runs.module.css';

/** The runs in the record, newest first. Opening one shows it as it was. */
export function RunsPage() {
  const say = useSay();
  const { listRuns } = useActions();
  const askForLog = useLogPicker();
  const list = useWindow(({ runList }) => runList);
  const bays = useWindow(({ station }) => station.bays);
  const ready = useWindow(({ service }) => service === 'up');
  // A run that began or ended elsewhere belongs into the list.
  useEffect(() => {
    if (ready) void listRuns(false);
  }, [bays, ready, listRuns]);
  if (list === null) return <p className={classes.empty}>{say('window.reading')}</p>;
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>{say('window.page.runs')}</h1>
        <Button variant="default" size="compact-sm" onClick={askForLog}>
          {say('log.open')}
        </Button>
      </div>
      {list.fault !== null && <p role="alert">{recordFaultText(say, list.fault)}</p>}
      {list.damaged > 0 && <p role="alert">{say('window.runs.damaged', { count: list.damaged })}</p>}
      {list.runs.length === 0 && list.fault === null ? (
        <p className={classes.empty}>{say('window.runs.none')}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{say('window.runs.outcome')}</th>
              <th>{say('window.runs.began')}</th>
              <th>{say('window.runs.unit')}</th>
              <th>IMEI</th>
              <th>{say('window.runs.profile')}</th>
              <th>{say('window.runs.port')}</th>
              <th className={classes.number}>{say('window.runs.time')}</th>
              <th>
                <span className="visually-hidden">{say('window.runs.open')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.runs.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      )}
      {list.more && (
        <Button variant="default" onClick={() => void listRuns(true)}>
          {say('window.runs.older')}
        </Button>
      )}
    </div>
  );
}
