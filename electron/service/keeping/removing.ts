import type { Clock } from '../../../shared/clock.ts';
import type { Removal } from '../../../shared/keeping.ts';
import type { RecordUpkeep } from '../../records/index.ts';
import { pause } from '../../session/pause.ts';

/** The pause after a step, as a multiple of what it took: dialogues have the event loop for most of the time. */
const PAUSE_FACTOR = 4;
const PAUSE_MS = 10;
/** No run is begun in a step that has taken so long already. */
const STEP_MS = 15;
/** Before another attempt while another process writes. */
const LOCKED_MS = 100;
const ATTEMPTS = 200;
/** Pages given back to the file system at once. */
const PAGES = 200;

export interface RemovingParts {
  readonly upkeep: RecordUpkeep;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Takes runs out of the record, step by step, all counted in one entry. */
export class Removing {
  readonly #parts: RemovingParts;
  readonly #reason: Removal['reason'];
  #entryId: number | null;
  #entry: Removal | null = null;

  constructor(parts: RemovingParts, reason: Removal['reason'], entryId: number | null = null) {
    this.#parts = parts;
    this.#reason = reason;
    this.#entryId = entryId;
  }

  /** What tells of it; null as long as nothing went. */
  get entry(): Removal | null {
    return this.#entry;
  }

  /** One step. How many of the runs are gone, which may be none; null when no more can be removed now. */
  async step(keys: readonly number[]): Promise<number | null> {
    const { upkeep, clock, signal } = this.#parts;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const beganMs = clock.monotonic();
      const atMs = Math.round(clock.now());
      const removed = upkeep.remove({
        keys,
        reason: this.#reason,
        atMs,
        entryId: this.#entryId,
        isEnough: () => clock.monotonic() - beganMs > STEP_MS,
      });
      if (removed.ok) {
        const { entry, gone } = removed.value;
        this.#entryId = entry.id;
        if (entry.count > 0) this.#entry = entry;
        await rest(clock, beganMs, signal);
        return gone;
      }
      if (removed.fault.kind !== 'locked' || attempt === ATTEMPTS) return null;
      await pause(clock, LOCKED_MS, signal);
    }
    return null;
  }
}

/** Gives what is free in the file back to the file system, step by step. */
export async function giveBack({ upkeep, clock, signal }: RemovingParts): Promise<void> {
  while (!signal.aborted) {
    const beganMs = clock.monotonic();
    const given = upkeep.giveBack(PAGES);
    if (!given.ok || !given.value) return;
    await rest(clock, beganMs, signal);
  }
}

async function rest(clock: Clock, beganMs: number, signal: AbortSignal): Promise<void> {
  await pause(clock, Math.max(PAUSE_MS, PAUSE_FACTOR * (clock.monotonic() - beganMs)), signal);
}
