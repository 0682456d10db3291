/** A port's address as others may know it: of a file that was replayed nothing but its name. */
export function shownPort(address: string): string {
  const mark = address.indexOf('?');
  if (mark < 0 || !address.startsWith('sim:')) return address;
  // As the simulator reads it: `+` is no blank there.
  const replay = new URLSearchParams(address.slice(mark + 1).replaceAll('+', '%2B')).get('replay');
  if (replay === null || replay.startsWith('run:')) return address;
  return `${address.slice(0, mark)}?replay=${replay.split(/[/\\]/).at(-1) ?? ''}`;
}
