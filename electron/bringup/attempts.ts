import type { CommandLine } from '../../shared/command-line.ts';
import type { FailureCode } from '../../shared/outcome.ts';
import type { StepId } from '../../shared/plan.ts';
import type { Said, StepContext } from './step-context.ts';
import { ended, fail, failureCode, pass, type StepVerdict } from './verdict.ts';

/** A step that is one command answered by `OK`, repeated as often as its row allows. */
export async function simpleStep(
  context: StepContext,
  id: StepId,
  command: CommandLine,
  refused: FailureCode = 'command_refused',
): Promise<StepVerdict> {
  const timing = context.timing(id);
  const said = await repeated(context, timing.attempts, () => context.say('plain', command, timing));
  return said.outcome.kind === 'ok'
    ? pass([said.seq], said.attempt > 1 ? ['answered_after_retry'] : [])
    : fail(failureCode(said.outcome, refused), [said.seq], saidText(said));
}

/** Tries until it succeeds, the attempts are used up or the run is ended; `recover` runs before each further try. */
export async function repeated(
  context: StepContext,
  attempts: number,
  once: (attempt: number) => Promise<Said>,
  recover: (attempt: number, last: Said) => Promise<boolean> = async () => true,
): Promise<Said & { readonly attempt: number }> {
  for (let attempt = 1; ; attempt += 1) {
    if (attempt > 1) context.attempt(attempt);
    const said = await once(attempt);
    const done =
      said.outcome.kind === 'ok' || ended(said.outcome) || attempt >= attempts || context.signal.aborted;
    if (done || !(await recover(attempt + 1, said))) return { ...said, attempt };
  }
}

/** The last thing the module said to a command, for people; an `OK` behind what was asked for tells them nothing. */
export function saidText({ lines }: Said): string | null {
  return lines.findLast((line) => !/^\s*OK\s*$/i.test(line)) ?? lines.at(-1) ?? null;
}
