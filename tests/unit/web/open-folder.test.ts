import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openFolder } from '../../../electron/web/open-folder.ts';

let programs: string;
beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'programs-'));
  onTestFinished(() => rmSync(programs, { recursive: true, force: true }));
});

/** Waits for the file manager's end for so long that a busy machine comes to it. */
const open = (path: string, settledMs = 20_000) =>
  openFolder(path, 'linux', { PATH: programs, DISPLAY: ':0' }, settledMs);

function fileManager(script: string): void {
  writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(programs, 'xdg-open'), 0o755);
}

test('without a display nobody is asked', async () => {
  fileManager(`echo asked > ${join(programs, 'asked')}`);
  expect(await openFolder('/data', 'linux', { PATH: programs })).toBe(false);
  expect(() => readFileSync(join(programs, 'asked'))).toThrow('ENOENT');
});

describe.runIf(process.platform !== 'win32')('with a display', () => {
  test('the folder goes to the file manager as one word, whatever is in it', async () => {
    fileManager(`printf '%s|' "$@" > ${join(programs, 'words')}`);
    expect(await open('/data/it’s; $(touch x) "mine"')).toBe(true);
    expect(readFileSync(join(programs, 'words'), 'utf8')).toBe('/data/it’s; $(touch x) "mine"|');
  });

  test('a system without a file manager, and one that fails, do no harm', async () => {
    expect(await open('/data')).toBe(false);
    fileManager('exit 4');
    expect(await open('/data')).toBe(false);
  });

  test('one that stays is open', async () => {
    fileManager('exec /bin/sleep 2');
    expect(await open('/data', 100)).toBe(true);
  });
});
