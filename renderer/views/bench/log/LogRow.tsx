import { memo } from 'react';
import { entryWords } from '../../../../shared/log/entry-words.ts';
import { hexColumns } from '../../../../shared/log/shown-bytes.ts';
import type { LineRow, LogRow as Row } from '../../../../shared/log-view.ts';
import type { Places } from '../../../store/log-rows.ts';
import type { LogTime } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import { type Tone, toneOf } from '../tone.ts';
import type { Find } from './found.ts';
import { LineBytes } from './LineBytes.tsx';
import classes from './log.module.css';
import { Marked } from './Marked.tsx';
import { Repeats } from './Repeats.tsx';
import { rowTime } from './row-time.ts';

/** What stands in front of a row, and on the buttons that show only such rows. */
export const MARKS: Readonly<Record<Tone, string>> = {
  sent: '→',
  received: '←',
  unsolicited: '!',
  refusal: '←',
  note: '·',
};

/** Bytes of a line that a row shows: more than fit into any window. */
const SHOWN = 256;
/** Bytes beside the text. */
const SHOWN_HEX = 16;

export interface LogRowProps {
  readonly row: Row;
  readonly startedAtMs: number;
  readonly hex: boolean;
  readonly time: LogTime;
  readonly find: Find;
  /** Where it stands in the log, from 0; null where it stands alone. */
  readonly place?: number | null;
  readonly aimed?: boolean;
  readonly selected?: boolean;
  readonly focused?: boolean;
  /** Shows every repetition of a command; absent where that is not offered. */
  readonly onUnfold?: () => void;
}

export const rowId = (place: number): string => `log-row-${place}`;

/** One line of the log: when, which way, what, in which step. It is one line high, whatever stands in it. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const {
    row,
    startedAtMs,
    hex,
    time,
    find,
    place = null,
    aimed = false,
    selected,
    focused,
    onUnfold,
  } = props;
  const say = useSay();
  const tone = toneOf(row);
  const words = entryWords(say, row);
  const found = find(row, words);
  const isPlaced = place !== null;
  const cell = isPlaced ? { role: 'gridcell' } : {};
  return (
    <div
      className={classes.line}
      data-tone={tone}
      data-aimed={aimed || undefined}
      data-focus={focused || undefined}
      {...(isPlaced && {
        id: rowId(place),
        role: 'row',
        'aria-rowindex': place + 1,
        'aria-selected': selected === true,
      })}
    >
      <span {...cell} className={classes.time} data-relative={time !== 'clock' || undefined}>
        {rowTime(row, time, startedAtMs)}
      </span>
      <span {...cell}>{MARKS[tone]}</span>
      {row.kind === 'note' ? (
        <span {...cell} className={classes.note}>
          <Marked text={words} found={found.words} />
        </span>
      ) : (
        <span {...cell} className={classes.text}>
          <span className={classes.cut}>
            <LineBytes bytes={row.bytes.slice(0, SHOWN)} found={found.plain} />
            {row.length > SHOWN && ' …'}
            {words !== '' && (
              <span className={classes.words}>
                — <Marked text={words} found={found.words} />
              </span>
            )}
          </span>
          {row.length > SHOWN && (
            <span className={classes.tag}>
              {say('logView.length', { bytes: row.length.toLocaleString('en') })}
            </span>
          )}
          {row.repeats !== null && (
            <Repeats repeats={row.repeats} startedAtMs={startedAtMs} onUnfold={onUnfold ?? null} />
          )}
        </span>
      )}
      {hex && (
        <span {...cell} className={classes.hex}>
          {row.kind === 'line' && <Hex row={row} found={found.hex} />}
        </span>
      )}
      <span {...cell} className={classes.step}>
        {tone === 'unsolicited'
          ? say('window.unsolicitedShort')
          : row.kind === 'line'
            ? (row.step ?? '')
            : ''}
      </span>
    </div>
  );
});

function Hex({ row, found }: { readonly row: LineRow; readonly found: readonly Places[] }) {
  return (
    <>
      <Marked text={hexColumns(row.bytes.slice(0, SHOWN_HEX))} found={found} />
      {row.length > SHOWN_HEX && ' …'}
    </>
  );
}
