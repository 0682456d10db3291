import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { type TextPart, withoutOwner } from './shared-lines.ts';

/** The tables of the text index; every call that writes belongs to a transaction of the caller. */
export interface TextGroups {
  /** The key of a new group that counts for nothing yet. */
  begin(): number;
  /** Puts parts behind those that a group has. */
  add(group: number, parts: readonly TextPart[]): void;
  /** How many parts a group has. */
  size(group: number): number;
  /** A group has all text of these runs, in order of their places, of so many bytes each. */
  complete(group: number, runs: readonly { readonly key: number; readonly bytes: number }[]): void;
  /** Takes out a group; of one with many parts only some, so that no transaction is long: it is then left. */
  drop(group: number): void;
  /** Takes a run out of the group that has it; a group without runs is dropped. */
  forget(runKey: number): void;
  /** A group that was left, or is being made; null when there is none. */
  left(): number | null;
}

/** Parts that are taken out at once. */
const PARTS_DROPPED = 64;

/** The part at a place of a group; null behind the last one. */
export type ReadPart = (group: number, part: number) => TextPart | null;

/** Throws what the database throws. */
export function createPartReader(database: DatabaseSync): ReadPart {
  const read = database.prepare('SELECT lines, owners FROM texts WHERE group_key = ? AND part = ?');
  return (group, part) => partOf(read.get(group, part));
}

/** Throws what the database throws. */
export function createTextGroups(database: DatabaseSync): TextGroups {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const begin = prepare('INSERT INTO text_groups (runs) VALUES (0) RETURNING key');
  const size = prepare('SELECT count(*) AS parts FROM texts WHERE group_key = ?');
  const add = prepare('INSERT INTO texts (group_key, part, lines, owners) VALUES (?, ?, ?, ?)');
  const counted = prepare('UPDATE text_groups SET runs = runs + ? WHERE key = ? RETURNING runs');
  const member = prepare('UPDATE runs SET text_group = ?, text_place = ?, text_bytes = ? WHERE key = ?');
  const leave = prepare('UPDATE text_groups SET runs = 0 WHERE key = ?');
  const dropParts = prepare('DELETE FROM texts WHERE group_key = ? AND part >= ?');
  const dropGroup = prepare('DELETE FROM text_groups WHERE key = ?');
  const left = prepare('SELECT key FROM text_groups WHERE runs = 0 LIMIT 1');
  const groupOf = prepare('SELECT text_group, text_place FROM runs WHERE key = ?');
  const groups: TextGroups = {
    begin: () => numberIn(begin.get(), 'key'),
    size: (group) => numberIn(size.get(group), 'parts'),
    add(group, parts) {
      const first = groups.size(group);
      for (const [at, { lines, owners }] of parts.entries()) add.run(group, first + at, lines, owners);
    },
    complete(group, runs) {
      counted.run(runs.length, group);
      for (const [place, { key, bytes }] of runs.entries()) member.run(group, place, bytes, key);
    },
    drop(group) {
      const from = Math.max(0, groups.size(group) - PARTS_DROPPED);
      dropParts.run(group, from);
      if (from === 0) dropGroup.run(group);
      else leave.run(group);
    },
    forget(runKey) {
      const { text_group: group, text_place: place } = groupOf.get(runKey) ?? {};
      if (typeof group !== 'number' || typeof place !== 'number') return;
      member.run(null, null, null, runKey);
      if (counted.get(-1, group)?.['runs'] === 0) groups.drop(group);
      else removeOwner(database, group, place);
    },
    left: () => {
      const key = left.get()?.['key'];
      return typeof key === 'number' ? key : null;
    },
  };
  return groups;
}

/** Takes the lines that only the run at a place had out of a group. */
function removeOwner(database: DatabaseSync, group: number, place: number): void {
  const readPart = createPartReader(database);
  const replace = database.prepare('UPDATE texts SET lines = ?, owners = ? WHERE group_key = ? AND part = ?');
  for (let part = 0, read = readPart(group, part); read !== null; read = readPart(group, part)) {
    const { lines, owners } = withoutOwner(read, place);
    replace.run(lines, owners, group, part);
    part += 1;
  }
}

function partOf(row: Record<string, SQLOutputValue> | undefined): TextPart | null {
  const { lines, owners } = row ?? {};
  return lines instanceof Uint8Array && owners instanceof Uint8Array ? { lines, owners } : null;
}

function numberIn(row: Record<string, SQLOutputValue> | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== 'number') throw new Error(`no number in ${column}`);
  return value;
}
