import { ActionIcon } from '@mantine/core';
import { type UIEvent, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { hexColumns } from '../../../../shared/log/shown-bytes.ts';
import type { LineRow } from '../../../../shared/log-view.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { useSay } from '../../../texts.ts';
import { useActions, useLog, useWindow } from '../../../window-context.ts';
import { LineWords } from '../LineWords.tsx';
import { finder } from './found.ts';
import { LineBytes } from './LineBytes.tsx';
import classes from './log.module.css';
import { piecesOf } from './line-pieces.ts';

/** Nearer to the end than this, more of a long line is shown. */
const NEAR_END_PX = 200;
/** How often a line that may still grow is asked for again, milliseconds. */
const EVERY_MS = 100;

/** The line that was pointed at, to its last byte, as text and as HEX. */
export function LineInFull() {
  const say = useSay();
  const { setLog } = useActions();
  const line = useTargetLine();
  if (line === null) return null;
  return (
    <section className={classes.inFull} aria-label={say('window.log.line')}>
      <Pieces key={line.no} line={line} />
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

function useTargetLine(): LineRow | null {
  const { lines } = useLog();
  const target = useWindow(({ log }) => log.target);
  const version = useWindow(
    ({ segments }) => segments.find(({ runId }) => runId === target?.runId)?.log?.version ?? null,
  );
  const { runId = '', no = 0 } = target ?? {};
  const wanted = useMemo(() => ({ runId, no }), [runId, no]);
  useSyncExternalStore(lines.subscribe, lines.version);
  const line = no === 0 ? null : lines.answer(wanted);
  // A line that is complete stays as it is.
  const as = line?.open === false ? 'complete' : String(version);
  useEffect(() => {
    if (no > 0 && version !== null && as !== 'complete') lines.want(wanted, as, EVERY_MS);
  }, [lines, wanted, no, as, version]);
  return line;
}

/** A long line piece by piece; more of it comes as somebody scrolls to it. */
function Pieces({ line }: { readonly line: LineRow }) {
  const say = useSay();
  const filter = useWindow(({ log }) => log.filter);
  // The service may not have looked at this line with an expression, and so it may take for ever.
  const found = useMemo(() => (filter.pattern ? [] : finder(filter)(line, '').plain), [filter, line]);
  const [shown, setShown] = useState(1);
  const pieces = useMemo(() => piecesOf(line.bytes), [line.bytes]);
  const rest = line.length - line.bytes.length;
  const scrolled = ({ currentTarget }: UIEvent) => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget;
    if (shown < pieces.length && scrollHeight - scrollTop - clientHeight < NEAR_END_PX) setShown(shown + 1);
  };
  return (
    <div
      className={classes.pieces}
      // oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      role="group"
      aria-label={say('window.log.line')}
      onScroll={scrolled}
    >
      {pieces.slice(0, shown).map(({ from, plainFrom, bytes }) => (
        <div key={from}>
          {pieces.length > 1 && (
            <p className={classes.place}>
              {say('logView.bytes', { from: from + 1, to: from + bytes.length })}
            </p>
          )}
          <p className="mono">
            <LineBytes bytes={bytes} found={found} from={plainFrom} />
            {pieces.length === 1 && <LineWords entry={line} />}
          </p>
          <p className={`mono ${classes.inHex ?? ''}`}>{hexColumns(bytes)}</p>
        </div>
      ))}
      {shown >= pieces.length && rest > 0 && (
        <p className={classes.place}>{say('logView.rest', { bytes: rest.toLocaleString('en') })}</p>
      )}
    </div>
  );
}
