import { copyFileSync, existsSync } from 'node:fs';
import { expect } from 'vitest';
import type { RecordStore } from '../../../electron/records/index.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { openedStore, temporaryFile } from './recorder-process.ts';

/** Copies a record as it lies there, with its log and the log's index. */
export function copyOf(path: string): string {
  const copy = temporaryFile();
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return copy;
}

/** Opens a record that somebody was in the middle of; SQLite must find nothing wrong with it. */
export async function soundRecord(path: string): Promise<RecordStore> {
  const store = await openedStore(path);
  expect(await store.check()).toEqual({ ok: true });
  return store;
}

/** Checks every run of a record, those of which something was told and the others. */
export async function expectWholeRecord(
  store: RecordStore,
  told: ReadonlyMap<string, readonly RunEvent[]>,
): Promise<void> {
  const list = await store.listRuns({ limit: 1000 });
  if (!list.ok) throw new Error(list.fault.kind);
  expect(list.damaged).toEqual([]);
  const known = new Set([...list.runs.map(({ id }) => id), ...told.keys()]);
  for (const runId of known) await expectWholeRun(store, runId, told.get(runId) ?? []);
}

/**
 * Checks a run that was cut off: facts and bytes without gaps, at least those that were told, each as it was told, and
 * no fact ahead of the bytes that it quotes.
 */
export async function expectWholeRun(
  store: RecordStore,
  runId: string,
  told: readonly RunEvent[],
): Promise<void> {
  const run = await store.readRun(runId);
  if (!run.ok) throw new Error(`${runId}: ${JSON.stringify(run.fault)}`);
  expect(run.damaged).toEqual([]);
  expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_, index) => index + 1));
  for (const event of told) expect(run.events[event.seq - 1]).toEqual(event);
  const isFinished = run.events.at(-1)?.type === 'run.finished';
  expect(run.run?.state).toBe(isFinished ? 'finished' : 'interrupted');
  const trace = await store.readTrace(runId);
  if (!trace.ok) throw new Error(`${runId}: ${JSON.stringify(trace.fault)}`);
  expect(trace.damaged).toEqual([]);
  const said = (direction: 'sent' | 'received') => {
    const pieces = trace.items.flatMap((item) => (item.direction === direction ? [item.bytes] : []));
    return Buffer.concat(pieces).toString();
  };
  expectQuoted(run.events, said('sent'), said('received'));
}

const GIVEN_UP: readonly string[] = ['abandoned', 'link_lost'];

/** Everything that facts quote stands in the trace, in the same order. */
function expectQuoted(events: readonly RunEvent[], sent: string, received: string): void {
  const commands = new Quotes(sent);
  const answers = new Quotes(received);
  const others = new Quotes(received);
  for (const event of events) {
    if (event.type === 'at.unsolicited') others.expect(event.line);
    // What was given up may never have been sent.
    if (event.type !== 'at.exchanged' || GIVEN_UP.includes(event.outcome.kind)) continue;
    commands.expect(event.command);
    for (const line of event.lines) answers.expect(line);
  }
}

/** Texts that are looked for in another one, each behind the one before. */
class Quotes {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  expect(quoted: string): void {
    const found = this.#text.indexOf(quoted, this.#at);
    if (found === -1) expect.fail(`not in the trace behind ${this.#at}: ${quoted}`);
    this.#at = found + quoted.length;
  }
}
