import { utf8Length } from '../../../shared/utf8.ts';

/** The name itself, or with the first number that is free: `bench (2)`. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const stem = /^(.+) \(\d+\)$/s.exec(name)?.[1] ?? name;
  for (let number = 2; ; number += 1) {
    const numbered = `${stem} (${number})`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** Well below the 255 bytes or UTF-16 units that file systems take, with room for what a browser appends. */
const LONGEST_STEM_BYTES = 160;

/** Windows: "Naming Files, Paths, and Namespaces", names that are devices whatever is appended to them. */
const DEVICE =
  /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(\.|$)/i;

/** A file name for a profile of this name that every system takes. */
export function profileFileName(name: string): string {
  const visible = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, '_');
  const stem = trimmed(shortened(trimmed(visible)));
  const usable = stem === '' ? 'profile' : stem;
  return `${DEVICE.test(usable) ? '_' : ''}${usable}.json`;
}

/** Windows drops blanks and dots at the end; a dot in front hides the file elsewhere. */
function trimmed(text: string): string {
  return text.replace(/^[. ]+|[. ]+$/g, '');
}

function shortened(text: string): string {
  let short = '';
  let bytes = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > LONGEST_STEM_BYTES) break;
    short += character;
  }
  return short;
}
