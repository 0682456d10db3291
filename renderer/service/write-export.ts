import type { SaveReply } from '../../shared/contract.ts';
import type { ExportProgress } from '../../shared/contract/exports.ts';
import type { ExportRequest } from '../../shared/export-request.ts';

/** What is asked of the service here. */
export interface ExportSource {
  readonly exports: {
    write(
      request: ExportRequest,
      options: { readonly signal: AbortSignal },
    ): Promise<AsyncIterable<ExportProgress>>;
  };
}

export type Progress = Omit<Extract<ExportProgress, { kind: 'progress' }>, 'kind'>;

/** Where the file went; `called_off`, and nothing of it is left; `line`: the line to the service broke. */
export type Written = SaveReply | { readonly kind: 'called_off' } | { readonly kind: 'line' };

/** Has a file written, and tells how far it is. Aborting `signal` calls it off. */
export async function writeExport(
  client: ExportSource,
  request: ExportRequest,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Written> {
  try {
    const steps = await client.exports.write(request, { signal });
    for await (const step of steps) {
      if (signal.aborted) return { kind: 'called_off' };
      if (step.kind === 'done') return step.reply;
      onProgress({ done: step.done, total: step.total });
    }
  } catch {
    // Either it was called off or the line broke.
  }
  return { kind: signal.aborted ? 'called_off' : 'line' };
}
