import type { StepNumber } from '../plan.ts';
import type { NoteEntry } from './log-entry.ts';
import { countAhead } from './log-order.ts';

/** From here on the step is under way; null: none is. */
interface Bound {
  readonly note: NoteEntry;
  readonly step: StepNumber | null;
}

/** A stretch of the log in which a step was under way. */
export interface StepSpan {
  readonly from: NoteEntry;
  /** Null while it goes on. */
  readonly to: NoteEntry | null;
}

/** When which step was under way, by the facts that begin and end one. */
export class StepSpans {
  readonly #bounds: Bound[] = [];

  /** Takes a note; those that neither begin nor end a step change nothing. */
  add(note: NoteEntry): void {
    const { event } = note;
    const current = this.#bounds.at(-1)?.step ?? null;
    if (event.type === 'step.started') this.#bounds.push({ note, step: event.step });
    else if (current === null) return;
    else if (event.type === 'run.finished' || (event.type === 'step.finished' && event.step === current))
      this.#bounds.push({ note, step: null });
  }

  /** The step that a line of this time belongs to; null between the steps. */
  at(elapsedMs: number): StepNumber | null {
    return this.#after(
      ({ note }) => note.elapsedMs < elapsedMs || (note.elapsedMs === elapsedMs && note.leads),
    );
  }

  /** The step that was under way when a fact was stated. */
  whenStated(seq: number): StepNumber | null {
    return this.#after(({ note }) => note.event.seq < seq);
  }

  /** Every stretch of a step, in order. */
  of(step: StepNumber): StepSpan[] {
    const spans: StepSpan[] = [];
    let from: NoteEntry | null = null;
    for (const bound of this.#bounds) {
      if (bound.step === step) from ??= bound.note;
      else if (from !== null) {
        spans.push({ from, to: bound.note });
        from = null;
      }
    }
    if (from !== null) spans.push({ from, to: null });
    return spans;
  }

  #after(isAhead: (bound: Bound) => boolean): StepNumber | null {
    return this.#bounds[countAhead(this.#bounds, isAhead) - 1]?.step ?? null;
  }
}
