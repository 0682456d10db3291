import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { PortFault } from '../../shared/port.ts';

/** Read and write for the group, as in the `mode` of stat(2). */
const GROUP_READ_WRITE = 0o060;

/**
 * The fault of a device file that this user may not open, with the way out where there is one:
 * - `group` and `command`: joining the group grants the right; it takes effect at the next login;
 * - `group` alone: the user is a member already and only has to log in again;
 * - neither: the device is root's, or its group has no right either.
 */
export async function permissionFault(
  gid: number,
  mode: number,
  groupFile: string,
  user = userInfo().username,
): Promise<PortFault> {
  const group = await findGroup(gid, groupFile);
  if (!group || gid === 0 || (mode & GROUP_READ_WRITE) !== GROUP_READ_WRITE) return { kind: 'no_permission' };
  if (group.members.includes(user)) return { kind: 'no_permission', group: group.name };
  return { kind: 'no_permission', group: group.name, command: `sudo usermod -aG ${group.name} $USER` };
}

interface Group {
  readonly name: string;
  readonly members: readonly string[];
}

/** Looks a group up in a file of group(5) lines: `dialout:x:20:anna,bert`. */
async function findGroup(gid: number, groupFile: string): Promise<Group | undefined> {
  const text = await readFile(groupFile, 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    const [name = '', , id = '', members = ''] = line.split(':');
    if (name !== '' && id !== '' && Number(id) === gid) return { name, members: members.split(',') };
  }
  return undefined;
}
