import type { RunEvent } from '../../shared/events.ts';
import type { WindowStore } from '../store/window-store.ts';
import type { ServiceClient } from './connection.ts';

/** Facts that are looked through at once for the one before a moment. */
const PAGE = 100;
/** Facts are stamped in microseconds; the first one may come a little behind the beginning. */
const FIRST_MS = 1;

/** What is asked of the service here. */
export interface MomentSource {
  readonly runs: Pick<ServiceClient['runs'], 'open' | 'page'>;
}

interface MomentSeekerProps {
  readonly store: WindowStore;
  readonly service: () => MomentSource | null;
  /** The moment that is wanted, null for the end of the run; undefined once it is there. */
  readonly onWish: (untilMs: number | null | undefined) => void;
}

/**
 * Takes the opened run to a moment. Of the moments that are wanted while one is on its way only the newest counts, so
 * that a thumb may be dragged faster than a record can be folded.
 */
export class MomentSeeker {
  readonly #store: WindowStore;
  readonly #service: () => MomentSource | null;
  readonly #onWish: MomentSeekerProps['onWish'];
  #wish: { readonly untilMs: number | null } | null = null;
  #isUnderWay = false;

  constructor({ store, service, onWish }: MomentSeekerProps) {
    this.#store = store;
    this.#service = service;
    this.#onWish = onWish;
  }

  /** Null: to the end, which is the whole run. */
  async seek(untilMs: number | null): Promise<void> {
    this.#wish = { untilMs: untilMs === null ? null : Math.max(FIRST_MS, untilMs) };
    this.#onWish(untilMs);
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      while (this.#wish !== null) {
        const { untilMs: next } = this.#wish;
        this.#wish = null;
        await this.#go(next);
      }
    } catch {
      // The line broke; the window says so, and stays where it is.
    } finally {
      this.#wish = null;
      this.#isUnderWay = false;
      this.#onWish(undefined);
    }
  }

  /** To the fact before or behind the moment that is shown. Nothing while another one is on its way. */
  async step(direction: 'next' | 'previous', endMs: number): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    const ms = await (direction === 'next' ? this.#behind() : this.#before(endMs)).catch(() => undefined);
    this.#isUnderWay = false;
    if (ms !== undefined) await this.seek(ms === null || ms >= endMs ? null : ms);
  }

  async #go(untilMs: number | null): Promise<void> {
    const { openedRun: runId } = this.#store.getState();
    const client = this.#service();
    if (runId === null || client === null) return;
    if (untilMs === null) {
      this.#store.setState({ momentMs: null, past: null });
      return;
    }
    const reply = await client.runs.open({ runId, untilMs });
    if (!reply.ok || this.#store.getState().openedRun !== runId) return;
    const { evidence, seq } = reply.run;
    this.#store.setState({ momentMs: untilMs, past: { runId, evidence, seq } });
  }

  /** When the next fact was stated; null when there is none. */
  async #behind(): Promise<number | null | undefined> {
    const { past } = this.#store.getState();
    if (past === null) return undefined;
    const [next] = await this.#facts(past.runId, past.seq, 1);
    return next?.elapsedMs ?? null;
  }

  /** When the newest fact ahead of the shown moment was stated; the beginning when there is none. */
  async #before(endMs: number): Promise<number | undefined> {
    const { openedRun: runId, momentMs, past, segments } = this.#store.getState();
    const shown = segments.find((run) => run.runId === runId);
    if (runId === null || shown === undefined) return undefined;
    const nowMs = momentMs ?? endMs;
    for (let seq = past?.seq ?? shown.seq; seq > 0; seq -= PAGE) {
      const facts = await this.#facts(runId, Math.max(0, seq - PAGE), Math.min(seq, PAGE));
      const before = facts.findLast(({ elapsedMs }) => elapsedMs < nowMs);
      if (before !== undefined) return before.elapsedMs;
    }
    return FIRST_MS;
  }

  async #facts(runId: string, afterSeq: number, limit: number): Promise<readonly RunEvent[]> {
    const client = this.#service();
    if (client === null) return [];
    const reply = await client.runs.page({ runId, afterSeq, afterOrdinal: 0, limit, trace: false });
    return reply.ok ? reply.page.events : [];
  }
}
