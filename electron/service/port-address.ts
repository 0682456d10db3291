import type { PortFault } from '../../shared/port.ts';
import { invalidAddress, parsePortAddress } from '../port/index.ts';
import { parseSimulatorAddress } from '../simulator/index.ts';

/** What is wrong with a port's address as it stands, before anything is opened; null when it can be one. */
export function addressFault(address: string): PortFault | null {
  const parsed = parsePortAddress(address);
  if (parsed.kind === 'invalid') return invalidAddress(parsed.detail, address);
  if (parsed.kind !== 'simulated') return null;
  const simulated = parseSimulatorAddress(parsed.text);
  return simulated.ok ? null : { kind: 'invalid_address', rule: simulated.rule, part: simulated.part };
}
