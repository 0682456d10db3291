import type { RunFact } from '../../shared/events.ts';

/**
 * What can be said where only the commands are heard: that a step was reached, never what came of it. The fact that an
 * observer without answers states, with nothing in it that rests on their absence.
 */
export function withoutAnswers(fact: RunFact): RunFact {
  if (fact.type === 'at.exchanged') return { ...fact, outcome: { kind: 'abandoned' } };
  if (fact.type !== 'step.finished' || fact.outcome.kind !== 'failed') return fact;
  return { ...fact, outcome: { kind: 'errored', code: 'answers_unheard', evidence: fact.outcome.evidence } };
}
