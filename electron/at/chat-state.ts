import type { ActiveExchange } from './exchange.ts';
import type { Probe } from './probe.ts';

/** Where the dialogue stands. */
export type ChatState =
  | { readonly at: 'idle' }
  | { readonly at: 'awaitingReply'; readonly active: ActiveExchange; readonly deadlineMs: number }
  | { readonly at: 'awaitingCompletion'; readonly active: ActiveExchange; readonly deadlineMs: number }
  /** A second result code may follow: after `SHUT OK`, and from a module that answers twice. */
  | { readonly at: 'settling'; readonly deadlineMs: number; readonly pauseMs: number }
  | {
      readonly at: 'abandoned';
      readonly command: string;
      readonly deadlineMs: number;
      readonly endsMs: number;
    }
  | { readonly at: 'probing'; readonly probe: Probe }
  | { readonly at: 'silent' };

/** Times the dialogue keeps, milliseconds, and one count. */
export const LIMITS = {
  /** Quiet time after which an abandoned command is followed up with `AT`. */
  quietMs: 500,
  /** What a module that never is quiet gets instead. */
  neverQuietMs: 10_000,
  /** An `OK` before the information response is somebody else's; the true answer gets this long. */
  strayGraceMs: 2000,
  /** A refusal ahead of the final result code may be all that comes. */
  earlyGraceMs: 1000,
  /** A second result code is waited for so long. */
  secondCodeMs: 100,
  /** The same behind a success of the row's own, such as `SHUT OK`. */
  secondAfterOwnMs: 200,
  /** The same behind bytes that were sent as they are: whether they are answered is not known. */
  afterBytesMs: 500,
  /** Prompts closer together than this are one. */
  escapeMs: 100,
  /** So many result codes in a row that nobody asked for are no dialogue. */
  strays: 16,
} as const;

/** How an abandoned command is followed up. */
export const RESYNCHRONISE = { tries: 5, tryMs: 1000 } as const;

/**
 * The pause after the first `AT` was answered, for a second answer to show itself, milliseconds: a module that
 * repeats itself does so about as fast as it answers.
 */
export function firstPauseMs(latencyMs: number): number {
  return Math.max(5, Math.min(LIMITS.secondCodeMs, 2 * latencyMs));
}

/** Whether the one result code that comes while no command waits for it says nothing about the module. */
export function isExpected(state: Extract<ChatState, { at: 'idle' | 'settling' }>): boolean {
  if (state.at === 'idle') return false;
  return state.pauseMs === LIMITS.secondAfterOwnMs || state.pauseMs === LIMITS.afterBytesMs;
}

/** Waits for the reply of a command no longer than a grace from now on, where there is one; never longer than before. */
export function sooner(
  active: ActiveExchange,
  deadlineMs: number,
  nowMs: number,
  graceMs: number | null,
): ChatState {
  const untilMs = graceMs === null ? deadlineMs : Math.min(deadlineMs, nowMs + graceMs);
  return { at: 'awaitingReply', active, deadlineMs: untilMs };
}

/** Keeps the slot for a pause in which nothing else may come. */
export function settling(pauseMs: number, nowMs: number): ChatState {
  return { at: 'settling', pauseMs, deadlineMs: nowMs + pauseMs };
}

/** Where a command leads that is given up; without quiet time where its grace was that already. */
export function abandonedState(command: string, isQuiet: boolean, nowMs: number): ChatState {
  const deadlineMs = isQuiet ? nowMs : nowMs + LIMITS.quietMs;
  return { at: 'abandoned', command, deadlineMs, endsMs: nowMs + LIMITS.neverQuietMs };
}
