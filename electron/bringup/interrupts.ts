import type { FailureCode } from '../../shared/outcome.ts';
import type { PortFault } from '../../shared/port.ts';

export { fatalCode } from '../at/line-effects.ts';

/** What ends a run from outside its steps. The first one counts. */
export interface Interrupt {
  readonly code: FailureCode;
  readonly detail: string | null;
  /** `seq` of the fact that shows it. */
  readonly evidence: readonly number[];
}

const PORT_CODES = {
  invalid_address: 'port_invalid',
  not_found: 'port_not_found',
  busy: 'port_busy',
  no_permission: 'port_no_permission',
  no_driver: 'port_no_driver',
  unreachable: 'port_unreachable',
  recording: 'port_recording',
  gone: 'port_lost',
  unsupported: 'port_io',
  io: 'port_io',
} as const satisfies Record<PortFault['kind'], FailureCode>;

/** The code for a port that could not be opened or went away. */
export function portCode(fault: PortFault): FailureCode {
  return PORT_CODES[fault.kind];
}
