import type { FileFault } from '../files/fault.ts';
import type { ReadingFault } from '../records/open-for-reading.ts';

/** Why there is no file. */
export type ExportFault =
  | ReadingFault
  /** Where it was to go. */
  | FileFault
  /** Called off. */
  | { readonly kind: 'cancelled' }
  /** Nothing is as it was asked for. */
  | { readonly kind: 'no_runs' };

/** Breaks off what makes the content of a file: half of it must not pass for a whole one. */
export class ExportEnded extends Error {
  readonly fault: ExportFault;

  constructor(fault: ExportFault) {
    super(`the export has ended: ${fault.kind}`);
    this.fault = fault;
  }
}
