import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import type { Lifeline } from './lifeline.ts';
import type { ReadingThread } from './reading-thread.ts';

/** A question that kills two threads is not asked a third time. */
const TRIES = 2;

interface Asked {
  readonly thread: ReadingThread;
  readonly output: unknown;
}

/**
 * Asks the thread that lives. When it dies over a question, the next one is asked; streams go on with the next one,
 * however often, for they had been answered.
 */
export class ResumingLink implements ClientLink<ClientContext> {
  readonly #lifeline: Lifeline;

  constructor(lifeline: Lifeline) {
    this.#lifeline = lifeline;
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    const ask = () => this.#ask(path, input, options);
    const asked = await ask();
    return isStream(asked.output)
      ? this.#goingOn(asked.thread, asked.output, ask, options.signal)
      : asked.output;
  }

  async #ask(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<Asked> {
    for (let tries = 1; ; tries += 1) {
      const thread = await this.#lifeline.thread();
      try {
        return { thread, output: await thread.link.call(path, input, options) };
      } catch (thrown) {
        if (thread.isAlive || tries === TRIES || options.signal?.aborted === true) throw thrown;
      }
    }
  }

  async *#goingOn(
    first: ReadingThread,
    begun: AsyncIterable<unknown>,
    again: () => Promise<Asked>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator {
    for (let [thread, stream] = [first, begun]; ; ) {
      try {
        for await (const item of stream) yield item;
        return;
      } catch (thrown) {
        if (this.#lifeline.closed || signal?.aborted === true) return;
        if (thread.isAlive) throw thrown;
      }
      const asked = await again();
      if (!isStream(asked.output)) return;
      [thread, stream] = [asked.thread, asked.output];
    }
  }
}

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}
