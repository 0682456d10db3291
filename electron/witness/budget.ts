import type { Clock } from '../../shared/clock.ts';

/** A stage that did not get there; `code` is the system's own, as in ECONNREFUSED. */
export interface Failed {
  readonly ok: false;
  readonly code: string;
}

/** The time of one check, spent stage by stage. */
export class Budget {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #endMs: number;

  constructor(clock: Clock, totalMs: number, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    this.#endMs = clock.monotonic() + totalMs;
  }

  /**
   * What a stage comes to, or that its time is up, or that the check was called off. Does not wait for a stage that
   * cannot be interrupted; the others end by `over`.
   */
  async spend<Done>(
    limitMs: number,
    stage: (over: AbortSignal) => Promise<Done | Failed>,
  ): Promise<Done | Failed> {
    const ms = Math.min(limitMs, this.#endMs - this.#clock.monotonic());
    if (this.#signal.aborted) return { ok: false, code: 'ECANCELED' };
    if (ms <= 0) return { ok: false, code: 'ETIMEDOUT' };
    const over = new AbortController();
    let end: (code: string) => void = () => {};
    const ended = new Promise<Failed>((resolve) => {
      end = (code) => {
        resolve({ ok: false, code });
        over.abort();
      };
    });
    const callOff = () => end('ECANCELED');
    this.#signal.addEventListener('abort', callOff, { once: true });
    const cancel = this.#clock.schedule(ms, () => end('ETIMEDOUT'));
    try {
      return await Promise.race([ended, stage(over.signal)]);
    } finally {
      cancel();
      this.#signal.removeEventListener('abort', callOff);
    }
  }
}

/** The system's code of an error. Its text is not kept: nobody knows what stands in it. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? code : 'EUNKNOWN';
}
