import type { ChatEffect } from './chat-effect.ts';
import { type ChatState, LIMITS } from './chat-state.ts';

/** What ends the data behind a prompt: Ctrl-Z sends them, ESC gives them up (27.005 section 3.5.1). */
const ENDS = [0x1a, 0x1b];

const ESCAPE: ChatEffect = { do: 'escape' };

/** The module asks for data with `>`: nobody meant to give it any, unless the command was typed by hand. */
export class Prompt {
  #open = false;
  #escapedMs = Number.NEGATIVE_INFINITY;

  /** Whether data may be given to the command under way. */
  get open(): boolean {
    return this.#open;
  }

  /** `>` came. One ESC ends the wait for data; a flood of prompts is not answered one by one. */
  came(state: ChatState, nowMs: number): ChatEffect[] {
    if (state.at === 'awaitingReply' && state.active.row.takesData === true) {
      this.#open = true;
      return [{ do: 'prompted' }];
    }
    if (nowMs < this.#escapedMs + LIMITS.escapeMs) return [];
    this.#escapedMs = nowMs;
    return [ESCAPE];
  }

  /** Bytes are on their way, and lead to this state: the answer to data is waited for from now on. */
  given(bytes: Uint8Array, state: ChatState, nowMs: number): ChatState {
    const isData = this.#open;
    if (bytes.some((byte) => ENDS.includes(byte))) this.#open = false;
    if (state.at === 'awaitingReply' && isData)
      return { ...state, deadlineMs: nowMs + state.active.request.replyMs };
    if (state.at !== 'idle' && state.at !== 'settling') return state;
    return { at: 'settling', pauseMs: LIMITS.afterBytesMs, deadlineMs: nowMs + LIMITS.afterBytesMs };
  }

  /** The command has its result code: the module takes commands again. */
  answered(): void {
    this.#open = false;
  }

  /** The command is given up: what is sent next must not be taken for its data. */
  abandoned(): ChatEffect[] {
    const { open } = this;
    this.#open = false;
    return open ? [ESCAPE] : [];
  }
}
