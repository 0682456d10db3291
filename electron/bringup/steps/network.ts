import { COMMANDS, enterPin } from '../../../shared/step-commands.ts';
import { standingOf } from '../../../shared/codes/network.ts';
import { attached, pinTries, registrationStat } from '../../at/replies.ts';
import { simAnswer, simFailure } from '../../at/sim-answer.ts';
import { saidText } from '../attempts.ts';
import { readSignal } from '../identity-reading.ts';
import type { Said, StepContext } from '../step-context.ts';
import { ended, fail, failureCode, pass, type StepVerdict } from '../verdict.ts';

/** Equal answers after which a missing card is believed (protocol.md 1.2 row 4). */
const MISSING_BELIEVED_AFTER = 3;

/** Step 4. Polls while the card may still come up; ends at once where waiting cannot help. */
export async function simCheck(context: StepContext): Promise<StepVerdict> {
  const { reply, total = 0, poll = 1 } = context.timing('sim_check');
  let deadline = context.clock.monotonic() + total * 1000;
  let missing = 0;
  for (;;) {
    const said = await context.say('sim', COMMANDS.sim, { reply });
    if (ended(said.outcome)) return fail('no_answer', [said.seq]);
    const state = simAnswer(said);
    missing = state === 'not_inserted' ? missing + 1 : 0;
    const ready = state === 'ready' || state === 'pin2_required';
    context.measure('sim_state', state, { criterion: 'ready', verdict: ready ? 'pass' : 'fail' });
    if (ready) return pass([said.seq], said.finalMissing ? ['final_code_missing'] : []);
    // A card that took its PIN needs seconds to come up and may ask until then (protocol.md 1.3 card 4).
    if (state === 'pin_required' && !context.memory.pinEntered) {
      const refusal = await unlock(context, said);
      if (refusal !== null) return refusal;
      deadline = context.clock.monotonic() + (context.timing('sim_unlock').total ?? 0) * 1000;
    }
    if (state === 'puk_required') return fail('sim_puk_required', [said.seq], saidText(said));
    if (missing >= MISSING_BELIEVED_AFTER) return fail('sim_missing', [said.seq], saidText(said));
    const more = await pollAgain(context, deadline, poll, 'sim');
    if (more) continue;
    // OK was no proof that the PIN was taken: the card asks as before.
    if (state === 'pin_required') context.pin.entered(context.memory.identity.imei);
    return fail(simFailure(said, state), [said.seq], saidText(said));
  }
}

/** Tries of a card that nothing was tried on yet (3GPP TS 31.101 section 9.5.1). */
const ALL_TRIES = 3;

/** Enters the PIN, once in a run. Null when it was taken; otherwise the verdict. */
async function unlock(context: StepContext, asked: Said): Promise<StepVerdict | null> {
  const { memory, pin: attempts } = context;
  const { pin } = context.profile.sim;
  if (pin === '') return fail('sim_pin_required', [asked.seq], saidText(asked));
  const withheld = await withholds(context, asked);
  if (withheld !== null) return withheld;
  memory.pinEntered = true;
  attempts.entered(memory.identity.imei);
  const said = await context.say('plain', enterPin(pin), context.timing('sim_unlock'));
  if (said.outcome.kind !== 'ok')
    return fail(failureCode(said.outcome, 'sim_pin_wrong'), [said.seq], saidText(said));
  memory.pinTaken = true;
  attempts.taken(memory.identity.imei);
  return null;
}

/** A wrong PIN is entered once and not again by the next run: by then a try is lost, or the card refused this very PIN. */
async function withholds(context: StepContext, asked: Said): Promise<StepVerdict | null> {
  const { pin: attempts, memory, signal } = context;
  const said = await context.say('pinTries', COMMANDS.pinTries, context.timing('identity'));
  if (signal.aborted) return fail('no_answer', [said.seq]);
  // Not every firmware tells; then memory alone decides.
  const left = said.outcome.kind === 'ok' ? pinTries(said.information) : null;
  if (left !== null) context.measure('pin_tries', left, { criterion: String(ALL_TRIES) });
  if (attempts.given) return null;
  if (left !== null && left < ALL_TRIES)
    return fail('sim_pin_withheld', [asked.seq, said.seq], said.information.at(-1));
  const { imei } = memory.identity;
  const isKept = attempts.wasRefused(imei) || (left === null && (await attempts.wereUsedUp(imei)));
  return isKept ? fail('sim_pin_withheld', [asked.seq]) : null;
}

