import { ActionIcon } from '@mantine/core';
import { hexColumns } from '../../../shared/log/shown-bytes.ts';
import { Bytes } from '../../parts/Bytes.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { LineWords } from './LineWords.tsx';

/** The line that was pointed at, to its last byte, as text and as HEX. */
export function LineInFull() {
  const say = useSay();
  const { setLog } = useActions();
  const target = useWindow(({ log }) => log.target);
  const run = useWindow(({ segments }) => segments.find(({ runId }) => runId === target?.runId) ?? null);
  const index = target === null ? null : (run?.book.indexOfLine(target.no) ?? null);
  const entry = index === null ? undefined : run?.book.entries[index];
  if (entry?.kind !== 'line') return null;
  return (
    <section className={classes.inFull} aria-label={say('window.log.line')}>
      <div>
        <p>
          <Bytes bytes={entry.bytes} />
          <LineWords entry={entry} />
        </p>
        <p className="mono">{hexColumns(entry.bytes)}</p>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={say('window.dismiss')}
        onClick={() => setLog({ target: null })}
      >
        <Icon name="close" size={14} />
      </ActionIcon>
    </section>
  );
}
