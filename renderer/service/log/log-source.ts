import type { LogHead, LogView } from '../../../shared/log-view.ts';
import type { ServiceClient } from '../connection.ts';

/** What is asked of the service for the log. */
export type LogSource = ServiceClient['log'];

/** What tells how far a view reaches. */
export interface HeadSource {
  follow(
    input: { readonly view: LogView },
    options: { readonly signal: AbortSignal },
  ): Promise<AsyncIterable<LogHead>>;
}
