import { Menu } from '@mantine/core';
import { useRef, useState } from 'react';
import type { CommandList } from '../../../shared/station.ts';
import { Icon } from '../../parts/Icon.tsx';
import { readTextFile } from '../../service/read-text-file.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './console.module.css';
import { ListDialog } from './ListDialog.tsx';
import { importedList, newList } from './new-list.ts';

interface ListsProps {
  /** Several lines that were pasted into the console; null when none were. */
  readonly pasted: string | null;
  readonly onPastedDone: () => void;
}

/** The stored lists of commands, and the ways to a new one. */
export function Lists({ pasted, onPastedDone }: ListsProps) {
  const say = useSay();
  const { tell } = useActions();
  const lists = useWindow(({ station }) => station.settings.commandLists);
  const [open, setOpen] = useState<CommandList | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const take = async (chosen: File) => {
    const reading = await readTextFile(chosen);
    if (reading.ok) setOpen(importedList(chosen.name, reading.text));
    else tell({ kind: 'list_unreadable', name: chosen.name, problem: reading.problem });
  };
  return (
    <>
      <Menu position="top-end" width={300}>
        <Menu.Target>
          <button type="button" className={classes.chip}>
            {say('list.menu')} <Icon name="chevron" size={12} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{say('list.stored')}</Menu.Label>
          {lists.length === 0 && <p className={classes.menuNote}>{say('list.none')}</p>}
          <div className={classes.menuLists}>
            {lists.map((list) => (
              <Menu.Item key={list.id} onClick={() => setOpen(list)}>
                {list.name}
              </Menu.Item>
            ))}
          </div>
          <Menu.Divider />
          <Menu.Item onClick={() => setOpen(newList(''))}>{say('list.new')}</Menu.Item>
          <Menu.Item onClick={() => file.current?.click()}>{say('list.import')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".txt,.at,.lst,text/plain"
        aria-label={say('list.import')}
        hidden
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.files?.[0];
          // The same file may be chosen again once it was mended.
          currentTarget.value = '';
          if (chosen !== undefined) void take(chosen);
        }}
      />
      {pasted !== null && <ListDialog list={newList(pasted)} isPasted onClose={onPastedDone} />}
      {open !== null && <ListDialog key={open.id} list={open} onClose={() => setOpen(null)} />}
    </>
  );
}
