import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../../../shared/clock.ts';
import { faultOf, type RecordFault } from '../fault.ts';
import { type GroupRun, groupText } from './group-text.ts';
import { createRunText, type RunText } from './run-text.ts';
import { GROUP_RUNS, type TextPart } from './shared-lines.ts';
import { createTextGroups, type TextGroups } from './text-groups.ts';

/** `rests`: there is nothing to do now. The fault `locked` is worth another attempt. */
export type IndexStep =
  | { readonly ok: true; readonly rests: boolean }
  | { readonly ok: false; readonly fault: RecordFault };

/** A run without an end may be another process's; when it has been silent for a day it is not. */
const SILENT_MS = 24 * 60 * 60 * 1000;
/** A run of so many bytes has a group of its own, and has it at once: looking through it without takes time. */
const LONG_RUN_BYTES = 128 * 1024;

/** A group that is being made. Between two steps anybody may write to the record. */
interface Making {
  readonly runs: readonly GroupRun[];
  readonly text: Generator<readonly TextPart[], void>;
  /** Null until its first part is written. */
  group: number | null;
  /** How many parts are in the record, and those that are not yet. */
  written: number;
  waiting: readonly TextPart[];
}

/**
 * Brings the text index up to date, in steps that end with a short transaction at most, so that a process may be killed
 * between any two of them. A group counts only when it is complete. Runs wait until they are a group: the few that do
 * are looked through as they are.
 */
export class IndexKeeper {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #groups: TextGroups;
  readonly #textOf: RunText;
  readonly #ended: StatementSync;
  readonly #bytes: StatementSync;
  #making: Making | null = null;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
    this.#groups = createTextGroups(database);
    this.#textOf = createRunText(database);
    this.#ended = database.prepare(
      `SELECT key, bytes FROM runs
       WHERE text_bytes IS NOT bytes AND (outcome IS NOT NULL OR coalesce(last_at_ms, 0) < ?)
       ORDER BY key DESC LIMIT ${GROUP_RUNS}`,
    );
    this.#bytes = database.prepare('SELECT bytes, text_bytes FROM runs WHERE key = ?');
  }

  /** Works for about so long, on the newest runs first. */
  step(budgetMs: number): IndexStep {
    const untilMs = this.#clock.monotonic() + budgetMs;
    try {
      if (this.#making === null && this.#cleared()) return { ok: true, rests: false };
      this.#making ??= this.#next();
      if (this.#making === null) return { ok: true, rests: true };
      this.#goOn(this.#making, untilMs);
      return { ok: true, rests: false };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  /** Takes out some of what was left by a process that was killed, or of a long run that is gone. Whether there was any. */
  #cleared(): boolean {
    const left = this.#groups.left();
    if (left !== null) this.#transaction(() => this.#groups.drop(left));
    return left !== null;
  }

  /** The runs that are to be a group now. */
  #next(): Making | null {
    const ended = this.#ended
      .all(this.#clock.now() - SILENT_MS)
      .map(({ key, bytes }): GroupRun => ({ key: Number(key), bytes: Number(bytes) }));
    const long = ended.find(({ bytes }) => bytes >= LONG_RUN_BYTES);
    if (long === undefined && ended.length < GROUP_RUNS) return null;
    const runs = long === undefined ? ended : [long];
    return { runs, text: groupText(runs, this.#textOf), group: null, written: 0, waiting: [] };
  }

  #goOn(making: Making, untilMs: number): void {
    // What could not be written the last time goes first: nothing piles up.
    while (making.waiting.length === 0) {
      const { done, value } = making.text.next();
      if (done) return this.#complete(making);
      making.waiting = value;
      if (this.#clock.monotonic() >= untilMs) break;
    }
    if (making.waiting.length > 0) this.#write(making, () => {});
  }

  #complete(making: Making): void {
    const { runs } = making;
    this.#write(making, (group) => {
      for (const { key } of runs) this.#groups.forget(key);
      this.#groups.complete(group, runs);
    });
    this.#making = null;
  }

  /** Writes what waits and what `also` has to, or gives the group up when others have been at its runs. */
  #write(making: Making, also: (group: number) => void): void {
    const { waiting } = making;
    const group = this.#transaction(() => {
      if (!this.#isAsLeft(making)) {
        if (making.group !== null) this.#groups.drop(making.group);
        return null;
      }
      const group = making.group ?? this.#groups.begin();
      this.#groups.add(group, waiting);
      also(group);
      return group;
    });
    if (group === null) this.#making = null;
    making.group = group;
    making.written += waiting.length;
    making.waiting = [];
  }

  /** Nobody has added to the runs, taken one out, or made a group of them as well. */
  #isAsLeft({ runs, group, written }: Making): boolean {
    return (
      (group === null || this.#groups.size(group) === written) &&
      runs.every(({ key, bytes }) => {
        const now = this.#bytes.get(key);
        return now?.['bytes'] === bytes && now['text_bytes'] !== bytes;
      })
    );
  }

  #transaction<Result>(work: () => Result): Result {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } finally {
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
    }
  }
}
