import { useRef, useState } from 'react';
import { toClipboard } from '../../../parts/clipboard.ts';
import type { Wish } from '../../../service/log/row-requests.ts';
import type { LogSheet } from '../../../store/log-sheet.ts';
import { useActions, useLog } from '../../../window-context.ts';
import { placesOf, type Selection } from './selection.ts';

/** So many lines are copied without a word. */
const WITHOUT_ASKING = 20_000;
/** Lines whose length tells how much all of them are. */
const PROBED = 500;
const MEGABYTE = 1_000_000;

/** A copy of very many lines. `done` is null before somebody has said that it is wanted. */
export interface LongCopy {
  readonly count: number;
  readonly megabytes: number;
  readonly done: number | null;
}

/** Copies rows from the record, after a word where they are very many. */
export function useCopy(sheet: LogSheet) {
  const { feed } = useLog();
  const { tell } = useActions();
  const [long, setLong] = useState<LongCopy | null>(null);
  const [stop, wanted] = [useRef(new AbortController()), useRef<readonly Wish[]>([])];

  const write = async (count: number, onDone: (done: number) => void): Promise<void> => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    const texts: string[] = [];
    let done = 0;
    for await (const piece of feed.text(wanted.current, signal)) {
      if (piece === null) {
        tell({ kind: 'not_copied' });
        return;
      }
      texts.push(piece.text);
      done += piece.rows;
      onDone(done);
    }
    if (signal.aborted) return;
    tell((await toClipboard(texts.join(''))) ? { kind: 'copied', lines: count } : { kind: 'not_copied' });
  };

  const start = async (selection: Selection): Promise<void> => {
    const places = placesOf(selection);
    const count = places.to - places.from;
    wanted.current = sheet.parts(places).map(({ run, places: own }) => ({ rows: run.rows, places: own }));
    if (count <= WITHOUT_ASKING) await write(count, () => {});
    else setLong({ count, megabytes: await megabytes(count), done: null });
  };

  const megabytes = async (count: number): Promise<number> => {
    stop.current = new AbortController();
    for await (const piece of feed.text(wanted.current, stop.current.signal, PROBED))
      return Math.ceil(((piece?.text.length ?? 0) / PROBED) * (count / MEGABYTE));
    return 0;
  };

  return {
    start,
    long,
    confirm: async () => {
      if (long === null) return;
      setLong({ ...long, done: 0 });
      await write(long.count, (done) => setLong((before) => before && { ...before, done }));
      setLong(null);
    },
    cancel: () => {
      stop.current.abort();
      setLong(null);
    },
  };
}
