import { checklistRun, typedSeconds } from './shown.ts';
import type { ShownRun, WindowState } from './window-state.ts';

/** So long nothing is heard from a port before the window begins to explain. */
const EXPLAINED_AFTER_S = 3;

/** Nothing has been heard from a port for so long that it is worth saying what to look at. */
export interface Silence {
  readonly of: 'run' | 'typed';
  readonly port: string;
  readonly seconds: number;
  /** Bit/s; null where it is not known. */
  readonly rate: number | null;
}

/** The silence that lasts right now: of a run whose module has never said a word, or after a typed command. */
export function silenceOf(state: WindowState): Silence | null {
  return typedSilence(state) ?? runSilence(state);
}

function runSilence(state: WindowState): Silence | null {
  const run = checklistRun(state);
  const first = run?.state.steps[0];
  if (run === null || first === undefined || first.startedMs === null || !isLive(run)) return null;
  const isUnderWay = first.status === 'running' || first.status === 'waiting';
  if (!isUnderWay || !run.state.link.open || hasHeard(run)) return null;
  const sinceMs = (run.state.startedAtMs ?? state.nowMs) + first.startedMs;
  return silence('run', run, Math.floor((state.nowMs - sinceMs) / 1000));
}

function typedSilence(state: WindowState): Silence | null {
  const seconds = typedSeconds(state);
  const typed = state.segments.at(-1);
  if (seconds === null || typed === undefined) return null;
  return typed.log?.summary.answered === true ? null : silence('typed', typed, seconds);
}

function silence(of: Silence['of'], { state }: ShownRun, seconds: number): Silence | null {
  if (seconds < EXPLAINED_AFTER_S) return null;
  return { of, port: state.port ?? '', seconds, rate: state.link.baudRate };
}

const isLive = ({ reach, state }: ShownRun): boolean => reach === 'live' && state.finish === null;

/** Whether any byte ever came in. Before the log is known nobody can say that none did. */
const hasHeard = ({ log }: ShownRun): boolean => log === null || log.summary.heard;
