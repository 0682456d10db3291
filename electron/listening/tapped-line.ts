import type { TraceChunk } from '../../shared/events.ts';

/** A line that was overheard. */
export interface TappedLine {
  readonly direction: TraceChunk['direction'];
  /** Without its end; empty for line ends alone. */
  readonly text: string;
  /** All of it, as it crossed the wire. */
  readonly bytes: Uint8Array;
  /** When its first byte came, on `Clock.monotonic`. */
  readonly atMs: number;
  /** It was given up waiting for its end. */
  readonly isCut: boolean;
}
