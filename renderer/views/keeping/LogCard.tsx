import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { byteSize } from '../../../shared/byte-size.ts';
import type { Kept } from '../../../shared/keeping.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './keeping.module.css';
import { PathLine } from './PathLine.tsx';

/** The text files of the runs: whether they are written, where they are, how large. */
export function LogCard({ logs }: { readonly logs: Kept['logs'] | null }) {
  const say = useSay();
  const { ask, changeSettings } = useActions();
  const isOn = useWindow(({ station }) => station.settings.sessionLog);
  const fault = useWindow(({ station }) => station.keeping.logFault);
  const [cannotOpen, setCannotOpen] = useState(false);
  const open = async () => {
    const reply = await ask((client) => client.keeping.openLogs());
    setCannotOpen(reply?.opened === false);
  };
  return (
    <section className={classes.card} aria-labelledby="kept-logs">
      <h2 id="kept-logs">{say('keeping.log')}</h2>
      <Checkbox
        size="xs"
        label={say('keeping.log.on')}
        checked={isOn}
        onChange={({ currentTarget }) => void changeSettings({ sessionLog: currentTarget.checked })}
      />
      <p className={classes.hint}>{say('keeping.log.what')}</p>
      {fault !== null && (
        <p className={classes.fault} role="alert">
          {say('keeping.log.fault', { code: fault })}
        </p>
      )}
      {logs !== null && (
        <>
          <PathLine path={logs.folder} />
          <dl className={classes.figures}>
            <dt>{say('keeping.log.files')}</dt>
            <dd>{logs.files}</dd>
            <dt>{say('keeping.size')}</dt>
            <dd>
              {say('keeping.log.size', { size: byteSize(logs.bytes), limit: byteSize(logs.limitBytes) })}
            </dd>
          </dl>
          <div>
            <Button size="compact-sm" variant="default" onClick={() => void open()}>
              {say('keeping.log.open')}
            </Button>
          </div>
          {cannotOpen && (
            <p className={classes.hint} role="status">
              {say('keeping.log.cannotOpen')}
            </p>
          )}
        </>
      )}
    </section>
  );
}
