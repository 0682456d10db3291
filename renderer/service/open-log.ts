import { binaryOf } from '../../shared/log/binary.ts';
import {
  type FactLines,
  LOG_CHUNK_BYTES,
  type LogFault,
  type OpenedOrigin,
  type OpenedRunRow,
} from '../../shared/opened-log.ts';
import type { ServiceClient } from './connection.ts';

/** What came of sending a file to be read as a dialogue. */
export type LogOpening =
  | {
      readonly kind: 'opened';
      readonly runId: string;
      readonly lines: FactLines;
      readonly origin: OpenedOrigin;
      readonly runs: readonly OpenedRunRow[];
    }
  | { readonly kind: 'refused'; readonly fault: LogFault }
  /** The browser cannot read the file. */
  | { readonly kind: 'unreadable'; readonly code: string }
  | { readonly kind: 'stopped' };

/**
 * Sends a file slice by slice, each when the one before it has been read: neither this window nor the service ever
 * holds more than one. Rejects when the line to the service breaks.
 */
export async function openLog(
  { logs }: Pick<ServiceClient, 'logs'>,
  file: Blob & { readonly name: string },
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<LogOpening> {
  const { id } = await logs.begin({ fileName: file.name });
  for (let from = 0; from < file.size; from += LOG_CHUNK_BYTES) {
    const slice = await bytesOf(file.slice(from, from + LOG_CHUNK_BYTES));
    if (signal.aborted || typeof slice === 'string') {
      await logs.cancel({ id });
      return typeof slice === 'string' ? { kind: 'unreadable', code: slice } : { kind: 'stopped' };
    }
    const reply = await logs.chunk({ id, bytes: btoa(binaryOf(slice)) });
    if (!reply.ok) return { kind: 'refused', fault: reply.fault };
    onProgress(Math.min(file.size, from + LOG_CHUNK_BYTES));
  }
  const reply = await ended(logs, id, signal);
  if (signal.aborted) return { kind: 'stopped' };
  if (!reply.ok) return { kind: 'refused', fault: reply.fault };
  const { runId, lines, origin, runs } = reply;
  return { kind: 'opened', runId, lines, origin, runs };
}

/** A long file is read for a while after it was sent, and can be stopped in that time as well. */
async function ended(logs: ServiceClient['logs'], id: string, signal: AbortSignal) {
  // A line that breaks is told by the call that waits.
  const callOff = () => void logs.cancel({ id }).catch(() => {});
  signal.addEventListener('abort', callOff);
  try {
    return await logs.end({ id });
  } finally {
    signal.removeEventListener('abort', callOff);
  }
}

/** The bytes, or the name of what is wrong. */
async function bytesOf(slice: Blob): Promise<Uint8Array | string> {
  try {
    return new Uint8Array(await slice.arrayBuffer());
  } catch (thrown) {
    return thrown instanceof Error ? thrown.name : '';
  }
}
