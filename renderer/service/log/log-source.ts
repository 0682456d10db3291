import type { ServiceClient } from '../connection.ts';

/** What is asked of the service for the log. */
export type LogSource = ServiceClient['log'];
