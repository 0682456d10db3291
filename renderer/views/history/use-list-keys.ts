import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback } from 'react';
import type { RunRows } from '../../service/run-rows.ts';
import { useActions } from '../../window-context.ts';
import { mark, MOST_MARKED, toggleMark, unmarkAll, useHistory } from './history-store.ts';
import { listKey } from './list-key.ts';
import type { RowPart } from './RunRow.tsx';
import { focusSearch } from './SearchBox.tsx';

interface ListKeysProps {
  readonly rows: RunRows;
  readonly count: number;
  /** Rows in sight. */
  readonly page: number;
  readonly show: (index: number) => void;
  /** The list itself. */
  readonly list: RefObject<HTMLElement | null>;
}

/** What keys and clicks do in the list. */
export function useListKeys({ rows, count, page, show, list }: ListKeysProps) {
  const { openRun } = useActions();
  const open = useCallback(
    (index: number) => {
      const run = rows.at(index);
      useHistory.setState({ active: index });
      if (run != null) openRun(run.id);
    },
    [rows, openRun],
  );
  const markBetween = useCallback(
    async (one: number, other: number) => {
      const runs = await rows.between(one, other, MOST_MARKED);
      mark(runs.map(({ id }) => id));
    },
    [rows],
  );
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.metaKey || event.ctrlKey) return;
    if (pressesButton(event)) return;
    const { active } = useHistory.getState();
    const at = Math.min(active, count - 1);
    const action = listKey(event, { at, count, page });
    if (action === null) return;
    switch (action.kind) {
      case 'go':
        useHistory.setState({ active: action.to });
        show(action.to);
        if (event.shiftKey) void markBetween(at, action.to);
        break;
      case 'open':
        open(at);
        break;
      case 'mark':
        markOne(rows, at);
        break;
      case 'unmark':
        unmarkAll();
        break;
      case 'type':
        // The letter itself arrives there.
        focusSearch();
        return;
    }
    event.preventDefault();
  };
  const click = useCallback(
    (index: number, part: RowPart, event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey'>) => {
      const { active } = useHistory.getState();
      // Rows go away when they are scrolled out of sight, and the focus would go with them.
      list.current?.focus({ preventScroll: true });
      if (event.shiftKey) {
        void markBetween(active, index);
        window.getSelection()?.removeAllRanges();
      } else if (part === 'mark' || event.ctrlKey) {
        useHistory.setState({ active: index });
        markOne(rows, index);
      } else open(index);
    },
    [rows, open, markBetween, list],
  );
  return { press, click };
}

/** The keys of a button in the list are its own. */
const pressesButton = ({ key, target }: KeyboardEvent): boolean =>
  target instanceof HTMLButtonElement && (key === 'Enter' || key === ' ');

function markOne(rows: RunRows, index: number): void {
  const run = rows.at(index);
  if (run != null) toggleMark(run.id);
}
