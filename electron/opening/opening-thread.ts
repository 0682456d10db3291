import { Worker } from 'node:worker_threads';
import { threadFile } from '../threads.ts';
import type { OpeningOrder } from './open-file.ts';
import { type OpeningResult, refused } from './result.ts';

/** How a file is opened beside the dialogues; what a thread died of is told to `onBug`. */
export type OpenFile = (
  order: OpeningOrder,
  signal: AbortSignal,
  onBug: (fault: unknown) => void,
) => Promise<OpeningResult>;

/**
 * Opens a file in a thread of its own. Where `signal` aborts, the thread is ended in the middle of whatever it is at.
 * What it has written is closed once this resolves, but left where it is.
 */
export const openInThread: OpenFile = (workerData, signal, onBug) =>
  resultOf(new Worker(threadFile('opening'), { workerData }), signal, onBug);

/** What a thread has to say; that it broke off where it dies without a word. */
export async function resultOf(
  worker: Worker,
  signal: AbortSignal,
  onBug: (fault: unknown) => void,
): Promise<OpeningResult> {
  let result: OpeningResult = refused('broken_off');
  const stop = () => void worker.terminate();
  worker.once('message', (said: OpeningResult) => {
    result = said;
  });
  worker.once('error', onBug);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  await new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  signal.removeEventListener('abort', stop);
  return signal.aborted ? refused('gone') : result;
}
