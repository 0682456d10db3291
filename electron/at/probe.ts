/**
 * Proves that the module listens and that nothing it still owes can be taken for another command's answer:
 * bare `AT`s until one is answered, then silence. Used for the first handshake and after an abandoned command.
 */
export interface Probe {
  readonly purpose: 'handshake' | 'resynchronise';
  readonly tries: number;
  readonly tryMs: number;
  readonly settleMs: number;
  readonly phase: 'waiting' | 'settling';
  readonly sent: number;
  /** Final result codes that came since the first `AT` of this probe. */
  readonly answered: number;
  readonly sentAtMs: number;
  readonly deadlineMs: number;
  readonly heard: boolean;
}

export type ProbeStep =
  | { readonly next: 'wait'; readonly probe: Probe }
  | { readonly next: 'send'; readonly probe: Probe }
  | { readonly next: 'ready' }
  | { readonly next: 'silent' };

export interface ProbeLimits {
  readonly tries: number;
  readonly tryMs: number;
  /** Silence that counts as proof, at least. */
  readonly settleMs: number;
}

export function beginProbe(purpose: Probe['purpose'], limits: ProbeLimits, nowMs: number): Probe {
  return {
    purpose,
    ...limits,
    phase: 'waiting',
    sent: 1,
    answered: 0,
    sentAtMs: nowMs,
    deadlineMs: nowMs + limits.tryMs,
    heard: false,
  };
}

/** A final result code came. `ok` tells `OK` from an error, which answers half a line left in the module's buffer. */
export function probeAnswered(probe: Probe, ok: boolean, nowMs: number): ProbeStep {
  const answered = probe.answered + 1;
  if (!ok && answered >= probe.sent) return again({ ...probe, answered }, nowMs);
  // The very first AT of a session, answered: nothing was asked before, so nothing can be owed.
  if (probe.purpose === 'handshake' && probe.sent === 1 && answered === 1) return { next: 'ready' };
  const settleMs = answered < probe.sent ? probe.tryMs : probe.settleMs;
  return { next: 'wait', probe: { ...probe, answered, phase: 'settling', deadlineMs: nowMs + settleMs } };
}

/** The deadline passed: no answer, or silence after one. */
export function probeElapsed(probe: Probe, nowMs: number): ProbeStep {
  if (probe.phase === 'waiting') return again(probe, nowMs);
  // More answers than questions: one of them belonged to an abandoned command, so ask once more. A module that
  // answers everything twice never comes out even; after the tries the silence itself is proof enough.
  const doubtful = probe.answered > probe.sent && probe.sent < probe.tries;
  return doubtful ? again({ ...probe, answered: probe.sent }, nowMs) : { next: 'ready' };
}

function again(probe: Probe, nowMs: number): ProbeStep {
  if (probe.sent >= probe.tries) return { next: 'silent' };
  return {
    next: 'send',
    probe: {
      ...probe,
      phase: 'waiting',
      sent: probe.sent + 1,
      sentAtMs: nowMs,
      deadlineMs: nowMs + probe.tryMs,
    },
  };
}
