/* oxlint-disable typescript/no-unsafe-type-assertion, typescript/consistent-type-assertions -- a generator over closed tables */
import fc from 'fast-check';
import { BROKER_STAGES, type BrokerCheck, type BrokerObstacle } from '../../../shared/broker-check.ts';
import { type FactType, MEASUREMENTS, PHASES, RUN_PURPOSES, type RunFact } from '../../../shared/events.ts';
import {
  type AtOutcome,
  FAILURES,
  type FailureCode,
  type StepOutcome,
  WARNINGS,
} from '../../../shared/outcome.ts';
import { STEPS } from '../../../shared/plan.ts';
import { ADDRESS_RULES, type PortFault } from '../../../shared/port.ts';
import type { FieldChange } from '../../../shared/profile-change.ts';
import { RECOVERY_LEVELS } from '../../../shared/recovery.ts';

/** Any text, also with NUL, lone surrogates, quotes and line ends. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constant('\ud800'));
const textOrNull = fc.option(text);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0);
const step = fc.constantFrom(...STEPS.map((row) => row.number));
const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) =>
  // The tables are `as const`: their keys are all there is.
  fc.constantFrom(...(Object.keys(table) as Key[]));
const code = keysOf<FailureCode>(FAILURES);
const warnings = fc.array(keysOf(WARNINGS));
const evidence = fc.array(fc.nat());
const place = fc.record({
  phase: fc.constantFrom(...PHASES),
  step: fc.option(step),
  attempt: fc.nat(),
});

const atOutcome: fc.Arbitrary<AtOutcome> = fc.oneof(
  fc.record({ kind: fc.constantFrom('ok', 'error', 'completion_timeout', 'abandoned', 'link_lost') }),
  fc.record({ kind: fc.constantFrom('cme_error', 'cms_error'), code: fc.option(fc.nat()), text }),
  fc.record({ kind: fc.constant('refused'), by: text, code: fc.option(fc.nat()) }),
  fc.record({ kind: fc.constant('timeout'), heard: fc.boolean() }),
  fc.record({ kind: fc.constant('foreign_dialect'), line: text }),
);

const stepOutcome: fc.Arbitrary<StepOutcome> = fc.oneof(
  fc.record({ kind: fc.constant('passed'), evidence, warnings }),
  fc.record(
    { kind: fc.constantFrom('failed', 'errored', 'cancelled'), code, evidence, detail: text },
    { requiredKeys: ['kind', 'code', 'evidence'] },
  ),
  fc.record({
    kind: fc.constant('skipped'),
    reason: fc.constantFrom('before_first_step', 'switched_off'),
  }),
  fc.record({
    kind: fc.constant('not_applicable'),
    reason: fc.constantFrom('delivered_directly', 'stays_online'),
  }),
);

const portFault: fc.Arbitrary<PortFault> = fc.oneof(
  fc.record({ kind: fc.constant('invalid_address'), rule: fc.constantFrom(...ADDRESS_RULES), part: text }),
  fc.record({ kind: fc.constantFrom('not_found', 'no_driver', 'gone') }),
  fc.record(
    { kind: fc.constant('busy'), holder: fc.record({ pid: fc.nat(), command: text }) },
    { requiredKeys: ['kind'] },
  ),
  fc.record({ kind: fc.constant('no_permission'), group: text, command: text }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constantFrom('unreachable', 'io'), code: text }),
  fc.record({ kind: fc.constant('unsupported'), setting: text }),
);

const measurementName = fc.constantFrom(...MEASUREMENTS);
const level = fc.constantFrom(...RECOVERY_LEVELS);

const change: fc.Arbitrary<FieldChange> = fc.record({
  field: fc.constantFrom('apn.name', 'broker.host', 'broker.tls', 'baudRate'),
  value: fc.oneof(text, number, fc.boolean()),
});

const obstacle: fc.Arbitrary<BrokerObstacle> = fc.oneof(
  fc.record({ kind: fc.constantFrom('name_unknown', 'not_connected', 'no_tls'), code: text }),
  fc.record({ kind: fc.constant('session_refused'), code: fc.nat() }),
  fc.record({ kind: fc.constant('no_session'), code: text }),
);

const check: fc.Arbitrary<BrokerCheck> = fc.record({
  host: text,
  port: fc.nat(),
  tls: fc.boolean(),
  addresses: fc.array(text),
  reached: fc.constantFrom(...BROKER_STAGES),
  obstacle: fc.option(obstacle),
  speaks: fc.option(fc.constantFrom('plain', 'tls')),
  trusted: fc.option(fc.boolean()),
  durationMs: number,
});

type BodyOf<Type extends FactType> = Omit<Extract<RunFact, { type: Type }>, 'type'>;

/** A fact type that is missing here does not compile. */
const BODIES: { readonly [Type in FactType]: fc.Arbitrary<BodyOf<Type>> } = {
  'run.started': fc.record(
    {
      purpose: fc.constantFrom(...RUN_PURPOSES),
      profileName: text,
      // As JSON knows it: it has no -0.
      profile: fc.json({ stringUnit: 'binary' }).map((text): unknown => JSON.parse(text)),
      unit: textOrNull,
      operator: textOrNull,
      fromStep: step,
      version: text,
      warnings,
      changes: fc.array(change),
      station: text,
      planVersion: fc.nat(),
    },
    {
      requiredKeys: [
        'purpose',
        'profileName',
        'profile',
        'unit',
        'operator',
        'fromStep',
        'version',
        'warnings',
        'changes',
      ],
    },
  ),
  'link.opened': fc.record({ baudRate: fc.nat() }),
  'link.lost': fc.record({ fault: portFault }),
  'run.startMoved': fc.record({ requested: step, actual: step }),
  'run.pauseRequested': fc.constant({}),
  'run.paused': fc.record({ nextStep: step }),
  'run.continued': fc.constant({}),
  'step.started': fc.record({ step, attempt: fc.nat() }),
  'step.waiting': fc.record({
    step,
    until: fc.constantFrom(
      'answer',
      'sim',
      'registration',
      'attach',
      'power_up',
      'next_attempt',
      'completion',
      'message',
    ),
    limitMs: number,
  }),
  'at.exchanged': fc.record({
    place,
    command: text,
    lines: fc.array(text),
    outcome: atOutcome,
    durationMs: number,
    echoed: fc.boolean(),
  }),
  'at.unsolicited': fc.record({ place, line: text, urc: textOrNull }),
  'at.late': fc.record({ place, line: text, command: textOrNull }),
  'at.flooded': fc.record({ place, lines: fc.nat() }),
  'measurement.recorded': fc.record({
    place,
    name: measurementName,
    value: fc.oneof(text, number, fc.constant(null)),
    unit: textOrNull,
    criterion: textOrNull,
    verdict: fc.constantFrom('pass', 'fail', 'none'),
  }),
  'step.finished': fc.record({ step, outcome: stepOutcome, attempts: fc.nat(), durationMs: number }),
  'step.outOfOrder': fc.record({ step, missing: step }),
  'recovery.started': fc.record({ level, step: fc.option(step) }),
  'recovery.finished': fc.record({ level, recovered: fc.boolean(), durationMs: number }),
  'broker.checked': fc.record({ check }),
  'answer.compared': fc.record({ place, command: text, expected: text, met: fc.boolean() }),
  'run.cancelRequested': fc.record({ immediate: fc.boolean() }),
  'run.finished': fc.record({
    outcome: fc.constantFrom('passed', 'failed', 'errored', 'cancelled'),
    failedStep: fc.option(step),
    code: fc.option(code),
    detail: textOrNull,
    complete: fc.boolean(),
    durationMs: number,
  }),
};

export const FACT_TYPES = keysOfBodies();

function keysOfBodies(): FactType[] {
  // The table is complete over FactType and has no other keys.
  return Object.keys(BODIES) as FactType[];
}

/** Any fact of one type. */
export function factOf(type: FactType): fc.Arbitrary<RunFact> {
  // TypeScript cannot see that a body drawn for `type` belongs to it.
  return BODIES[type].map((body) => ({ type, ...body }) as RunFact);
}

/** Any fact of any type. */
export const anyFact: fc.Arbitrary<RunFact> = fc.oneof(...FACT_TYPES.map(factOf));
