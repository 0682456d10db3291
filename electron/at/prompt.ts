import type { ChatEffect } from './chat-effect.ts';
import { LIMITS } from './chat-state.ts';

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
  came(byHand: boolean, nowMs: number): ChatEffect[] {
    if (byHand) {
      this.#open = true;
      return [{ do: 'prompted' }];
    }
    if (nowMs < this.#escapedMs + LIMITS.escapeMs) return [];
    this.#escapedMs = nowMs;
    return [ESCAPE];
  }

  /** Bytes are on their way. Whether they are data for the command. */
  given(bytes: Uint8Array): boolean {
    const { open } = this;
    if (bytes.some((byte) => ENDS.includes(byte))) this.#open = false;
    return open;
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