/** Step 5. Reads the signal between two polls: without signal, waiting for registration is hopeless. */
export async function networkRegistration(context: StepContext): Promise<StepVerdict> {
  const { reply, total = 0, poll = 2 } = context.timing('net_reg');
  const denied = context.timing('registration_denied').total ?? 0;
  const start = context.clock.monotonic();
  let deniedSince: number | null = null;
  for (;;) {
    const said = await context.say('registration', COMMANDS.registration, { reply });
    if (ended(said.outcome)) return fail('no_answer', [said.seq]);
    const stat = said.outcome.kind === 'ok' ? registrationStat(said.information) : null;
    const meaning = standingOf(stat);
    const good = meaning === 'registered' || meaning === 'registered_with_warning';
    context.measure('registration', stat, { criterion: '1 or 5', verdict: good ? 'pass' : 'fail' });
    await readSignal(context);
    if (good) {
      const warning =
        meaning === 'registered_with_warning' ? (['circuit_fallback_not_preferred'] as const) : [];
      return pass([said.seq], [...warning, ...(said.finalMissing ? (['final_code_missing'] as const) : [])]);
    }
    deniedSince = meaning === 'denied' ? (deniedSince ?? context.clock.monotonic()) : null;
    const limits = [start + total * 1000, ...(deniedSince === null ? [] : [deniedSince + denied * 1000])];
    if (await pollAgain(context, Math.min(...limits), poll, 'registration')) continue;
    if (meaning === 'denied') return fail('registration_denied', [said.seq], saidText(said));
    const code = stat === null ? failureCode(said.outcome, 'command_refused') : 'registration_timeout';
    return fail(code, [said.seq], saidText(said));
  }
}

/** Step 6. Asks once for the attach when the network is slow to offer it. */
export async function gprsAttach(context: StepContext): Promise<StepVerdict> {
  const { reply, total = 0, poll = 2 } = context.timing('gprs_attach');
  const request = context.timing('attach_request');
  const start = context.clock.monotonic();
  let requested = false;
  for (;;) {
    const said = await context.say('attach', COMMANDS.attach, { reply });
    if (ended(said.outcome)) return fail('no_answer', [said.seq]);
    const state = said.outcome.kind === 'ok' ? attached(said.information) : null;
    const value = state === null ? null : Number(state);
    context.measure('attach', value, { criterion: '1', verdict: state === true ? 'pass' : 'fail' });
    if (state === true) return pass([said.seq], said.finalMissing ? ['final_code_missing'] : []);
    const now = context.clock.monotonic();
    if (!requested && now - start >= (request.total ?? 0) * 1000) {
      requested = true;
      const remaining = Math.max(1, (start + total * 1000 - now) / 1000);
      await context.say('plain', COMMANDS.requestAttach, { reply: Math.min(request.reply, remaining) });
    }
    if (await pollAgain(context, start + total * 1000, poll, 'attach')) continue;
    const code = state === null ? failureCode(said.outcome, 'not_attached') : 'not_attached';
    return fail(code, [said.seq], saidText(said));
  }
}

/** Seconds. A profile may set the poll to 0; a module asked without any pause fills the record with nothing new. */
const LEAST_POLL = 0.1;

/** Waits for the next poll; false when the budget is used up or the run was ended. */
async function pollAgain(
  context: StepContext,
  deadlineMs: number,
  pollSeconds: number,
  until: 'sim' | 'registration' | 'attach',
): Promise<boolean> {
  const left = (deadlineMs - context.clock.monotonic()) / 1000;
  if (left <= 0 || context.signal.aborted) return false;
  context.waiting(until, left);
  return await context.pause(Math.min(Math.max(pollSeconds, LEAST_POLL), left));
}
