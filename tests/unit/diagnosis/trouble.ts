import type { BrokerCheck } from '../../../shared/broker-check.ts';
import { diagnose, type Diagnosis } from '../../../shared/diagnosis.ts';
import { evidenceOf } from '../../../shared/diagnosis/evidence.ts';
import type { MeasurementName, Phase, RunEvent, RunFact } from '../../../shared/events.ts';
import { type AtOutcome, FAILURES, type FailureCode } from '../../../shared/outcome.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import { maskedProfile, profileSchema } from '../../../shared/profile.ts';
import { BASE } from '../bringup/test-run.ts';

/** A made-up record of a run that came to no good: its facts, and what it ended with. */

export type Settings = Parameters<typeof profileSchema.parse>[0];

export interface Trouble {
  readonly step: StepNumber | null;
  readonly code: FailureCode;
  /** Parts of the profile; null where none is known. */
  readonly profile?: Readonly<Record<string, unknown>> | null;
  readonly facts: readonly RunFact[];
}

const at = (phase: Phase, step: StepNumber | null) => ({ phase, step, attempt: 1 });

/** A command of a step and its end. */
export const asked = (
  step: StepNumber,
  command: string,
  outcome: AtOutcome,
  more: { readonly lines?: readonly string[]; readonly ms?: number; readonly echoed?: boolean } = {},
): RunFact => ({
  type: 'at.exchanged',
  place: at('step', step),
  command,
  lines: more.lines ?? [],
  outcome,
  durationMs: more.ms ?? 20,
  echoed: more.echoed ?? false,
});

/** A question that was put after the failure. */
export const probed = (command: string, outcome: AtOutcome, lines: readonly string[] = []): RunFact => ({
  type: 'at.exchanged',
  place: at('diagnosis', null),
  command,
  lines,
  outcome,
  durationMs: 20,
  echoed: false,
});

export const unasked = (line: string, urc: string | null, step: StepNumber | null = null): RunFact => ({
  type: 'at.unsolicited',
  place: at(step === null ? 'preparation' : 'step', step),
  line,
  urc,
});

export const late = (line: string): RunFact => ({
  type: 'at.late',
  place: at('preparation', null),
  line,
  command: null,
});

export const read = (name: MeasurementName, value: string | number | null, good = true): RunFact => ({
  type: 'measurement.recorded',
  place: at(name === 'mqtt_state' || name === 'bearer_state' ? 'diagnosis' : 'identity', null),
  name,
  value,
  unit: null,
  criterion: null,
  verdict: good ? 'pass' : 'fail',
});

export const fromHere = (check: Partial<BrokerCheck>): RunFact => ({
  type: 'broker.checked',
  check: {
    host: 'broker.example',
    port: 1883,
    tls: false,
    addresses: ['203.0.113.5'],
    reached: 'accepted',
    obstacle: null,
    speaks: null,
    trusted: null,
    durationMs: 40,
    ...check,
  },
});

export const OK: AtOutcome = { kind: 'ok' };
export const ERROR: AtOutcome = { kind: 'error' };
export const SILENT: AtOutcome = { kind: 'timeout', heard: false };
export const NOISY: AtOutcome = { kind: 'timeout', heard: true };
export const UNFINISHED: AtOutcome = { kind: 'completion_timeout' };
export const cme = (code: number): AtOutcome => ({ kind: 'cme_error', code, text: String(code) });
export const refused = (by: string, code: number | null = null): AtOutcome => ({ kind: 'refused', by, code });

/** The whole record, one fact a second. */
export function recordOf({ step, code, profile, facts }: Trouble): readonly RunEvent[] {
  const used = profile === null ? null : maskedProfile(profileSchema.parse({ ...BASE, ...profile }));
  const outcome = FAILURES[code].outcome;
  const end: RunFact[] = [
    ...(step === null
      ? []
      : [
          {
            type: 'step.finished',
            step,
            outcome: { kind: outcome, code, evidence: [] },
            attempts: 1,
            durationMs: 1000,
          } as const,
        ]),
    {
      type: 'run.finished',
      outcome,
      failedStep: step,
      code,
      detail: null,
      complete: true,
      durationMs: 60_000,
    },
  ];
  const begin: RunFact = {
    type: 'run.started',
    purpose: 'bring_up',
    profileName: 'bench',
    profile: used,
    unit: null,
    operator: null,
    fromStep: 1,
    version: '0.0.0-test',
    warnings: [],
    changes: [],
  };
  return [begin, ...facts, ...end].map((fact, index) => ({
    seq: index + 1,
    runId: 'made-up',
    port: '/dev/ttyTEST0',
    atMs: 1_700_000_000_000 + index * 1000,
    elapsedMs: index * 1000,
    ...fact,
  }));
}

/** @throws Error when there is no diagnosis, which a trouble always has. */
export function diagnosisOf(trouble: Trouble): Diagnosis {
  const diagnosis = diagnose(evidenceOf(recordOf(trouble)));
  if (diagnosis === null) throw new Error(`no diagnosis of ${trouble.code}`);
  return diagnosis;
}
