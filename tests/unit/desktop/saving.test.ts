import { chmodSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileSaving } from '../../../electron/desktop/saving.ts';
import { modeOf, temporaryFolder } from '../service/data-folder.ts';

/** Saves into a folder of its own, under the name that is asked about. */
function savingIn(folder: string) {
  const asked: string[] = [];
  const saving = createFileSaving({
    askPath: (fileName) => {
      asked.push(fileName);
      return Promise.resolve(join(folder, basename(fileName)));
    },
    show: () => {},
  });
  return { saving, asked };
}

test.each([
  [true, 0o600],
  [false, 0o666 & ~process.umask()],
] as const)('a file that may hold secrets is its owner’s alone: %s', async (isPrivate, mode) => {
  const folder = temporaryFolder();
  const path = join(folder, 'a.json');
  writeFileSync(path, 'before');
  chmodSync(path, 0o644);
  const { saving } = savingIn(folder);
  expect(await saving.save('a.json', ['after'], isPrivate)).toEqual({ kind: 'saved', path });
  expect(readFileSync(path, 'utf8')).toBe('after');
  if (process.platform !== 'win32') expect(modeOf(path)).toBe(mode);
});

test.each(['../../a.json', '/etc/a.json', 'b/../a.json'])(
  'a name proposes no folder: %s',
  async (fileName) => {
    const { saving, asked } = savingIn(temporaryFolder());
    await saving.save(fileName, [''], false);
    expect(asked).toEqual(['a.json']);
  },
);

test('a link stays one, and what it leads to is replaced', async () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(elsewhere, 'real.txt'), 'before');
  symlinkSync(join(elsewhere, 'real.txt'), join(folder, 'a.txt'));
  const { saving } = savingIn(folder);
  await saving.save('a.txt', ['after'], false);
  expect(readFileSync(join(elsewhere, 'real.txt'), 'utf8')).toBe('after');
  expect(lstatSync(join(folder, 'a.txt')).isSymbolicLink()).toBe(true);
});

test('a text that breaks off leaves what stood there, and nothing else', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.txt'), 'before');
  const { saving } = savingIn(folder);
  async function* broken(): AsyncGenerator<string> {
    yield 'half';
    throw new Error('broken off');
  }
  await expect(saving.save('a.txt', broken(), false)).rejects.toThrow('broken off');
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['a.txt']);
});
