import type { RunEvent } from './events.ts';
import type { StepNumber } from './plan.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from './run-state.ts';

/** One command as it was asked in one place, however often. */
export interface AskedCommand {
  /** As it was written the last time, secrets masked. */
  readonly command: string;
  /** Null outside the 19 steps. */
  readonly step: StepNumber | null;
  readonly times: number;
  /** Of the last time. */
  readonly lines: readonly string[];
}

/** Different commands in different places, kept at most; a run of the 19 steps has about fifty. */
const COMMANDS_KEPT = 512;
/** Lines kept of an answer. */
const LINES_KEPT = 16;

/** What two runs are held against each other by: the state, and what was answered to which command in the end. */
export class RunOutline {
  #state: RunState = INITIAL_RUN_STATE;
  readonly #asked = new Map<string, AskedCommand>();

  add(event: RunEvent): void {
    this.#state = reduceRun(this.#state, asOfUnit(event));
    if (event.type !== 'at.exchanged') return;
    const { command, place, lines } = event;
    const key = `${place.step ?? place.phase} ${sameCommand(command)}`;
    const before = this.#asked.get(key);
    if (before === undefined && this.#asked.size >= COMMANDS_KEPT) return;
    this.#asked.set(key, {
      command,
      step: place.step,
      times: (before?.times ?? 0) + 1,
      lines: lines.slice(0, LINES_KEPT),
    });
  }

  get state(): RunState {
    return this.#state;
  }

  /** By place and command. */
  get asked(): ReadonlyMap<string, AskedCommand> {
    return this.#asked;
  }
}

/** That a run is a replay is no difference to what is replayed. */
function asOfUnit(event: RunEvent): RunEvent {
  if (event.type !== 'step.finished' || event.outcome.kind !== 'passed') return event;
  const warnings = event.outcome.warnings.filter((warning) => warning !== 'replayed');
  return { ...event, outcome: { ...event.outcome, warnings } };
}

/** The same for lines that ask the same: blanks outside quotes and the case of the name make no difference. */
export function sameCommand(line: string): string {
  const close = line.replace(/"[^"]*"?|\s+/g, (part) => (part.startsWith('"') ? part : ''));
  const name = /^[^=]*/.exec(close)?.[0] ?? '';
  return name.toUpperCase() + close.slice(name.length);
}
