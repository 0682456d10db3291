import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A file system of a few megabytes, which can be filled to its last byte and freed again. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  /** Lets nothing be written any more; refused by the system while something is open for writing. */
  makeReadOnly(): void;
}

const mount = (...args: readonly string[]) => spawnSync('mount', args, { stdio: 'ignore' }).status === 0;

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'mountable-'));
  const mounted = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
  if (mounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

/** Whether the system lets us mount a file system of our own; only then a disk can really be full. */
export const smallDiskAvailable = process.platform === 'linux' && canMount();

if (!smallDiskAvailable)
  console.error(
    '\n*** no file system can be mounted here: TESTS WITH A FULL DISK ARE SKIPPED; a limit on the size of files stands in for one of them ***\n',
  );

/** For the name of a test group, so that a skipped one says why. */
export const smallDiskNote = smallDiskAvailable ? '' : ' [SKIPPED: no file system can be mounted here]';

/** A disk of its own for one test. */
export function smallDisk(megabytes = 2): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  if (!mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder))
    throw new Error(`cannot mount ${folder}`);
  const filler = join(folder, 'filler');
  onTestFinished(() => {
    // Whoever still has a file open there keeps it until then.
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    fill: () => writeUntilFull(filler),
    free: () => rmSync(filler),
    makeReadOnly: () => execFileSync('mount', ['-o', 'remount,ro', folder]),
  };
}

function writeUntilFull(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (const size of [65_536, 4096, 1]) writeWhileThereIsRoom(file, Buffer.alloc(size));
  } finally {
    closeSync(file);
  }
}

function writeWhileThereIsRoom(file: number, bytes: Uint8Array): void {
  for (;;) {
    try {
      writeSync(file, bytes);
    } catch (fault) {
      if (fault instanceof Error && 'code' in fault && fault.code === 'ENOSPC') return;
      throw fault;
    }
  }
}
