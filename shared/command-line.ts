/**
 * The strict writer: the only place where an AT command line is put together. Arguments are quoted with the
 * ASCII quotation mark, nothing is padded, and what must stay secret is known part by part, not found by search.
 */

/** One command line, without its CR LF. */
export interface CommandLine {
  /** As it goes to the module. Holds secrets: never log it. */
  readonly line: string;
  /** For people, logs and records: secrets replaced by `***`. */
  readonly shown: string;
}

/** `field` is where in the profile the value comes from, as `mqtt.clientId`. */
export type Argument =
  | { readonly kind: 'text'; readonly value: string; readonly field?: string | undefined }
  | { readonly kind: 'secret'; readonly value: string; readonly field?: string | undefined }
  | { readonly kind: 'number'; readonly value: number; readonly field?: string | undefined };

/** A command before it is written down. */
export interface Command {
  readonly name: string;
  /** The field that decides between several names. */
  readonly nameField?: string;
  readonly args: readonly Argument[];
  /** What follows the arguments, as `&W`. */
  readonly tail?: string;
}

export const MASK = '***';

/** A quoted argument. */
export const text = (value: string, field?: string): Argument => ({ kind: 'text', value, field });
/** A quoted argument that is shown as `"***"`; an empty one hides nothing and is shown empty. */
export const secret = (value: string, field?: string): Argument => ({ kind: 'secret', value, field });
/** An unquoted decimal argument. */
export const number = (value: number, field?: string): Argument => ({ kind: 'number', value, field });

/** `name=arg,arg,…`; without arguments just the name. V.250 section 5.4. */
export function commandLine(name: string, args: readonly Argument[] = []): CommandLine {
  if (args.length === 0) return { line: name, shown: name };
  return {
    line: `${name}=${args.map(written).join(',')}`,
    shown: `${name}=${args.map(displayed).join(',')}`,
  };
}

/** A command as it is sent and as it is shown. */
export function lineOf({ name, args, tail = '' }: Command): CommandLine {
  const { line, shown } = commandLine(name, args);
  return { line: `${line}${tail}`, shown: `${shown}${tail}` };
}

function written(argument: Argument): string {
  return argument.kind === 'number' ? String(argument.value) : `"${argument.value}"`;
}

function displayed(argument: Argument): string {
  return argument.kind === 'secret' && argument.value !== '' ? `"${MASK}"` : written(argument);
}

/**
 * Longest line a module of this family is expected to take, and the length from which it is doubtful, in bytes
 * without CR LF (protocol.md 6: SIM800 documents 556; the WIS800C figure is unknown).
 */
export const LINE_LENGTH = { refusedAbove: 1000, doubtfulAbove: 500 } as const;
