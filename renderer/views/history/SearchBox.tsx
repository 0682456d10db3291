import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { RunQuery } from '../../../shared/history.ts';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import { useActions } from '../../window-context.ts';
import { useLogPicker } from '../frame/OpenLog.tsx';
import classes from './history.module.css';
import { seek, useHistory } from './history-store.ts';
import { useSayHistory } from './texts.ts';
import type { ShownRows } from './use-run-rows.ts';

/** So long after the last key the search begins by itself. */
const TYPING_MS = 250;

const SEARCH_ID = 'history-search';

/** What is typed from now on is searched for. */
export const focusSearch = (): void => document.getElementById(SEARCH_ID)?.focus();

interface SearchBoxProps {
  readonly shown: ShownRows | null;
  readonly query: RunQuery;
}

/** Looks for runs by number or by any text of their logs. A scanned number ends with Enter, which opens the only one. */
export function SearchBox({ shown, query }: SearchBoxProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const askForLog = useLogPicker();
  const typed = useHistory((state) => state.typed);
  const box = useRef<HTMLInputElement>(null);
  const takeOnly = useTakeOnly(shown, query);
  useEffect(() => {
    const { search } = useHistory.getState().wanted;
    if (typed === search) return undefined;
    const timer = setTimeout(() => seek({ search: typed }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  useStrayKeys();
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    // While a character is put together, the keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      useHistory.setState({ typed: '' });
      seek({ search: '' });
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector<HTMLElement>('[role=grid]')?.focus();
    }
    if (event.key !== 'Enter') return;
    if (useHistory.getState().wanted.search !== typed) seek({ search: typed });
    // The next number that is scanned takes the place of this one.
    event.currentTarget.select();
    if (typed.trim() !== '') takeOnly();
  };
  return (
    <div className={classes.head}>
      <h1>{say('window.page.history')}</h1>
      <TextInput
        id={SEARCH_ID}
        ref={box}
        className={classes.search}
        type="search"
        leftSection={<Icon name="search" size={15} />}
        placeholder={sayHistory('history.search.hint')}
        aria-label={sayHistory('history.search')}
        title={sayHistory('history.search.what')}
        maxLength={400}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={({ currentTarget }) => useHistory.setState({ typed: currentTarget.value })}
        onKeyDown={press}
      />
      <Button variant="default" title={sayHistory('history.openFile.what')} onClick={askForLog}>
        {sayHistory('history.openFile')}
      </Button>
    </div>
  );
}

/** Letters that nothing on the page has the focus for are searched for: a scanner types wherever the focus is. */
function useStrayKeys(): void {
  useEffect(() => {
    const press = ({ key, ctrlKey, altKey, metaKey }: globalThis.KeyboardEvent) => {
      const isLetter = [...key].length === 1 && key !== ' ' && !ctrlKey && !altKey && !metaKey;
      // The letter itself arrives there.
      if (isLetter && document.activeElement === document.body) focusSearch();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** Opens the run that a search finds, once it is known to be the only one. */
function useTakeOnly(shown: ShownRows | null, query: RunQuery): () => void {
  const { openRun } = useActions();
  const isAsked = useRef(false);
  const view = shown?.view ?? null;
  const only = shown?.rows.at(0) ?? null;
  const isDone = shown?.rows.query === query && view !== null && view.percent === null;
  const take = () => {
    // What is shown may still be of the text before.
    const isOfTyped = shown?.rows.query.search === useHistory.getState().typed.trim();
    if (!isAsked.current || !isDone || view === null || !isOfTyped) return;
    if (view.count === 1 && only === null) return;
    isAsked.current = false;
    if (view.count === 1 && only !== null) openRun(only.id);
  };
  useEffect(take);
  return () => {
    isAsked.current = true;
    take();
  };
}
