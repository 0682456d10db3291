import { COMMANDS, setApn, setClientId } from '../../shared/step-commands.ts';
import { bearerWord } from '../../shared/codes/bearer.ts';
import { ipv4 } from '../at/replies.ts';
import type { StepContext } from './step-context.ts';
import { ended } from './verdict.ts';

/**
 * The recovery ladder (protocol.md 5.3): the cheapest rung first. Answers to closing commands do not matter, a
 * module that has nothing to close says ERROR.
 */

/** Level 1: the MQTT session and its TCP link. False when nobody answers any more. */
export async function closeSession(context: StepContext): Promise<boolean> {
  const { reply } = context.timing('teardown');
  const disconnected = await context.say('plain', COMMANDS.disconnect, { reply });
  return !ended(disconnected.outcome) && (await closeLink(context));
}

/** The TCP link alone, behind a session that is closed (protocol.md 1.3 card 19). False when nobody answers any more. */
export async function closeLink(context: StepContext): Promise<boolean> {
  const { reply } = context.timing('teardown');
  const closed = await context.say('plain', COMMANDS.closeLink, { reply });
  return !ended(closed.outcome);
}

/** The bearer down, back to IP INITIAL. False when nobody answers any more. */
export async function shutBearer(context: StepContext): Promise<boolean> {
  const said = await context.say('shutBearer', COMMANDS.shutBearer, context.timing('bearer_shut'));
  return !ended(said.outcome);
}

/** Steps 7 and 8 again, on a bearer that was shut. */
export async function setUpBearer(context: StepContext): Promise<boolean> {
  const apn = await context.say('plain', setApn(context.profile), context.timing('set_apn'));
  if (apn.outcome.kind !== 'ok') return false;
  const { reply } = context.timing('pdp_activate');
  const active = await context.say('plain', COMMANDS.activateBearer, { reply });
  return active.outcome.kind === 'ok';
}

/** Level 2: the bearer from scratch and the client configuration of step 10. */
export async function renewBearer(context: StepContext): Promise<boolean> {
  if (!(await closeSession(context)) || !(await shutBearer(context)) || !(await setUpBearer(context)))
    return false;
  const address = await context.say('localAddress', COMMANDS.localAddress, context.timing('get_ip'));
  if (ipv4(address.information) === null) return false;
  const client = await context.say('plain', setClientId(context.profile), context.timing('mqtt_client_cfg'));
  return client.outcome.kind === 'ok';
}

/** `AT+CIPSTATUS`, recorded; null when the module does not tell. */
export async function readBearerState(context: StepContext): Promise<string | null> {
  const { reply } = context.timing('identity');
  const said = await context.say('bearerState', COMMANDS.bearerState, { reply, completion: reply });
  const state = said.completion === null ? null : bearerWord(said.completion.text);
  if (state !== null) context.measure('bearer_state', state);
  return state;
}
