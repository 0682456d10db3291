import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { DeviceEvidence } from '../../../electron/port/evidence.ts';
import {
  diagnoseDevice,
  diagnoseFailedOpen,
  judgeDevice,
  judgeUnexplained,
} from '../../../electron/port/fault.ts';
import { permissionFault } from '../../../electron/port/group.ts';
import { findHolders, findLock } from '../../../electron/port/holder.ts';
import { makeSystem } from './fixture-system.ts';

let remove = async () => {};
afterEach(() => remove());

async function system(files: Readonly<Record<string, string>>) {
  const made = await makeSystem(files);
  remove = made.remove;
  return made;
}

const GROUPS = 'root:x:0:\ndialout:x:20:anna,bert\nuucp:x:986:\n';

const USABLE: DeviceEvidence = {
  found: true,
  isCharacterDevice: true,
  gid: 20,
  mode: 0o20660,
  access: 'granted',
  driver: 'present',
  isInUse: false,
  holderMayHide: false,
};
const HOLDER = { pid: 42, command: 'minicom' };

describe('the evidence about a device is judged', () => {
  test.each([
    ['a device nobody uses', USABLE, undefined],
    ['a driver that the system does not tell about', { ...USABLE, driver: 'unknown' }, undefined],
    ['a missing file', { found: false, code: 'ENOENT' }, { kind: 'not_found' }],
    ['a folder that is a file', { found: false, code: 'ENOTDIR' }, { kind: 'not_found' }],
    ['a folder without right of search', { found: false, code: 'EACCES' }, { kind: 'no_permission' }],
    ['a circle of links', { found: false, code: 'ELOOP' }, { kind: 'io', code: 'ELOOP' }],
    ['an ordinary file', { ...USABLE, isCharacterDevice: false }, { kind: 'no_driver' }],
    ['a device without hardware', { ...USABLE, driver: 'absent' }, { kind: 'no_driver' }],
    ['a read-only file system', { ...USABLE, access: 'EROFS' }, { kind: 'io', code: 'EROFS' }],
    ['a device in use', { ...USABLE, isInUse: true, holder: HOLDER }, { kind: 'busy', holder: HOLDER }],
    ['a device in use by nobody knows whom', { ...USABLE, isInUse: true }, { kind: 'busy' }],
    [
      'a device in use that we may not open anyway',
      { ...USABLE, access: 'EACCES', gid: 0, isInUse: true, holder: HOLDER },
      { kind: 'no_permission' },
    ],
  ] as const)('%s', async (_name, evidence, fault) => {
    expect(await judgeDevice(evidence, '/nonexistent')).toEqual(fault);
  });

  test('an unexplained failure is a hidden holder where one can hide, and an I/O fault where none can', () => {
    expect(judgeUnexplained({ ...USABLE, holderMayHide: true })).toEqual({ kind: 'busy' });
    expect(judgeUnexplained(USABLE)).toEqual({ kind: 'io', code: 'UNKNOWN' });
  });
});

describe('a missing right names the way to it', () => {
  test.each([
    [
      'the group and the command',
      [20, 0o20660, 'carl'],
      { kind: 'no_permission', group: 'dialout', command: 'sudo usermod -aG dialout $USER' },
    ],
    [
      'the group alone for a member, who has to log in again',
      [20, 0o20660, 'bert'],
      { kind: 'no_permission', group: 'dialout' },
    ],
    ['nothing where the group may only read', [20, 0o20640, 'carl'], { kind: 'no_permission' }],
    ["nothing for root's own group", [0, 0o20660, 'carl'], { kind: 'no_permission' }],
    ['nothing for a group without a name', [4711, 0o20660, 'carl'], { kind: 'no_permission' }],
  ] as const)('%s', async (_name, [gid, mode, user], fault) => {
    const { paths } = await system({ 'etc/group': GROUPS });
    expect(await permissionFault(gid, mode, paths.groupFile, user)).toEqual(fault);
  });

  test('nothing when there is no group file', async () => {
    expect(await permissionFault(20, 0o20660, '/nonexistent', 'carl')).toEqual({ kind: 'no_permission' });
  });
});

