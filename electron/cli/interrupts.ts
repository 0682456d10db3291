import { EXIT } from './exit-status.ts';

/** Signals that ask for an end: the terminal's Ctrl-C, a supervisor's request, a closed terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C reaches a program started by npm twice, from the terminal and passed on by npm, within milliseconds.
 * A person who asks again takes longer.
 */
const SAME_REQUEST_MS = 250;

/** The request after which nothing is waited for any more; the system frees what the process held. */
const LAST_REQUEST = 3;

/**
 * Calls `stop` with 1 for the first request to end and 2 for the second; a third ends the process. Returns the way to
 * stop listening, to be called when everything is closed: until then a signal would end the process as it stands.
 */
export function onStopRequest(stop: (request: number) => void): () => void {
  let requests = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  const heard = () => {
    const now = performance.now();
    if (now - lastMs < SAME_REQUEST_MS) return;
    lastMs = now;
    requests += 1;
    if (requests >= LAST_REQUEST) process.exit(EXIT.cancelled);
    stop(requests);
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return () => {
    for (const signal of SIGNALS) process.off(signal, heard);
  };
}
