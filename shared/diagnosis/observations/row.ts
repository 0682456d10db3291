import type { RunEvent } from '../../events.ts';
import type { View } from '../view.ts';

/** Something that a record may show. */
export interface ObservationRow {
  /** The facts that show it; none when it was not seen. */
  readonly see: (view: View) => readonly RunEvent[];
  readonly source: string;
}
