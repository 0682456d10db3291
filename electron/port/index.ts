export { type AddressDefect, invalidAddress, parsePortAddress, type PortAddress } from './address.ts';
export { followPorts, type PortListChange } from './follow.ts';
export { listSerialPorts } from './list.ts';
export { createOpenPort, type OpenPortParts } from './open.ts';
export { createRedactor, type RedactedStream, type Redactor } from './redaction.ts';
export { type ByteSink, tracedPort } from './traced.ts';
