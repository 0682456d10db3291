import { COMMANDS, fixBaudForms } from '../../../shared/step-commands.ts';
import { BAUD_RATES } from '../../../shared/timing.ts';
import { scanRates } from '../baud-scan.ts';
import { portCode } from '../interrupts.ts';
import type { Greeting, Said, StepContext } from '../step-context.ts';
import { ended, fail, failureCode, pass, refused, type StepVerdict } from '../verdict.ts';

/** Tries at the profile's rate before other rates are tried; the rest come after the scan. */
const TRIES_BEFORE_SCAN = 5;

/** Step 1. A module may be at another rate, still starting, or off: asked in this order, the pulse last. */
export async function atHandshake(context: StepContext): Promise<StepVerdict> {
  let greeting = await lookFor(context);
  const { line } = context.profile.powerKey;
  if (!greeting.ready && !context.signal.aborted && line !== 'none') {
    const power = context.timing('power_key');
    // Only now: the same pulse turns a running module off (protocol.md 2, PWRKEY).
    const fault = await context.pulsePowerKey(line, power.reply);
    if (fault === null) {
      context.waiting('power_up', power.total ?? 0);
      await context.pause(power.total ?? 0);
      greeting = await lookFor(context);
    }
  }
  if (!greeting.ready) return fail(greeting.heard ? 'garbled_answer' : 'no_answer', seqs(greeting));
  context.measure('baud_rate', context.memory.baudRate, { unit: 'bit/s', verdict: 'pass' });
  return pass([greeting.seq]);
}

async function lookFor(context: StepContext): Promise<Greeting> {
  const { reply, total, attempts } = context.timing('at_handshake');
  // A profile may set the limit to 0: then one try is all there is time for.
  const fitting = reply > 0 ? Math.floor((total ?? reply) / reply) : 1;
  const tries = Math.max(1, Math.min(attempts, fitting));
  const first = await context.handshake(Math.min(tries, TRIES_BEFORE_SCAN), reply);
  if (first.ready || context.signal.aborted) return first;
  const { baudRate } = context.profile;
  const others = BAUD_RATES.filter((rate) => rate !== baudRate);
  const scanned = await scanRates(context, others, baudRate);
  if (scanned.ready || context.signal.aborted) return scanned;
  const rest = tries - TRIES_BEFORE_SCAN;
  const last = rest > 0 ? await context.handshake(rest, reply) : scanned;
  return { ...last, heard: first.heard || last.heard, seq: Math.max(first.seq, last.seq) };
}

/** Step 2. Proved by a second command that comes back without its echo. */
export async function echoOff(context: StepContext): Promise<StepVerdict> {
  const { reply, attempts } = context.timing('echo_off');
  for (let attempt = 1; ; attempt += 1) {
    if (attempt > 1) context.attempt(attempt);
    const said = await context.say('plain', COMMANDS.echoOff, { reply });
    if (ended(said.outcome)) return fail('no_answer', [said.seq]);
    if (said.outcome.kind === 'ok') {
      const proof = await context.say('plain', COMMANDS.attention, { reply });
      if (ended(proof.outcome)) return fail('no_answer', [proof.seq]);
      if (proof.outcome.kind === 'ok') return pass([said.seq, proof.seq], proof.echoed ? ['echo_stays'] : []);
    }
    if (attempt >= attempts) return pass([said.seq], ['optional_refused']);
  }
}

/** Step 3. The answer comes at the old rate, then both sides change (protocol.md 1.3 card 3). */
export async function fixBaud(context: StepContext): Promise<StepVerdict> {
  const timing = context.timing('fix_baud');
  const forms = fixBaudForms(context.profile.baudRate).slice(0, timing.attempts);
  let last: Said | null = null;
  for (const [index, lines] of forms.entries()) {
    if (index > 0) context.attempt(index + 1);
    last = null;
    for (const line of lines) {
      last = await context.say('plain', line, timing);
      if (last.outcome.kind !== 'ok') break;
    }
    if (last === null || ended(last.outcome)) return fail('no_answer', last === null ? [] : [last.seq]);
    // A module that changes its rate before it answers was not heard: it is looked for at the new rate.
    const unheard = last.outcome.kind === 'timeout' && changesRate(context);
    if (last.outcome.kind === 'ok' || unheard) return await followRate(context, last, index > 0);
    if (!refused(last.outcome) && last.outcome.kind !== 'timeout')
      return fail(failureCode(last.outcome, 'command_refused'), [last.seq]);
  }
  return pass(last === null ? [] : [last.seq], ['optional_refused']);
}

function changesRate({ hasBaudRate, memory, profile }: StepContext): boolean {
  return hasBaudRate && memory.baudRate !== profile.baudRate;
}

/** Goes to the new rate and greets the module there; falls back to the old one when it did not change. */
async function followRate(context: StepContext, said: Said, otherForm: boolean): Promise<StepVerdict> {
  const before = context.memory.baudRate;
  const after = context.profile.baudRate;
  const { reply } = context.timing('at_handshake');
  const changed = changesRate(context);
  const fault = changed ? await context.setBaudRate(after) : null;
  if (fault !== null) return fail(portCode(fault), [said.seq], `${after} bit/s`);
  const greeting = await context.handshake(TRIES_BEFORE_SCAN, reply);
  if (greeting.ready) {
    context.measure('baud_rate', context.memory.baudRate, { unit: 'bit/s', verdict: 'pass' });
    const missing = said.outcome.kind === 'ok' ? [] : (['final_code_missing'] as const);
    return pass([said.seq, greeting.seq], otherForm ? ['answered_after_retry', ...missing] : missing);
  }
  if (!changed || context.signal.aborted) return fail('no_answer', seqs(greeting));
  await context.setBaudRate(before);
  const old = await context.handshake(TRIES_BEFORE_SCAN, reply);
  return old.ready ? pass([said.seq, old.seq], ['rate_unchanged']) : fail('no_answer', seqs(old));
}

function seqs({ seq }: Greeting): readonly number[] {
  return seq === 0 ? [] : [seq];
}
