import { Button } from '@mantine/core';
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useEffect, useId, useState } from 'react';
import { entryOf } from '../../../shared/console/typed-text.ts';
import { historyWith, keepHistory, readHistory } from '../../store/console-history.ts';
import { consoleRoom, hasConsole } from '../../store/console-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { ROOM_WORDS } from './console-words.ts';
import { ConsoleFoot } from './ConsoleFoot.tsx';
import classes from './console.module.css';
import { Lists } from './Lists.tsx';
import { offerId, Offers } from './Offers.tsx';
import { Progress } from './Progress.tsx';
import { isTypingKey, offers, pressed, taken, typed } from './typing.ts';

/** Types commands to the module. What cannot be sent right now says why in place. */
export function ConsoleLine() {
  const say = useSay();
  const { sendTyped, closeConsole, lineTyped, pauseRun } = useActions();
  const room = useWindow(consoleRoom);
  const isOpen = useWindow(hasConsole);
  const ahead = useWindow(({ typedAhead }) => typedAhead);
  const [proposed, setProposed] = useState<string | null>(null);
  const [typing, setTyping] = useState(() => typed(''));
  const [hex, setHex] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);
  const [history, setHistory] = useState(() => readHistory(window.localStorage));
  const id = useId();
  const canType = room === 'free' || room === 'paused';
  const read = entryOf(typing.line, hex);
  const rows = hex || !isFocused ? [] : offers(typing);

  // A proposed line takes the place of what was typed, once.
  if (ahead !== proposed) {
    setProposed(ahead);
    if (ahead !== null) {
      setTyping({ ...typed(ahead), offering: false });
      setHex(false);
    }
  }
  useEffect(() => {
    if (ahead === null) return;
    document.getElementById(id)?.focus();
    lineTyped();
  }, [ahead, id, lineTyped]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!canType || !read.ok || !(await sendTyped([read.entry]))) return;
    const next = hex ? history : historyWith(history, typing.line.trim());
    setHistory(next);
    keepHistory(window.localStorage, next);
    setTyping(typed(''));
  };
  const press = (event: KeyboardEvent) => {
    const { key, shiftKey, ctrlKey, altKey, metaKey, nativeEvent } = event;
    // While a character is put together, the keys belong to the input method.
    if (nativeEvent.isComposing || shiftKey || ctrlKey || altKey || metaKey) return;
    const next = hex || !isTypingKey(key) ? null : pressed(typing, key, history);
    if (next === null) return;
    event.preventDefault();
    setTyping(next);
  };
  /** Several lines at once are shown before they are sent. */
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text');
    if (!/\S[^]*[\r\n]+[^]*\S/.test(text)) return;
    event.preventDefault();
    setPasted(text);
  };
  return (
    <div className={classes.console} data-room={room}>
      <form className={classes.line} onSubmit={(event) => void submit(event)}>
        <span aria-hidden="true">›</span>
        <input
          id={id}
          className="mono"
          role="combobox"
          aria-label={say('window.console')}
          aria-expanded={rows.length > 0}
          aria-controls={`${id}-offers`}
          aria-autocomplete="list"
          {...(typing.chosen !== null && { 'aria-activedescendant': offerId(`${id}-offers`, typing.chosen) })}
          placeholder={say(hex && canType ? 'console.hex.hint' : ROOM_WORDS[room])}
          disabled={!canType}
          value={typing.line}
          spellCheck={false}
          autoComplete="off"
          maxLength={hex ? 6200 : 1000}
          onChange={({ currentTarget }) => setTyping(typed(currentTarget.value))}
          onKeyDown={press}
          onPaste={paste}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
        {rows.length > 0 && (
          <Offers
            id={`${id}-offers`}
            rows={rows}
            chosen={typing.chosen}
            onTake={(index) => setTyping(taken(typing, index))}
          />
        )}
        <Progress />
        {room === 'running' && (
          <Button size="compact-sm" variant="default" onClick={() => void pauseRun()}>
            {say('console.pause')}
          </Button>
        )}
        <button
          type="button"
          className={classes.chip}
          aria-label={say('console.hex')}
          aria-pressed={hex}
          title={say('console.hex.what')}
          disabled={!canType}
          onClick={() => setHex(!hex)}
        >
          HEX
        </button>
        <Lists pasted={pasted} onPastedDone={() => setPasted(null)} />
        {isOpen && room !== 'service' && (
          <Button size="compact-sm" variant="subtle" onClick={() => void closeConsole()}>
            {say('window.console.close')}
          </Button>
        )}
        <Button type="submit" size="compact-sm" disabled={!canType || !read.ok}>
          {say('window.console.send')}
        </Button>
      </form>
      <ConsoleFoot
        line={typing.line}
        read={read}
        hex={hex}
        chosen={rows[typing.chosen ?? rows.length] ?? null}
      />
    </div>
  );
}
