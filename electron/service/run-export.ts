import { setImmediate } from 'node:timers/promises';
import type { ExportFormat, SaveReply } from '../../shared/contract.ts';
import { JsonLines, NO_HEAD, reduceHead, textHeader, TextLines } from '../../shared/log/export.ts';
import { logFileName } from '../../shared/log/file-name.ts';
import type { LogPage } from '../../shared/log/log-entry.ts';
import type { RecordFault } from '../../shared/record-fault.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import type { RecordStore } from '../records/index.ts';
import type { Desk } from './desk.ts';
import { readRunPage } from './run-feed.ts';

/** Extensions of the formats. */
export const EXTENSIONS = { text: 'txt', jsonl: 'jsonl' } as const satisfies Record<ExportFormat, string>;

/** Facts, and pieces, read at once: few enough to leave the event loop to others. */
const PAGE_LIMIT = 500;

export type RunExport =
  | { readonly ok: true; readonly fileName: string; readonly chunks: AsyncIterable<string> }
  | { readonly ok: false; readonly fault: RecordFault };

type Pages = Pick<RecordStore, 'readPage'>;

/** The log of a run as the text of a file, read from the record as it is written out. */
export async function exportChunks(store: Pages, runId: string, format: ExportFormat): Promise<RunExport> {
  // The first page has what the file is called by, unless the unit told its numbers very late.
  const first = await readRunPage(store, { runId, afterSeq: 0, afterOrdinal: 0, limit: PAGE_LIMIT });
  if (!first.ok) return first;
  const state = first.page.events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE);
  const fileName = logFileName(state, EXTENSIONS[format]);
  const chunks = format === 'jsonl' ? jsonChunks(store, runId) : textChunks(store, runId);
  return { ok: true, fileName, chunks };
}

/** Exports a run to where the user says, or tells the browser where to fetch it. */
export async function exportRun(desk: Desk, runId: string, format: ExportFormat): Promise<SaveReply> {
  const { saving, runs } = desk;
  const exported = await exportChunks(runs, runId, format);
  if (!exported.ok) return { kind: 'failed', code: exported.fault.kind };
  if (saving === null) return { kind: 'download', path: `/export/${runId}.${EXTENSIONS[format]}` };
  try {
    return await saving.save(exported.fileName, exported.chunks, false);
  } catch (thrown) {
    if (thrown instanceof BrokenOff) return { kind: 'failed', code: thrown.fault.kind };
    throw thrown;
  }
}

/** The record can no longer be read in the middle of an export: half a file must not pass for a whole one. */
class BrokenOff extends Error {
  readonly fault: RecordFault;

  constructor(fault: RecordFault) {
    super(`the record cannot be read: ${fault.kind}`);
    this.fault = fault;
  }
}

/** A text as the one chunk of a file. */
export async function* textOnce(text: string): AsyncGenerator<string> {
  yield text;
}

async function* jsonChunks(store: Pages, runId: string): AsyncGenerator<string> {
  const lines = new JsonLines();
  for await (const page of pagesOf(store, runId)) yield [...lines.of(page)].join('');
}

/** The record is read twice: what stands at the head of the text is known at its end. */
async function* textChunks(store: Pages, runId: string): AsyncGenerator<string> {
  let head = NO_HEAD;
  for await (const page of pagesOf(store, runId)) head = reduceHead(head, page);
  yield [...textHeader(head)].join('');
  const lines = new TextLines(head.state.startedAtMs);
  for await (const page of pagesOf(store, runId)) yield [...lines.of(page)].join('');
  yield [...lines.rest()].join('');
}

/**
 * The pages of a run, between which the event loop has its turn: dialogues with modules go on beside a long export.
 * @throws BrokenOff
 */
async function* pagesOf(store: Pages, runId: string): AsyncGenerator<LogPage> {
  let position = { afterSeq: 0, afterOrdinal: 0 };
  for (;;) {
    const read = await readRunPage(store, { runId, ...position, limit: PAGE_LIMIT });
    if (!read.ok) throw new BrokenOff(read.fault);
    yield read.page;
    if (!read.page.more) return;
    await setImmediate();
    position = { afterSeq: read.page.seq, afterOrdinal: read.page.ordinal };
  }
}
