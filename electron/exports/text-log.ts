import type { DatabaseSync } from 'node:sqlite';
import { NO_HEAD, reduceHead, type TextHead, textHeader, TextLines } from '../../shared/log/export.ts';
import { encoded } from './encoded.ts';
import { pageReader, type ReadPages } from './record-pages.ts';
import type { ExportSource, Pause } from './source.ts';

/** The log of runs for people, one after the other, each with its head. Bounded memory, however long they are. */
export function textLog({ database, runs, advance }: ExportSource): Iterable<Uint8Array | Pause> {
  return encoded(
    textOf(
      database,
      runs.map(({ id }) => id),
      advance,
    ),
  );
}

function* textOf(
  database: DatabaseSync,
  runIds: readonly string[],
  advance: (count: number) => void,
): Generator<string | Pause> {
  const read = pageReader(database);
  for (const runId of runIds) {
    const head = yield* headOf(read, runId);
    yield* textHeader(head);
    const lines = new TextLines(head.state.startedAtMs);
    for (const page of read(runId, 'all')) {
      yield* lines.of(page);
      advance(page.events.length + page.trace.length + (page.damaged?.length ?? 0));
      yield null;
    }
    yield* lines.rest();
  }
}

/** What stands ahead of the log is known when all facts were read. */
function* headOf(read: ReadPages, runId: string): Generator<Pause, TextHead> {
  let head = NO_HEAD;
  for (const page of read(runId, 'facts')) {
    head = reduceHead(head, page);
    yield null;
  }
  return head;
}
