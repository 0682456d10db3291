import { Worker } from 'node:worker_threads';
import { threadFile } from '../threads.ts';
import type { OpeningOrder } from './open-file.ts';
import { type OpeningResult, refused } from './result.ts';

/**
 * What the thread may take: a file that is too much for it ends the thread, not the program. With half of it a long pack
 * needs no more, but is half as long again in clearing up.
 */
const MOST_MEMORY_MB = 1024;

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
export const openInThread: OpenFile = (order, signal, onBug) => resultOf(beginThread(order), signal, onBug);

function beginThread(workerData: OpeningOrder): Worker {
  return new Worker(threadFile('opening'), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
}

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
