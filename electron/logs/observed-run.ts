import type { RunFact, RunPurpose } from '../../shared/events.ts';
import type { Conclusion } from './observed-steps.ts';

/** The first fact of what is only watched. */
export function observedStart(
  purpose: Extract<RunPurpose, 'opened_log' | 'listening'>,
  name: string,
  version: string,
): RunFact {
  return {
    type: 'run.started',
    purpose,
    profileName: name,
    profile: null,
    unit: null,
    operator: null,
    fromStep: 1,
    version,
    warnings: [],
    changes: [],
  };
}

/** The last fact of what was only watched. */
export function observedEnd(conclusion: Conclusion, durationMs: number): RunFact {
  const { stuckStep, outcome, code, detail, complete } = conclusion;
  return { type: 'run.finished', outcome, failedStep: stuckStep, code, detail, complete, durationMs };
}
