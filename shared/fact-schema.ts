import { z } from 'zod';
import { BROKER_STAGES, type BrokerCheck, type BrokerObstacle } from './broker-check.ts';
import { MEASUREMENTS, PHASES, type Place, RUN_PURPOSES, type RunFact } from './events.ts';
import {
  type AtOutcome,
  FAILURES,
  type FailureCode,
  RUN_OUTCOMES,
  type StepOutcome,
  WARNINGS,
  type WarningCode,
} from './outcome.ts';
import { isStepNumber, type StepNumber } from './plan.ts';
import { ADDRESS_RULES, type PortFault, RECORDING_FAULTS } from './port.ts';
import { fieldChangeSchema } from './profile-change.ts';
import { RECOVERY_LEVELS } from './recovery.ts';

/**
 * The facts as they may stand in a file. A file comes from outside: an older release, a damaged disk, an editor.
 * Each schema is held against its type in `shared/`, so that the two cannot drift apart.
 */

export const stepNumber = z.custom<StepNumber>((value) => typeof value === 'number' && isStepNumber(value));
export const failureCode = z.custom<FailureCode>(
  (value) => typeof value === 'string' && Object.hasOwn(FAILURES, value),
);
const warningCode = z.custom<WarningCode>(
  (value) => typeof value === 'string' && Object.hasOwn(WARNINGS, value),
);
export const runOutcome = z.enum(RUN_OUTCOMES);

const text = z.string();
const textOrNull = z.string().nullable();
const number = z.number();
const numberOrNull = z.number().nullable();
const texts = z.array(text).readonly();
const evidence = z.array(number).readonly();
const warnings = z.array(warningCode).readonly();

const atOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['ok', 'error', 'completion_timeout', 'abandoned', 'link_lost']) }),
  z.object({ kind: z.enum(['cme_error', 'cms_error']), code: numberOrNull, text }),
  z.object({ kind: z.literal('refused'), by: text, code: numberOrNull }),
  z.object({ kind: z.literal('timeout'), heard: z.boolean() }),
  z.object({ kind: z.literal('foreign_dialect'), line: text }),
]) satisfies z.ZodType<AtOutcome>;

const stepOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passed'), evidence, warnings }),
  z.object({
    kind: z.enum(['failed', 'errored', 'cancelled']),
    code: failureCode,
    evidence,
    detail: text.exactOptional(),
  }),
  z.object({
    kind: z.literal('skipped'),
    reason: z.enum(['before_first_step', 'switched_off']),
  }),
  z.object({
    kind: z.literal('not_applicable'),
    reason: z.enum(['delivered_directly', 'stays_online']),
  }),
]) satisfies z.ZodType<StepOutcome>;

export const portFault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invalid_address'), rule: z.enum(ADDRESS_RULES), part: text }),
  z.object({ kind: z.enum(['not_found', 'no_driver', 'gone']) }),
  z.object({
    kind: z.literal('busy'),
    holder: z.object({ pid: number, command: text }).exactOptional(),
  }),
  z.object({
    kind: z.literal('no_permission'),
    group: text.exactOptional(),
    command: text.exactOptional(),
  }),
  z.object({ kind: z.enum(['unreachable', 'io']), code: text }),
  z.object({ kind: z.literal('unsupported'), setting: text }),
  z.object({ kind: z.literal('recording'), reason: z.enum(RECORDING_FAULTS) }),
]) satisfies z.ZodType<PortFault>;

const place = z.object({
  phase: z.enum(PHASES),
  step: stepNumber.nullable(),
  attempt: number,
}) satisfies z.ZodType<Place>;

const brokerObstacle = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['name_unknown', 'not_connected', 'no_tls']), code: text }),
  z.object({ kind: z.literal('session_refused'), code: number }),
  z.object({ kind: z.literal('no_session'), code: text }),
]) satisfies z.ZodType<BrokerObstacle>;

export const brokerCheckSchema = z.object({
  host: text,
  port: number,
  tls: z.boolean(),
  addresses: texts,
  reached: z.enum(BROKER_STAGES),
  obstacle: brokerObstacle.nullable(),
  speaks: z.enum(['plain', 'tls']).nullable(),
  trusted: z.boolean().nullable(),
  durationMs: number,
}) satisfies z.ZodType<BrokerCheck>;

const recoveryLevel = z.enum(RECOVERY_LEVELS);

const fact = <Type extends RunFact['type'], Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape });

export const factSchema = z.discriminatedUnion('type', [
  fact('run.started', {
    // Records of the first release know no other purpose.
    purpose: z.enum(RUN_PURPOSES).default('bring_up'),
    profileName: text,
    profile: z.unknown(),
    unit: textOrNull,
    operator: textOrNull,
    fromStep: stepNumber,
    version: text,
    warnings,
    // Older releases always ran the profile as it was stored.
    changes: z.array(fieldChangeSchema).readonly().default([]),
    timed: z.literal(false).exactOptional(),
    station: text.exactOptional(),
    planVersion: number.exactOptional(),
  }),
  fact('link.opened', { baudRate: number }),
  fact('link.lost', { fault: portFault }),
  fact('run.startMoved', { requested: stepNumber, actual: stepNumber }),
  fact('run.pauseRequested', {}),
  fact('run.paused', { nextStep: stepNumber }),
  fact('run.continued', {}),
  fact('step.started', { step: stepNumber, attempt: number }),
  fact('step.waiting', {
    step: stepNumber,
    until: z.enum([
      'answer',
      'sim',
      'registration',
      'attach',
      'power_up',
      'next_attempt',
      'completion',
      'message',
    ]),
    limitMs: number,
  }),
  fact('at.exchanged', {
    place,
    command: text,
    lines: texts,
    outcome: atOutcome,
    durationMs: number,
    echoed: z.boolean(),
  }),
  fact('at.unsolicited', { place, line: text, urc: textOrNull }),
  fact('at.late', { place, line: text, command: textOrNull }),
  fact('at.flooded', { place, lines: number }),
  fact('measurement.recorded', {
    place,
    name: z.enum(MEASUREMENTS),
    value: z.union([text, number]).nullable(),
    unit: textOrNull,
    criterion: textOrNull,
    verdict: z.enum(['pass', 'fail', 'none']),
  }),
  fact('step.finished', { step: stepNumber, outcome: stepOutcome, attempts: number, durationMs: number }),
  fact('step.outOfOrder', { step: stepNumber, missing: stepNumber }),
  fact('recovery.started', { level: recoveryLevel, step: stepNumber.nullable() }),
  fact('recovery.finished', { level: recoveryLevel, recovered: z.boolean(), durationMs: number }),
  fact('broker.checked', { check: brokerCheckSchema }),
  fact('answer.compared', { place, command: text, expected: text, met: z.boolean() }),
  fact('run.cancelRequested', { immediate: z.boolean() }),
  fact('run.finished', {
    outcome: runOutcome,
    failedStep: stepNumber.nullable(),
    code: failureCode.nullable(),
    detail: textOrNull,
    complete: z.boolean(),
    durationMs: number,
  }),
]) satisfies z.ZodType<RunFact>;
