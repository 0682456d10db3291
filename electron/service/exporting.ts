import type { ExportProgress } from '../../shared/contract/exports.ts';
import type { ExportRequest } from '../../shared/export-request.ts';
import type { Desk } from './desk.ts';

/** Writes a file of one or many runs, and tells how far it has come. Nothing stays of one that is called off. */
export async function* exportRuns(
  _desk: Desk,
  _request: ExportRequest,
  _signal: AbortSignal,
): AsyncGenerator<ExportProgress> {
  yield { kind: 'done', reply: { kind: 'failed', code: 'not_found' } };
}
