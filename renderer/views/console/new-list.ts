import type { CommandList } from '../../../shared/station.ts';

/** A list that is stored nowhere yet. */
export const newList = (text: string, name = ''): CommandList => ({ id: crypto.randomUUID(), name, text });

const NAME_LENGTH = 80;

/** A list from a file, under the file's name. */
export function importedList(fileName: string, text: string): CommandList {
  return newList(text, fileName.replace(/\.[^.]{1,5}$/, '').slice(0, NAME_LENGTH));
}

/** What a list's file is called; any system takes it. */
export function listFileName(name: string): string {
  const stem = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${stem === '' ? 'commands' : stem}.txt`;
}
