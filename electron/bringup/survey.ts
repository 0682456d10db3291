import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import { mqttState } from '../at/replies.ts';
import { closeSession, readBearerState, shutBearer } from './recovery.ts';
import type { StepContext } from './step-context.ts';

/** Where the module stands before the data link is touched. Null: it does not tell. */
export interface Standing {
  readonly bearer: string | null;
  /** 0 offline, 1 in session, 2 TCP up without session (protocol.md 4.6). */
  readonly mqtt: 0 | 1 | 2 | null;
}

/** States with an address: what steps 10 and later stand on (protocol.md 4.5). */
const BEARER_UP = ['IP GPRSACT', 'IP STATUS', 'IP PROCESSING', 'CONNECT OK', 'TCP CLOSED'];

export async function surveyModule(context: StepContext): Promise<Standing> {
  const { reply } = context.timing('identity');
  const said = await context.say('mqttState', COMMANDS.mqttState, { reply });
  const mqtt = said.outcome.kind === 'ok' ? mqttState(said.information) : null;
  if (mqtt !== null) context.measure('mqtt_state', mqtt);
  return { mqtt, bearer: await readBearerState(context) };
}

/**
 * The first step that can be run, not later than the one asked for: a step is begun only where the module stands
 * on what it needs (protocol.md 1.4). 11 to 13 are one piece.
 */
export function startFor(requested: StepNumber, { bearer, mqtt }: Standing): StepNumber {
  if (requested <= STEP_NUMBER.set_apn) return requested;
  if (requested === STEP_NUMBER.pdp_activate) return bearer === 'IP START' ? requested : STEP_NUMBER.set_apn;
  if (!bearerUp(bearer)) return STEP_NUMBER.set_apn;
  if (requested <= STEP_NUMBER.broker_connect) return requested;
  if (requested === STEP_NUMBER.mqtt_session && mqtt === 2) return requested;
  if (requested > STEP_NUMBER.mqtt_session && mqtt === 1) return requested;
  return STEP_NUMBER.broker_connect;
}

/** Tears down what an earlier run left where the step about to run needs it gone. */
export async function prepare(
  context: StepContext,
  step: StepNumber,
  { bearer, mqtt }: Standing,
): Promise<void> {
  const sessionGone = step <= STEP_NUMBER.mqtt_auth_cfg;
  if (sessionGone && mqtt !== 0 && (mqtt !== null || bearer !== 'IP INITIAL')) {
    if (!(await closeSession(context))) return;
  }
  if (step === STEP_NUMBER.set_apn && bearer !== null && bearer !== 'IP INITIAL') await shutBearer(context);
}

function bearerUp(bearer: string | null): boolean {
  return bearer !== null && BEARER_UP.includes(bearer);
}
