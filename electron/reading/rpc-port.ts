type OnMessage = (event?: { readonly data: unknown }) => void;

/**
 * One end of the line between two threads as it looks to questions and answers, which are texts. What else the threads
 * tell each other goes over the same line, so that nothing overtakes anything.
 */
export class RpcPort {
  readonly #post: (text: unknown) => void;
  readonly #onMessage: OnMessage[] = [];
  readonly #onClose: OnMessage[] = [];

  constructor(post: (text: unknown) => void) {
    this.#post = post;
  }

  on(event: string, listener: OnMessage): void {
    if (event === 'message') this.#onMessage.push(listener);
    if (event === 'close') this.#onClose.push(listener);
  }

  postMessage(text: unknown): void {
    this.#post(text);
  }

  /** Takes what came over the line. Returns whether it was a question or an answer. */
  take(message: unknown): boolean {
    if (typeof message !== 'string') return false;
    for (const listener of this.#onMessage) listener({ data: message });
    return true;
  }

  /** The line is no more. */
  close(): void {
    for (const listener of this.#onClose) listener();
  }
}
