import { isObserved } from '../../shared/events.ts';
import { STEPS, type StepNumber } from '../../shared/plan.ts';
import { INITIAL_RUN_STATE, type RunState, type StepState } from '../../shared/run-state.ts';
import { takenBack } from './past.ts';
import { placeOf } from './screen.ts';
import type { ShownRun, WindowState } from './window-state.ts';

/** What a window shows, as it follows from its state. */

type OnScreen = Pick<WindowState, 'segments'> & Partial<Pick<WindowState, 'past'>>;

/**
 * The run whose checklist is shown: the newest one of the 19 steps, be they walked or watched; at the moment to which
 * it is taken back.
 */
export function checklistRun({ segments, past = null }: OnScreen): ShownRun | null {
  const run = segments.findLast(({ state }) => state.runId !== null && state.purpose !== 'console');
  return run === undefined ? null : takenBack(run, past);
}

export const shownState = (window: WindowState): RunState => checklistRun(window)?.state ?? INITIAL_RUN_STATE;

/**
 * The step a run is at: the one under way, the one it stopped at, or the last one that ended, which is what one wants to
 * see while the run waits for the next.
 */
export function currentStep({ steps, finish, pausedBefore, purpose }: RunState): StepNumber | null {
  const underWay = steps.find(({ status }) => status === 'running' || status === 'waiting');
  if (underWay !== undefined) return underWay.number;
  if (finish !== null && finish.failedStep !== null) return finish.failedStep;
  if (isObserved(purpose)) return newestStep(steps);
  return steps.findLast(({ startedMs }) => startedMs !== null)?.number ?? pausedBefore;
}

/** The one that was begun last: another firmware takes the steps in an order of its own. */
function newestStep(steps: readonly StepState[]): StepNumber | null {
  const begun = steps.filter(({ startedMs }) => startedMs !== null);
  return begun.toSorted((a, b) => (b.startedMs ?? 0) - (a.startedMs ?? 0))[0]?.number ?? null;
}

/** A run that has no end and will get none: its service died in the middle of it. */
export const isInterrupted = (run: ShownRun | null): boolean =>
  run?.reach === 'whole' && run.state.startedAtMs !== null && run.state.finish === null;

/** The steps as they are to be shown: one that was under way when the run was interrupted was not judged. */
export function shownStep(window: WindowState, number: StepNumber): StepState | null {
  const run = checklistRun(window);
  const step = shownState(window).steps[number - 1] ?? null;
  if (step === null || !isInterrupted(run) || (step.status !== 'running' && step.status !== 'waiting'))
    return step;
  return interruptedStep(step);
}

const interrupted = new WeakMap<StepState, StepState>();

/** The same answer for the same step, so that nothing is drawn again for it. */
function interruptedStep(step: StepState): StepState {
  const known =
    interrupted.get(step) ?? ({ ...step, status: 'errored', waiting: null, waitLimitMs: null } as const);
  interrupted.set(step, known);
  return known;
}

/** The step whose detail is shown: the selected one, or the one the run is at. */
export function detailStep(window: WindowState): StepNumber {
  return window.selectedStep ?? currentStep(shownState(window)) ?? STEPS[0].number;
}

/** The run on the chosen port that is under way, whatever else is on the screen. */
export function liveRun({ station, chosen }: WindowState): { readonly runId: string } | null {
  return (
    station.bays.find(({ port, purpose, live }) => port === chosen.port && purpose !== 'console' && live) ??
    null
  );
}

/** The state of that run as far as this window has read it: an old run on the screen says nothing of it. */
export function liveState(window: WindowState): RunState {
  const { segments, parked, chosen } = window;
  const runs = [...segments, ...(parked[placeOf({ openedRun: null, chosen })] ?? [])];
  const live = liveRun(window);
  return runs.find(({ runId }) => runId === live?.runId)?.state ?? INITIAL_RUN_STATE;
}

/**
 * Seconds that a typed command has been waiting for its answer; null when none does. A command line is answered as a
 * whole, so the newest line that was sent tells.
 */
export function typedSeconds({ segments, nowMs }: Pick<WindowState, 'segments' | 'nowMs'>): number | null {
  const typed = segments.at(-1);
  if (typed === undefined || typed.reach !== 'live' || typed.state.finish !== null) return null;
  if (typed.state.purpose !== 'console' && typed.state.pausedBefore === null) return null;
  const sentMs = typed.log?.summary.sentMs ?? null;
  if (sentMs === null || (typed.state.exchangedMs ?? -1) >= sentMs) return null;
  return Math.max(0, Math.floor((nowMs - (typed.state.startedAtMs ?? nowMs) - sentMs) / 1000));
}

/** Lines of a long log that were read, but are not kept to be looked at. */
export const linesLeftOut = (run: ShownRun | undefined): number => run?.log?.summary.droppedChunks ?? 0;

/** Whether bytes or facts of a run are missing that should be in its record. */
export const isIncomplete = ({ state, log }: ShownRun): boolean =>
  state.purpose !== 'opened_log' && log !== null && log.summary.gaps + log.summary.damaged > 0;

/** What time it is on the screen, milliseconds since 1970: an old run has one of its own. */
export function shownNowMs(window: WindowState): number {
  const began = window.momentMs === null ? null : (checklistRun(window)?.state.startedAtMs ?? null);
  return began === null ? window.nowMs : began + (window.momentMs ?? 0);
}

/** Whether what is on the screen is an old run. */
export const isOld = ({ openedRun }: WindowState): boolean => openedRun !== null;

/** The port's own row of the list, where it has one. */
export function chosenPort({ station, chosen }: WindowState) {
  return station.ports.find(({ path }) => path === chosen.port) ?? null;
}

/** Device names that every system lists; others, such as pseudo terminals, can be there without being listed. */
const LISTED = /^(?:\/dev\/tty(?:USB|ACM|S|AMA|O)\d|\/dev\/cu\.|COM\d)/i;

/**
 * Whether a port can be used, as far as it can be told without opening it. What this program itself has open is in
 * use, but not by somebody else.
 */
export function portState(
  state: WindowState,
  path: string,
): 'ours' | 'free' | 'fault' | 'absent' | 'unknown' {
  const { ports, bays } = state.station;
  if (bays.some(({ port, live }) => port === path && live)) return 'ours';
  const listed = ports.find((each) => each.path === path);
  if (path.startsWith('sim:')) return 'free';
  if (listed !== undefined) return listed.fault === undefined ? 'free' : 'fault';
  return LISTED.test(path) ? 'absent' : 'unknown';
}

/** The chosen profile. */
export function chosenProfile({ station, chosen }: WindowState) {
  return station.profiles.find(({ id }) => id === chosen.profileId) ?? null;
}
