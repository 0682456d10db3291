import type { RunEvent } from '../../shared/events.ts';
import { bytesOf } from '../../shared/log/binary.ts';
import type { TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import type { FactLines, OpenedRunRow } from '../../shared/opened-log.ts';
import { RunDigest } from '../exports/run-digest.ts';
import { LogReader, type LogReaderOptions, type OpenedLog } from '../logs/log-reader.ts';
import type { Batch, TraceEntry } from '../records/index.ts';
import { type KeepRuns, type OpeningResult, refused } from './result.ts';

/** Rows that are written in one go. */
const BATCH_ROWS = 500;

/** Reads the log of another program as a run. */
export async function openLog(
  source: AsyncIterable<Uint8Array>,
  options: LogReaderOptions,
  keep: KeepRuns,
): Promise<OpeningResult> {
  const reader = new LogReader(options);
  for await (const bytes of source) {
    const refusal = reader.push(bytes);
    if (refusal !== null) return refused(refusal);
  }
  const result = reader.end();
  if (!result.ok) return refused(result.refusal);
  const { runId, events, trace } = result.log;
  const kept = await keep(batchesOf(runId, events, trace));
  if (!kept.ok) return refused('no_room');
  return { ok: true, origin: { kind: 'log' }, runs: [rowOf(result.log)], lines: linesOf(result.log) };
}

function rowOf({ runId, events, trace }: OpenedLog): OpenedRunRow {
  const digest = new RunDigest();
  digest.add({ events, trace });
  return { runId, recordedId: runId, summary: digest.summary(runId, false), doubts: [] };
}

function linesOf({ linesOf: spans }: OpenedLog): FactLines {
  return [...spans].map(([seq, { first, last }]): FactLines[number] => [seq, first, last]);
}

/** A run in batches: facts by their numbers, each once; those that no record has a place for are left out. */
export function* batchesOf(
  runId: string,
  events: readonly RunEvent[],
  trace: readonly (TracePiece | TraceGap)[],
): Generator<Batch> {
  const bySeq = new Map<number, RunEvent>();
  for (const event of events)
    if (Number.isSafeInteger(event.seq) && event.seq > 0 && !bySeq.has(event.seq))
      bySeq.set(event.seq, event);
  const facts = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
  for (let from = 0; from < Math.max(facts.length, trace.length, 1); from += BATCH_ROWS)
    yield {
      events: facts.slice(from, from + BATCH_ROWS),
      trace: trace
        .slice(from, from + BATCH_ROWS)
        .map((piece, index) => entryOf(runId, from + index + 1, piece)),
    };
}

function entryOf(runId: string, ordinal: number, piece: TracePiece | TraceGap): TraceEntry {
  const chunk = piece.direction === 'dropped' ? piece : { ...piece, bytes: bytesOf(piece.bytes) };
  return { runId, ordinal, chunk };
}
