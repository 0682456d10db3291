import type { PortFault } from '../../../shared/port.ts';

/** A dialogue that was recorded, as a module can say it again. */

/** A piece of a recording, secrets masked as `***`; pieces are in order of time. */
export interface RecordedPiece {
  readonly direction: 'sent' | 'received';
  readonly bytes: Uint8Array;
  /** Milliseconds, on any clock that does not jump. */
  readonly atMs: number;
}

export interface TimedBytes {
  /** Milliseconds since the command was sent; of the opening, since the recording began. */
  readonly afterMs: number;
  readonly bytes: Uint8Array;
}

/** One command line and everything that came until the next one. */
export interface Turn {
  /** As it was sent, without its end. */
  readonly command: string;
  /** When the module echoed it; null when it did not. */
  readonly echoAfterMs: number | null;
  /** Through the line that ends the answer; all there was when none did. */
  readonly answer: readonly TimedBytes[];
  /** What came by itself behind the answer. */
  readonly later: readonly TimedBytes[];
}

export interface ReplayScript {
  /** What came before the first command. */
  readonly opening: readonly TimedBytes[];
  readonly turns: readonly Turn[];
}

/** Where a recording is. */
export type ReplaySource =
  | { readonly kind: 'file'; readonly path: string }
  /** A run of the record. */
  | { readonly kind: 'run'; readonly runId: string };

/** Fetches a recording; the simulator itself reads nothing. */
export type LoadReplay = (
  source: ReplaySource,
) => Promise<
  { readonly ok: true; readonly script: ReplayScript } | { readonly ok: false; readonly fault: PortFault }
>;
