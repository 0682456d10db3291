import type { Place } from '../../shared/events.ts';
import type { PortFault } from '../../shared/port.ts';
import { type Timing, type TimingId, TIMINGS } from '../../shared/timing.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import { PortContext, type PortContextOptions } from './port-context.ts';

/** Where everything at a console happens. */
const AT_HAND: Place = { phase: 'manual', step: null, attempt: 1 };

/** The port of a console: no profile changes its time limits, and nothing there is part of a step. */
export class ConsoleContext extends PortContext {
  constructor(options: Omit<PortContextOptions, 'place'>) {
    super({ ...options, place: () => AT_HAND });
  }

  timing(id: TimingId): Timing {
    return TIMINGS[id];
  }

  unsolicitedLine(event: Unsolicited): void {
    this.facts.unsolicitedLine(event);
  }

  lost(fault: PortFault): void {
    this.facts.lost(fault);
  }
}
