import { COMMANDS } from '../../shared/step-commands.ts';
import type { RunContext } from './run-context.ts';
import { ended, refused } from './verdict.ts';

/**
 * Level 3 of the recovery ladder: the module anew, by its own command or, where it refuses that, by its power key.
 * False when it does not come back, or cannot be restarted.
 */
export async function restartModule(context: RunContext): Promise<boolean> {
  const { place, memory, unsolicited } = context;
  const { mark } = unsolicited;
  place.restarting = true;
  const asked = await context.say('plain', COMMANDS.restart, context.timing('module_restart'));
  // One that restarts at once leaves its answer out.
  const off = !refused(asked.outcome) ? !ended(asked.outcome) : await switchOver(context);
  const back = off && (await comesBack(context, mark));
  place.restarting = false;
  // The card asks for its PIN again, and that one costs no try.
  if (memory.pinTaken) memory.pinEntered = false;
  return back;
}

/** Off by command, on by the line that is wired to PWRKEY: the pulse alone would only switch a running module off. */
async function switchOver(context: RunContext): Promise<boolean> {
  const { line } = context.profile.powerKey;
  if (line === 'none') return false;
  const off = await context.say('powerDown', COMMANDS.powerDown, context.timing('module_restart'));
  if (off.outcome.kind !== 'ok') return false;
  const power = context.timing('power_key');
  if (!(await context.pause(power.total ?? 0))) return false;
  return (await context.pulsePowerKey(line, power.reply)) === null;
}

/**
 * A module at a fixed rate says `RDY`, which is waited for first: one that has not gone down yet would answer `AT` as
 * well. The others are known by their answer alone.
 */
async function comesBack(context: RunContext, mark: number): Promise<boolean> {
  const { clock, signal, unsolicited } = context;
  const { pause = 0, total = 0 } = context.timing('module_restart');
  const { reply } = context.timing('at_handshake');
  const sinceMs = clock.monotonic();
  await unsolicited.next(clock, mark, ({ id }) => id === 'ready', pause * 1000, signal);
  const left = total - (clock.monotonic() - sinceMs) / 1000;
  const tries = reply > 0 ? Math.max(1, Math.floor(left / reply)) : 1;
  return !signal.aborted && (await context.handshake(tries, reply)).ready;
}
