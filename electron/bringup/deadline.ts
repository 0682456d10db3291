import type { Clock } from '../../shared/clock.ts';

/** A signal that aborts after `ms` milliseconds, or when `other` does. */
export function deadlineSignal(
  clock: Clock,
  ms: number,
  other: AbortSignal,
): { readonly signal: AbortSignal; readonly cancel: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancelTimer = clock.schedule(ms, abort);
  if (other.aborted) abort();
  other.addEventListener('abort', abort, { once: true });
  const cancel = () => {
    cancelTimer();
    other.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, cancel };
}
