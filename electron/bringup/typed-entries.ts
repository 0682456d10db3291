import { type CommandLine, MASK } from '../../shared/command-line.ts';
import { binaryOf } from '../../shared/log/binary.ts';
import { plainText } from '../../shared/log/shown-bytes.ts';
import { decodeUtf8 } from '../../shared/log/utf8-sequences.ts';
import { typedCommand } from '../../shared/typed-command.ts';
import type { TypedEntry } from '../../shared/typed-entry.ts';
import { fromHex } from '../../shared/utf8.ts';

/** Something typed by hand, ready to be sent. */
export interface Typed {
  /** For bytes, what they say. */
  readonly command: CommandLine;
  /** Sent as they are instead of the line and its CR LF; null for a line. */
  readonly bytes: Uint8Array | null;
  /** Milliseconds; null for the usual ones. */
  readonly waitMs: number | null;
  readonly expected: string | null;
}

type TypedEntries =
  | {
      readonly ok: true;
      readonly entries: readonly Typed[];
      /** What must be masked wherever it appears, before anything is sent. */
      readonly secrets: readonly string[];
    }
  /** `entry`, from 0, cannot be sent. */
  | { readonly ok: false; readonly entry: number };

/** Typed entries ready to be sent, and the secrets in them. */
export function readEntries(given: readonly TypedEntry[]): TypedEntries {
  const entries: Typed[] = [];
  const secrets: string[] = [];
  const hidden = secretsInBytes(given);
  for (const [index, entry] of given.entries()) {
    const read = readEntry(entry, hidden.get(entry) ?? []);
    if (read === null) return { ok: false, entry: index };
    secrets.push(...read.secrets);
    const { waitSeconds, expected = null } = entry;
    const waitMs = waitSeconds === undefined ? null : waitSeconds * 1000;
    entries.push({ command: read.command, bytes: read.bytes, waitMs, expected });
  }
  return { ok: true, entries, secrets };
}

interface Read extends Pick<Typed, 'command' | 'bytes'> {
  readonly secrets: readonly string[];
}

function readEntry(entry: TypedEntry, secrets: readonly string[]): Read | null {
  if ('line' in entry) {
    const typed = typedCommand(entry.line);
    return typed === null ? null : { ...typed, bytes: null };
  }
  const bytes = fromHex(entry.bytes);
  if (bytes === null || bytes.length === 0) return null;
  const binary = binaryOf(bytes).replace(/[\r\n]+$/, '');
  // A piece of a secret is not recognised as one.
  const shown = secrets.length > 0 ? MASK : plainText(binary);
  return { command: { line: decodeUtf8(binary), shown }, bytes, secrets };
}

/** The secrets in bytes that follow each other: a command can be cut anywhere. */
function secretsInBytes(given: readonly TypedEntry[]): ReadonlyMap<TypedEntry, readonly string[]> {
  const found = new Map<TypedEntry, readonly string[]>();
  let run: TypedEntry[] = [];
  let binary = '';
  const close = () => {
    // oxlint-disable-next-line no-control-regex -- whatever is no text parts two lines
    const lines = decodeUtf8(binary).split(/[\u0000-\u001f\u007f]+/);
    const secrets = lines.flatMap((line) => typedCommand(line)?.secrets ?? []);
    for (const entry of run) found.set(entry, secrets);
    run = [];
    binary = '';
  };
  for (const entry of given) {
    if ('line' in entry) close();
    else {
      run.push(entry);
      binary += binaryOf(fromHex(entry.bytes) ?? new Uint8Array());
    }
  }
  close();
  return found;
}
