import type { RunEvent } from '../../../shared/events.ts';
import type { RecordingFault } from '../../../shared/port.ts';
import type { RecordedPiece } from '../../simulator/index.ts';

/** Takes a recording as it is read: both kinds in order of time. */
export interface RecordingSink {
  piece(piece: RecordedPiece): void;
  event(event: RunEvent): void;
}

export type ReadResult =
  | {
      readonly ok: true;
      /** Its times are times, and not only an order. */
      readonly isTimed: boolean;
    }
  | { readonly ok: false; readonly reason: RecordingFault };
