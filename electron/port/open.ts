import { assertNever } from '../../shared/assert-never.ts';
import type { Clock } from '../../shared/clock.ts';
import type { OpenPort } from '../../shared/port.ts';
import { invalidAddress, parsePortAddress } from './address.ts';
import { openSerialPort } from './serial.ts';
import { openTcpPort } from './tcp.ts';

export interface OpenPortParts {
  readonly clock: Clock;
  /** Opens `sim:…`; without it such an address has no device behind it (`no_driver`). */
  readonly openSimulated?: OpenPort;
}

/** Makes the `OpenPort` for every kind of address. */
export function createOpenPort({ clock, openSimulated }: OpenPortParts): OpenPort {
  return async (path, options, listener) => {
    const address = parsePortAddress(path);
    switch (address.kind) {
      case 'serial':
        return openSerialPort(path, options, listener, clock);
      case 'tcp':
        return openTcpPort(path, listener, clock);
      case 'simulated':
        return openSimulated
          ? openSimulated(address.text, options, listener)
          : { ok: false, fault: { kind: 'no_driver' } };
      case 'invalid':
        return { ok: false, fault: invalidAddress(address.detail, path) };
      default:
        return assertNever(address);
    }
  };
}
