import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isUpToDate } from '../../../electron/page/built.ts';
import { temporaryFolder } from '../service/data-folder.ts';

const SOURCES = ['src', 'config.json'];
const PRODUCTS = ['dist/a.js', 'dist/b.js'];

let root: string;

/** Writes a file as if it were written at a time, in seconds; its folders as if they were made then. */
function put(path: string, seconds: number): void {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, path);
  for (let each = whole; each !== root; each = dirname(each)) utimesSync(each, seconds, seconds);
}

const upToDate = () => isUpToDate(root, PRODUCTS, SOURCES);

beforeEach(() => {
  root = temporaryFolder();
  put('src/deep/one.ts', 100);
  put('src/two.ts', 100);
  put('config.json', 100);
  put('dist/a.js', 200);
  put('dist/b.js', 200);
});

describe('what was built', () => {
  it('is up to date when nothing it is made of is newer', async () => {
    expect(await upToDate()).toBe(true);
  });

  it.each(['src/deep/one.ts', 'src/two.ts', 'src/deep/new.ts', 'config.json'])(
    'is not when a source is newer than the oldest of it: %s',
    async (source) => {
      put('dist/a.js', 400);
      put(source, 300);
      expect(await upToDate()).toBe(false);
    },
  );

  it('is not when a source was removed since', async () => {
    rmSync(join(root, 'src/deep/one.ts'));
    expect(await upToDate()).toBe(false);
  });

  it('is not when a part of it is missing', async () => {
    rmSync(join(root, 'dist/b.js'));
    expect(await upToDate()).toBe(false);
  });

  it('does not mind sources that this checkout has not', async () => {
    expect(await isUpToDate(root, PRODUCTS, [...SOURCES, 'nowhere'])).toBe(true);
  });
});