describe('the holder of a device is found', () => {
  const PROC = {
    'proc/100/comm': 'bash\n',
    'proc/100/fd/0': '-> /dev/tty1',
    'proc/200/comm': 'minicom\n',
    'proc/200/fd/3': '-> /dev/ttyUSB0',
    'proc/300/comm': 'cat\n',
    'proc/300/fd/3': '-> /dev/ttyUSB0',
    'proc/self/fd/3': '-> /dev/ttyUSB1',
  };

  test('in the open files of processes, the first one only', async () => {
    const { paths } = await system(PROC);
    const search = await findHolders(new Set(['/dev/ttyUSB0', '/dev/ttyUSB1']), paths);
    expect([...search.holders]).toEqual([['/dev/ttyUSB0', { pid: 200, command: 'minicom' }]]);
    expect(search.complete).toBe(true);
  });

  test('a process that ended during the search is passed over', async () => {
    const { paths } = await system({ 'proc/100/comm': 'bash\n' });
    expect(await findHolders(new Set(['/dev/ttyUSB0']), paths)).toEqual({
      holders: new Map(),
      complete: true,
    });
  });

  test('a process whose files cannot be looked into leaves the search incomplete', async () => {
    const { paths } = await system({ 'proc/100/fd': 'not a folder' });
    expect((await findHolders(new Set(['/dev/ttyUSB0']), paths)).complete).toBe(false);
  });

  test('without /proc the search is incomplete', async () => {
    const { paths } = await system({});
    const search = await findHolders(new Set(['/dev/ttyUSB0']), { ...paths, proc: '/nonexistent' });
    expect(search).toEqual({ holders: new Map(), complete: false });
  });

  const FREE = { isLocked: false };
  test.each([
    [
      '1: FLOCK  ADVISORY  WRITE 200 00:1a:3 0 EOF',
      { isLocked: true, holder: { pid: 200, command: 'minicom' } },
    ],
    ['1: FLOCK  ADVISORY  WRITE 999 00:1a:3 0 EOF', { isLocked: true }],
    ['1: POSIX  ADVISORY  WRITE 200 00:1a:3 0 EOF', FREE],
    ['1: FLOCK  ADVISORY  WRITE 200 00:1a:30 0 EOF', FREE],
    ['1: FLOCK  ADVISORY  WRITE 200 00:1b:3 0 EOF', FREE],
    ['1: FLOCK  ADVISORY  WRITE 200 01:1a:3 0 EOF', FREE],
    ['1: -> FLOCK  ADVISORY  WRITE 200 00:1a:3 0 EOF', FREE],
    ['', FREE],
  ])('by its lock: %j', async (line, holder) => {
    const { paths } = await system({
      ...PROC,
      'proc/locks': `0: FLOCK  ADVISORY  WRITE 100 00:1a:2 0 EOF\n${line}\n`,
    });
    expect(await findLock(0x1a, 3, paths)).toEqual(holder);
  });
});

/** /dev/null stands in for a UART: a character device (1:3) that everybody may open, everywhere. */
describe('a device is diagnosed from what the system shows', () => {
  const UART = { 'dev/ttyUSB0': '-> /dev/null', 'sys/dev/char/1:3/uevent': '' };

  test.each([
    ['a usable one', UART, undefined],
    [
      'no entry in sysfs',
      { 'dev/ttyUSB0': '-> /dev/null', 'sys/dev/char/4:64/type': '4' },
      { kind: 'no_driver' },
    ],
    ['a UART without hardware', { ...UART, 'sys/dev/char/1:3/type': '0\n' }, { kind: 'no_driver' }],
    ['a UART with hardware', { ...UART, 'sys/dev/char/1:3/type': '4\n' }, undefined],
    ['no sysfs at all', { 'dev/ttyUSB0': '-> /dev/null' }, undefined],
    ['a plain file', { 'dev/ttyUSB0': '' }, { kind: 'no_driver' }],
    ['a broken link', { 'dev/ttyUSB0': '-> ROOT/dev/gone' }, { kind: 'not_found' }],
    ['nothing', {}, { kind: 'not_found' }],
    [
      'one that another process has open, seen through the link',
      { ...UART, 'proc/7/fd/1': '-> /dev/null', 'proc/7/comm': 'screen\n' },
      { kind: 'busy', holder: { pid: 7, command: 'screen' } },
    ],
  ])('%s', async (_name, files: Readonly<Record<string, string>>, fault) => {
    const { paths } = await system(files);
    expect(await diagnoseDevice(join(paths.dev, 'ttyUSB0'), paths)).toEqual(fault);
  });

  test('a lock of another user is seen although the open files are not', async () => {
    const { dev, ino } = await stat('/dev/null');
    const { paths } = await system({
      ...UART,
      'proc/8/comm': 'picocom\n',
      'proc/8/fd': 'hidden',
      'proc/locks': `1: FLOCK  ADVISORY  WRITE 8 ${(dev >>> 8).toString(16)}:${(dev & 0xff).toString(16)}:${ino} 0 EOF\n`,
    });
    expect(await diagnoseDevice(join(paths.dev, 'ttyUSB0'), paths)).toEqual({
      kind: 'busy',
      holder: { pid: 8, command: 'picocom' },
    });
  });

  test('a refused open without visible cause is busy when a process could hide', async () => {
    const { paths } = await system({ ...UART, 'proc/8/fd': 'hidden' });
    expect(await diagnoseFailedOpen(join(paths.dev, 'ttyUSB0'), paths)).toEqual({ kind: 'busy' });
  });

  test('a refused open without visible cause is an I/O fault when no process could hide', async () => {
    const { paths } = await system({ ...UART, 'proc/8/fd/0': '-> /dev/zero' });
    expect(await diagnoseFailedOpen(join(paths.dev, 'ttyUSB0'), paths)).toEqual({
      kind: 'io',
      code: 'UNKNOWN',
    });
  });

  test('a device unplugged while it was being opened is not found', async () => {
    const { paths } = await system({});
    expect(await diagnoseFailedOpen(join(paths.dev, 'ttyUSB0'), paths)).toEqual({ kind: 'not_found' });
  });
});
