import { MASK } from '../../shared/command-line.ts';
import { typedCommand } from '../../shared/typed-command.ts';
import type { TappedLine } from './tapped-line.ts';

/** Secrets in commands of somebody else, and in their echoes: known from the command's row alone. */

// oxlint-disable-next-line no-control-regex -- noise, which is what this looks for
const CONTROL = /[\u0000-\u001f\u007f\ufffd]/g;

/** The secrets in a line that is a command, or the echo of one. */
export function secretsHeard({ text }: TappedLine): readonly string[] {
  const command = /AT.*/is.exec(text.replace(CONTROL, ''))?.[0];
  return command === undefined ? [] : (typedCommand(command)?.secrets ?? []);
}

/** The bytes that may be kept: of a command with noise in it, or cut short, no arguments. */
export function keptBytes({ text, bytes, isCut }: TappedLine): Uint8Array {
  const isWhole = !isCut && text.search(CONTROL) < 0;
  const command = /^.*?AT[^=]*=/is.exec(text);
  return isWhole || command === null ? bytes : new TextEncoder().encode(`${command[0]}${MASK}\r\n`);
}
