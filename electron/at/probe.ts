/**
 * Proves that the module listens and that nothing it still owes can be taken for another command's answer:
 * bare `AT`s until one is answered, then silence. Used for the first handshake and after an abandoned command.
 *
 * A module answers in the order it was asked, so the answer to the last `AT` is the last of all. Bare `OK`s look
 * alike, so which one it was is not known; but none can follow after a silence longer than any `AT` takes.
 */
export interface Probe {
  readonly limits: ProbeLimits;
  /** `settling`: one answer came, what else is owed may still come. */
  readonly phase: 'waiting' | 'settling';
  readonly sent: number;
  /** Final result codes that came since the first `AT` of this probe. */
  readonly answered: number;
  readonly sentAtMs: number;
  readonly deadlineMs: number;
}

export type ProbeStep =
  | { readonly next: 'wait'; readonly probe: Probe }
  | { readonly next: 'send'; readonly probe: Probe }
  | { readonly next: 'ready' }
  | { readonly next: 'silent' };

export interface ProbeLimits {
  readonly tries: number;
  readonly tryMs: number;
  /** Whether codes asked for before this probe may still come. */
  readonly owed: boolean;
  /** Silence that counts as proof, milliseconds: longer than the module takes for a bare `AT`. */
  readonly settleMs: number;
}

/** A bare `AT` is answered within this, or within twice what it was seen to take, up to a limit. */
const SETTLE_MS = { least: 1000, most: 3000 } as const;

/** The silence that counts as proof, milliseconds, for a module seen to take `latencyMs` for a bare `AT`. */
export function settlingMs(tryMs: number, latencyMs: number): number {
  return Math.max(SETTLE_MS.least, tryMs, Math.min(SETTLE_MS.most, 2 * latencyMs));
}

/** So many answers more than questions are no answers: the module repeats itself for ever. */
const SURPLUS_LIMIT = 32;

export function beginProbe(limits: ProbeLimits, nowMs: number): Probe {
  const deadlineMs = nowMs + limits.tryMs;
  return {
    limits,
    phase: 'waiting',
    sent: 1,
    answered: 0,
    sentAtMs: nowMs,
    deadlineMs,
  };
}

/** A final result code came. `ok` tells `OK` from an error, which answers half a line left in the module's buffer. */
export function probeAnswered(probe: Probe, ok: boolean, nowMs: number): ProbeStep {
  const { limits, phase, sent } = probe;
  const answered = probe.answered + 1;
  if (phase === 'waiting' && !ok && answered >= sent) return again({ ...probe, answered }, nowMs);
  // The first AT of a session, answered: nothing was asked before, so nothing can be owed.
  if (phase === 'waiting' && !limits.owed && sent === 1) return { next: 'ready' };
  if (answered > sent + SURPLUS_LIMIT) return { next: 'silent' };
  const deadlineMs = nowMs + limits.settleMs;
  return { next: 'wait', probe: { ...probe, phase: 'settling', answered, deadlineMs } };
}

/** The deadline passed: no answer, or silence after one. */
export function probeElapsed(probe: Probe, nowMs: number): ProbeStep {
  return probe.phase === 'waiting' ? again(probe, nowMs) : { next: 'ready' };
}

/** Whether more codes came than were asked for: the module answers things twice. */
export function probeDoubled({ answered, sent, limits }: Probe): boolean {
  return !limits.owed && answered > sent;
}

function again(probe: Probe, nowMs: number): ProbeStep {
  if (probe.sent >= probe.limits.tries) return { next: 'silent' };
  return {
    next: 'send',
    probe: {
      ...probe,
      phase: 'waiting',
      sent: probe.sent + 1,
      sentAtMs: nowMs,
      deadlineMs: nowMs + probe.limits.tryMs,
    },
  };
}
