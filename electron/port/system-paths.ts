/** Where the system shows its devices and processes. Tests point these at folders of their own. */
export interface SystemPaths {
  readonly dev: string;
  readonly sys: string;
  readonly proc: string;
  /** Group names and members, in the format of group(5). */
  readonly groupFile: string;
}

export const systemPaths: SystemPaths = {
  dev: '/dev',
  sys: '/sys',
  proc: '/proc',
  groupFile: '/etc/group',
};
