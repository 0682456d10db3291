import type { RunFact } from '../../shared/events.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { RunContext } from './run-context.ts';
import { TypedQueue } from './typed-queue.ts';

/** How often a module is greeted that may hold half a line: it refuses the first greeting with it. */
const GREETINGS = 3;

interface RunPauseOptions {
  readonly context: RunContext;
  readonly mask: (text: string) => string;
  readonly record: (fact: RunFact) => void;
  /** A pause begins or ends, or what is typed in it has changed. */
  readonly onChange: () => void;
}

/** The pauses of a run. Commands can be typed in them, into the run's own dialogue. */
export class RunPause {
  readonly #options: RunPauseOptions;
  #isAskedFor = false;
  #typed: TypedQueue | null = null;
  #resume: () => void = () => {};

  constructor(options: RunPauseOptions) {
    this.#options = options;
  }

  /** Whether the run is to pause before the next step that it may pause before. */
  get isAskedFor(): boolean {
    return this.#isAskedFor;
  }

  /** What is typed while the run is paused; null while it is not. */
  get typed(): TypedQueue | null {
    return this.#typed;
  }

  /** The run pauses as soon as it may. */
  ask(): void {
    if (this.#isAskedFor || this.#typed !== null) return;
    this.#isAskedFor = true;
    this.#options.record({ type: 'run.pauseRequested' });
  }

  /** Ends the pause, if there is one. */
  resume(): void {
    this.#resume();
  }

  /** Pauses until `resume`, or until the context's signal aborts; then what was typed last is waited for. */
  async hold(nextStep: StepNumber): Promise<void> {
    const { context, record, onChange } = this.#options;
    const { signal } = context;
    this.#isAskedFor = false;
    record({ type: 'run.paused', nextStep });
    const typed = this.#queue();
    this.#typed = typed;
    onChange();
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
    this.#resume = () => {};
    await typed.finish();
    this.#typed = null;
    record({ type: 'run.continued' });
    onChange();
    // The step's first command must not be taken for the end of a line that was only begun by hand.
    if (typed.isLineOpen) await context.handshake(GREETINGS, context.timing('at_handshake').reply);
  }

  #queue(): TypedQueue {
    const { context, mask } = this.#options;
    const { clock, signal, place, memory } = context;
    const queue: TypedQueue = new TypedQueue({
      clock,
      session: Promise.resolve(context.session),
      signal,
      mask,
      state: (fact) => void context.state(fact),
      exchanged: (result) => context.exchanged(result),
      onChange: () => {
        place.phase = queue.busy ? 'manual' : 'preparation';
        if (queue.busy) memory.noted.add('commands_typed');
        this.#options.onChange();
      },
    });
    return queue;
  }
}
