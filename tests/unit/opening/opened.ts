import { onTestFinished } from 'vitest';
import type { Batch } from '../../../electron/records/index.ts';
import { OpenedLogs } from '../../../electron/service/opened-logs.ts';
import { ScratchRecords } from '../../../electron/service/scratch-record.ts';
import { pagesOf } from '../../../electron/exports/run-pages.ts';
import { TextLines } from '../../../shared/log/export.ts';
import type { TraceGap, TracePiece } from '../../../shared/log/log-entry.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import type { PageQuery, PageResult, RecordStore } from '../../../electron/records/index.ts';

/** Files that are opened as a window opens them, and what is then read of their runs. */

export interface Opening {
  readonly logs: OpenedLogs;
  readonly pages: Pick<RecordStore, 'readPage'>;
  /** The record that a run is kept in. */
  pathOf(runId: string): string;
  /** Sends a file whole, in pieces of a size. */
  send(
    bytes: Uint8Array,
    pieceBytes?: number,
    fileName?: string,
  ): Promise<Awaited<ReturnType<OpenedLogs['end']>>>;
}

export function opening(): Opening {
  const clock = new VirtualClock();
  const scratch = new ScratchRecords({ addRecord: () => {}, removeRecord: async () => {} });
  const logs = new OpenedLogs(clock, scratch);
  onTestFinished(async () => {
    await logs.close();
    await scratch.close();
  });
  const pages = {
    readPage: async (query: PageQuery): Promise<PageResult> =>
      scratch.readPage(query) ?? { ok: false, fault: { kind: 'not_found' } },
  };
  return {
    logs,
    pages,
    pathOf: (runId) => scratch.pathOf(runId) ?? '',
    send: async (bytes, pieceBytes = 300_000, fileName = 'pack.zip') => {
      const id = logs.begin(fileName);
      for (let from = 0; from < bytes.length; from += pieceBytes) {
        const reply = await logs.chunk(id, bytes.subarray(from, from + pieceBytes));
        if (!reply.ok) return reply;
      }
      return await logs.end(id);
    },
  };
}

export interface WholeRun {
  readonly events: readonly RunEvent[];
  readonly trace: readonly (TracePiece | TraceGap)[];
  readonly damaged: readonly number[];
  /** The rows of its log, as text. */
  readonly log: readonly string[];
}

/** Everything of a run, under the name that it was recorded under. */
export async function wholeRun(
  pages: Pick<RecordStore, 'readPage'>,
  runId: string,
  recordedId = runId,
): Promise<WholeRun> {
  const events: RunEvent[] = [];
  const trace: (TracePiece | TraceGap)[] = [];
  const damaged: number[] = [];
  const lines = new TextLines(0);
  const log: string[] = [];
  for await (const page of pagesOf(pages, runId)) {
    const named = page.events.map((event) => ({ ...event, runId: recordedId }));
    events.push(...named);
    trace.push(...page.trace);
    damaged.push(...(page.damaged ?? []));
    log.push(...lines.of({ ...page, events: named }));
  }
  log.push(...lines.rest());
  return { events, trace, damaged, log };
}

/** Takes batches and forgets them. */
export async function forgetting(
  batches: Iterable<Batch> | AsyncIterable<Batch>,
): Promise<{ readonly ok: true }> {
  for await (const _ of batches);
  return { ok: true };
}
