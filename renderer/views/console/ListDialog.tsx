import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ListedEntry, readCommandList } from '../../../shared/console/command-list.ts';
import {
  answered,
  asksIn,
  linesWithSecrets,
  withoutListSecrets,
} from '../../../shared/console/list-secrets.ts';
import type { CommandList } from '../../../shared/station.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { consoleRoom, typedProgress } from '../../store/console-state.ts';
import type { WindowState } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { AskedSecrets } from './AskedSecrets.tsx';
import classes from './console.module.css';
import { ROOM_WORDS } from './console-words.ts';
import { ListText } from './ListText.tsx';
import { listFileName } from './new-list.ts';

interface ListDialogProps {
  readonly list: CommandList;
  /** It was pasted into the line: it is to be sent rather than to be kept. */
  readonly isPasted?: boolean;
  readonly onClose: () => void;
}

/** A list of commands: to be looked at, changed, stored, handed on and sent. */
export function ListDialog({ list, isPasted = false, onClose }: ListDialogProps) {
  const say = useSay();
  const { sendTyped, saveList, removeList, saveText } = useActions();
  const isStored = useWindow(({ station }) => station.settings.commandLists.some(({ id }) => id === list.id));
  const obstacle = useWindow(obstacleOf);
  const [name, setName] = useState(list.name);
  const [text, setText] = useState(list.text);
  const [asking, setAsking] = useState(!isPasted);
  const [answers, setAnswers] = useState<readonly string[]>([]);
  const read = readCommandList(text);
  const entries = read.ok ? read.entries : [];
  const asks = entries.reduce((sum, each) => sum + asksIn(each.text), 0);
  const isAnswered = Array.from({ length: asks }, (_, index) => answers[index] ?? '').every(
    (each) => each !== '',
  );
  const canSend = read.ok && isAnswered && obstacle === null;
  const send = async () => {
    if (await sendTyped(filled(entries, answers))) onClose();
  };
  const save = async () => {
    if (!asking) setAsking(true);
    else {
      await saveList({ ...list, name: name.trim(), text: withoutListSecrets(text) });
      onClose();
    }
  };
  const title = isPasted
    ? say('list.pasted', { count: entries.length })
    : say(isStored ? 'list.title' : 'list.new');
  return (
    <Dialog
      onClose={onClose}
      title={title}
      size={640}
      closeButtonProps={{ 'aria-label': say('window.cancel') }}
      classNames={{ title: classes.title }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSend) void send();
        }}
      >
        {asking && (
          <TextInput
            label={say('list.name')}
            value={name}
            maxLength={80}
            {...(list.name === '' && { 'data-autofocus': true })}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
        <ListText text={text} read={read} withheld={linesWithSecrets(text)} onChange={setText} />
        <AskedSecrets entries={entries} answers={answers} onChange={setAnswers} />
        <div className={classes.buttons}>
          {isStored && (
            <Button variant="default" color="red" onClick={() => void removeList(list.id).then(onClose)}>
              {say('list.delete')}
            </Button>
          )}
          {asking && (
            <Button
              variant="default"
              disabled={!read.ok}
              onClick={() => void saveText(listFileName(name), withoutListSecrets(text))}
            >
              {say('list.export')}
            </Button>
          )}
          <span className={classes.spring} />
          <Button
            variant="default"
            disabled={!read.ok || (asking && name.trim() === '')}
            onClick={() => void save()}
          >
            {say(asking ? 'list.save' : 'list.saveAs')}
          </Button>
          <Button
            type="submit"
            disabled={!canSend}
            {...(name !== '' || isPasted ? { 'data-autofocus': true } : {})}
          >
            {say('list.send', { count: entries.length })}
          </Button>
        </div>
        {obstacle !== null && <p className={classes.listNote}>{say(obstacle)}</p>}
      </form>
    </Dialog>
  );
}

/** Why nothing can be sent right now; null when it can. */
function obstacleOf(state: WindowState) {
  const room = consoleRoom(state);
  if (room !== 'free' && room !== 'paused') return ROOM_WORDS[room];
  return typedProgress(state) === null ? null : 'window.console.waiting';
}

/** What is to be sent, with what was asked for in it. */
function filled(entries: readonly ListedEntry[], answers: readonly string[]) {
  const left = [...answers];
  return entries.map(({ entry }) => {
    if (!('line' in entry)) return entry;
    return { ...entry, line: answered(entry.line, left.splice(0, asksIn(entry.line))) };
  });
}
