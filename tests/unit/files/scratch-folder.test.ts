import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeScratchFolder, sweepScratchFolders } from '../../../electron/files/scratch-folder.ts';

const DAY_MS = 24 * 3_600_000;

function parentFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'scratch-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return parent;
}

/** The number of a process that is over. */
const deadPid = () =>
  Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }));

/** A folder of this name with something in it, untouched for so long. */
function left(parent: string, name: string, ageMs: number): string {
  const path = join(parent, name);
  mkdirSync(path);
  writeFileSync(join(path, '1.sqlite'), 'what was looked at');
  const at = new Date(Date.now() - ageMs);
  utimesSync(path, at, at);
  return path;
}

describe('a scratch folder', () => {
  it('is readable by its owner alone, and bears the number of its process', () => {
    const path = makeScratchFolder(parentFolder());
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(basename(path)).toContain(`-${process.pid}-`);
  });

  it('is swept away a day after its program was killed', async () => {
    const parent = parentFolder();
    const path = left(parent, `wis800c-${deadPid()}-aBc123`, DAY_MS + 1000);
    await sweepScratchFolders(Date.now(), parent);
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['of a program that is at work', () => `wis800c-${process.pid}-aBc123`, 9 * DAY_MS],
    ['that was touched today', () => `wis800c-${deadPid()}-aBc123`, DAY_MS - 60_000],
    ['of somebody else', () => 'wis800c-notes', 9 * DAY_MS],
  ])('%s stays', async (_, name, ageMs) => {
    const parent = parentFolder();
    const path = left(parent, name(), ageMs);
    await sweepScratchFolders(Date.now(), parent);
    expect(existsSync(join(path, '1.sqlite'))).toBe(true);
  });

  it('is not missed where there is no folder of temporary files', async () => {
    await expect(sweepScratchFolders(Date.now(), join(parentFolder(), 'none'))).resolves.toBeUndefined();
  });
});
