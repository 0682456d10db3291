/** Signals that ask for an end: the terminal's Ctrl-C, a supervisor's request, a closed terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C reaches a program started by npm twice, from the terminal and passed on by npm, within milliseconds.
 * A person who asks again takes longer.
 */
const SAME_REQUEST_MS = 250;

/** Calls `stop` for every request to end; `again` tells the second from the first. Returns the way to stop listening. */
export function onStopRequest(stop: (again: boolean) => void): () => void {
  let lastMs: number | null = null;
  const heard = () => {
    const now = performance.now();
    if (lastMs !== null && now - lastMs < SAME_REQUEST_MS) return;
    stop(lastMs !== null);
    lastMs = now;
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return () => {
    for (const signal of SIGNALS) process.off(signal, heard);
  };
}
