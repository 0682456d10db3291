import type { TypedEntry } from '../typed-entry.ts';
import { entryOf, type TextFault } from './typed-text.ts';

/**
 * A list of commands as people write it: one a line, in the order in which they are sent.
 *
 *   # A line that begins with a number sign is a remark.
 *   AT+CIICR  # wait=90 expect=OK
 *   AT+CIPSHUT  # expect="SHUT OK"
 *   hello^Z
 *   hex: 1A
 *
 * Behind ` # ` stand how many seconds the answer is waited for, and a text that must occur in it. What is between
 * quotation marks is never taken for that.
 */

export interface ListedEntry {
  /** Line of the text, counted from 1. */
  readonly line: number;
  /** The command without what stands behind ` # `. */
  readonly text: string;
  readonly entry: TypedEntry;
}

type OptionFault = {
  readonly kind: 'unknown_option' | 'option_twice' | 'bad_wait' | 'empty_expect' | 'long_expect';
  /** What stands there. */
  readonly part: string;
};

export type ListFault =
  | ({ readonly line: number } & (TextFault | OptionFault))
  | { readonly line: number; readonly kind: 'nothing' | 'too_many' | 'too_large' };

export type ReadList =
  | { readonly ok: true; readonly entries: readonly ListedEntry[] }
  | { readonly ok: false; readonly faults: readonly ListFault[] };

/** Most commands of a list, and most characters of its text. */
export const LIST_LENGTH = 200;
export const LIST_TEXT_LENGTH = 16 * 1024;
/** Seconds; the longest wait that makes sense for a command is the search for networks. */
export const LONGEST_WAIT = 600;
const LONGEST_EXPECTATION = 256;

/** Reads a list; every line that cannot be read is named. */
export function readCommandList(text: string): ReadList {
  if (text.length > LIST_TEXT_LENGTH) return { ok: false, faults: [{ line: 1, kind: 'too_large' }] };
  const entries: ListedEntry[] = [];
  const faults: ListFault[] = [];
  for (const { line, command, options } of listedLines(text)) {
    if (command === '') continue;
    const read = entryOf(command.replace(HEX, ''), HEX.test(command));
    const asked = readOptions(options);
    if (!read.ok) faults.push({ line, ...read.fault });
    if (!asked.ok) faults.push({ line, ...asked.fault });
    if (read.ok && asked.ok)
      entries.push({ line, text: command, entry: { ...read.entry, ...asked.options } });
  }
  if (entries.length > LIST_LENGTH) faults.push({ line: entries[LIST_LENGTH]?.line ?? 0, kind: 'too_many' });
  if (entries.length === 0 && faults.length === 0) faults.push({ line: 1, kind: 'nothing' });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, entries };
}

/** Bytes, not text. */
const HEX = /^hex:/i;

export interface ListedLine {
  readonly line: number;
  /** Empty where the line is blank or a remark. */
  readonly command: string;
  /** What stands behind ` # `, without it. */
  readonly options: string;
}

/** The lines of a text, each in its two parts. Any line ends, and a byte order mark, are understood. */
export function listedLines(text: string): readonly ListedLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((whole, index) => {
      const line = index + 1;
      if (/^\s*#/.test(whole)) return { line, command: '', options: '' };
      const [, command = '', options = ''] = PARTS.exec(whole) ?? [];
      return { line, command: command.trim(), options: options.trim() };
    });
}

/** Everything up to a number sign behind a blank, with strings as a whole; then the rest. */
const PARTS = /^((?:"[^"]*"?|[^"\s]|\s(?!#))*)(?:\s#(.*))?$/;
const OPTION = /(?<name>[a-z]+)=(?<value>"[^"]*"|\S*)|\S+/gi;

type Options = Pick<TypedEntry, 'waitSeconds' | 'expected'>;
type ReadOptions =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly fault: OptionFault };

function readOptions(text: string): ReadOptions {
  const options: { waitSeconds?: number; expected?: string } = {};
  for (const { 0: part, groups } of text.matchAll(OPTION)) {
    const value = (groups?.['value'] ?? '').replace(/^"|"$/g, '');
    const name = groups?.['name']?.toLowerCase();
    const kind = name === 'wait' ? setWait(options, value) : setExpected(options, name, value);
    if (kind !== null) return { ok: false, fault: { kind, part } };
  }
  return { ok: true, options };
}

function setWait(options: { waitSeconds?: number }, value: string): OptionFault['kind'] | null {
  if (options.waitSeconds !== undefined) return 'option_twice';
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : 0;
  if (seconds < 0.1 || seconds > LONGEST_WAIT) return 'bad_wait';
  options.waitSeconds = seconds;
  return null;
}

function setExpected(
  options: { expected?: string },
  name: string | undefined,
  value: string,
): OptionFault['kind'] | null {
  if (name !== 'expect') return 'unknown_option';
  if (options.expected !== undefined) return 'option_twice';
  if (value === '') return 'empty_expect';
  if (value.length > LONGEST_EXPECTATION) return 'long_expect';
  options.expected = value;
  return null;
}
