import type { ExportFormat, ExportRequest } from '../../shared/export-request.ts';
import { logFileName } from '../../shared/log/file-name.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import type { RecordStore } from '../records/index.ts';

const PAGE_LIMIT = 500;

/** What distinguishes files of the same runs. */
const PARTS: Partial<Record<ExportFormat, string>> = {
  'csv-runs': 'runs',
  'csv-steps': 'steps',
  pack: 'pack',
};

/** What a file is to be called: by the run that is in it, or by how many there are and the day that it is made. */
export async function exportName(
  runs: Pick<RecordStore, 'readPage'>,
  { what, format }: Pick<ExportRequest, 'what' | 'format'>,
  extension: string,
  nowMs: number,
): Promise<string> {
  const part = PARTS[format];
  const ending = part === undefined ? extension : `${part}.${extension}`;
  const [only, ...more] = what.kind === 'runs' ? what.ids : [];
  if (only === undefined || more.length > 0) {
    const count = what.kind === 'runs' ? `-${what.ids.length}-runs` : '';
    return `WIS800C${count}-${new Date(nowMs).toISOString().slice(0, 10)}.${ending}`;
  }
  // The first page has what it is called by, unless the unit told its numbers very late.
  const first = await runs.readPage({ runId: only, afterSeq: 0, afterOrdinal: 0, limit: PAGE_LIMIT });
  const events = first.ok ? first.page.events : [];
  return logFileName(events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE), ending);
}
