import { z } from 'zod';
import { faultOf, type RecordFault } from '../records/fault.ts';

/** A record that cannot be opened. */
export class Unreadable extends Error {
  readonly fault: RecordFault;

  constructor(fault: RecordFault) {
    super(`the record cannot be read: ${fault.kind}`);
    this.fault = fault;
  }
}

/**
 * The fault behind an error that reading a record threw. Rows that no release writes are damage.
 * @throws the error itself when it comes from elsewhere: that is a bug of this program.
 */
export function readFault(error: unknown): RecordFault {
  if (error instanceof Unreadable) return error.fault;
  if (error instanceof z.ZodError) return { kind: 'corrupt', detail: z.prettifyError(error) };
  return faultOf(error);
}
