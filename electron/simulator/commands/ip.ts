import { type Argument, textArgument } from '../arguments.ts';
import { CME } from '../cme.ts';
import type { CommandRows, Handler } from '../device.ts';
import { instead, ok, refuse } from '../reply.ts';

const MAX_APN_BYTES = 63;

const setAccessPoint: Handler = (device, { args }) => {
  const [apn, user, password] = [args[0], args[1], args[2]].map(optionalText);
  if (!apn || user === null || password === null || args.length > 3) return refuse(CME.invalidInput);
  const set = device.pdp.setAccessPoint({ apn, user: user ?? '', password: password ?? '' });
  return set ? ok() : refuse(CME.notAllowed);
};

const readAccessPoint: Handler = (device) => {
  const { apn, user, password } = device.pdp.accessPoint;
  return ok(`+CSTT: "${apn}","${user}","${password}"`);
};

const activate: Handler = (device, { hits }) => {
  if (device.pdp.state !== 'IP START') return refuse(CME.notAllowed);
  if (hits.has('ciicr-refused') || !device.radio.admits(device.pdp.accessPoint.apn)) {
    device.pdp.deactivate();
    return refuse(CME.serviceNotSubscribed);
  }
  if (!device.radio.attached) return refuse(CME.gprsError);
  device.pdp.activate();
  return ok();
};

const localAddress: Handler = (device) =>
  device.pdp.takeAddress() ? ok(device.identity.localAddress) : refuse(CME.notAllowed);

/** OK comes before the state: protocol.md 1.4. */
const status: Handler = (device) => ({ ...ok(), trailing: [`STATE: ${device.pdp.state}`] });

const shut: Handler = (device) => {
  device.link.drop();
  device.pdp.reset();
  return instead('SHUT OK');
};

/** A text argument; undefined when it is not there, null when it is something else. */
function optionalText(argument: Argument | undefined): string | null | undefined {
  if (argument === undefined || argument.kind === 'absent') return undefined;
  return textArgument(argument, MAX_APN_BYTES);
}

/** The packet data context. */
export const IP_COMMANDS: CommandRows = {
  CSTT: {
    takesMs: 15,
    source: 'source document row 7; protocol.md 1.3 (7)',
    read: readAccessPoint,
    write: setAccessPoint,
  },
  CIICR: { takesMs: 300, source: 'source document row 8; protocol.md 1.3 (8)', execute: activate },
  CIFSR: { takesMs: 25, source: 'source document row 9; protocol.md 1.3 (9)', execute: localAddress },
  CIPSTATUS: { takesMs: 10, source: 'protocol.md 4.5', execute: status },
  CIPSHUT: { takesMs: 120, source: 'protocol.md 2 (PDP down)', execute: shut },
};
