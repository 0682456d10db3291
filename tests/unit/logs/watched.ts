import { observedEnd, observedStart } from '../../../electron/logs/observed-run.ts';
import { Observer } from '../../../electron/logs/observer.ts';
import { LogSecrets } from '../../../electron/logs/secrets.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';

/** A dialogue in lines: those that begin with AT are the firmware's, `+n ` before one lets n milliseconds pass. */
export interface Watched {
  readonly events: readonly RunEvent[];
  readonly state: RunState;
}

/** Has an observer watch a dialogue to its end. */
export function watch(lines: readonly string[], isTimed = true): Watched {
  const events: RunEvent[] = [];
  let ms = 0;
  const record = (fact: RunFact, at: { readonly ms: number }): number => {
    const seq = events.length + 1;
    events.push({ ...fact, seq, runId: 'run', port: 'log', atMs: at.ms, elapsedMs: at.ms });
    return seq;
  };
  const { mask, hide } = new LogSecrets();
  const observer = new Observer({ record, mask, hide, isTimed });
  record(observedStart('opened_log', 'log', '0'), { ms: 0 });
  for (const [index, each] of lines.entries()) {
    const found = /^\+(\d+) (.*)$/s.exec(each);
    ms += Number(found?.[1] ?? 10);
    const text = found?.[2] ?? each;
    const at = { ms, line: index + 1 };
    if (/^AT/i.test(text)) observer.sent(text, at);
    else observer.received(text, at);
  }
  record(observedEnd(observer.end({ ms, line: lines.length }), ms), { ms });
  return { events, state: events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE) };
}

/** What a dialogue came to, in a line: outcome, step and code, then what each step ended as. */
export function verdictOf({ state }: Watched): string {
  const { outcome, failedStep, code } = state.finish ?? { outcome: 'none', failedStep: null, code: null };
  return [outcome, failedStep, code].filter((each) => each !== null).join(' ');
}

/** How each step that was tried ended. */
export function steps({ state }: Watched): Readonly<Record<number, string>> {
  return Object.fromEntries(
    state.steps
      .filter(({ startedMs }) => startedMs !== null)
      .map(({ number, outcome, attempt }) => {
        const what = outcome === null ? 'open' : 'code' in outcome ? outcome.code : outcome.kind;
        return [number, attempt > 1 ? `${what} x${attempt}` : what];
      }),
  );
}
