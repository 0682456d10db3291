import { type Argument, numberArgument, textArgument } from '../arguments.ts';
import { fromHex, toBytes, utf8FromWire } from '../bytes.ts';
import { CME } from '../cme.ts';
import type { CommandRows, Device, Handler } from '../device.ts';
import type { LinkState, Qos, Will } from '../mqtt-link.ts';
import { instead, ok, okThen, refuse } from '../reply.ts';

/** Longest texts of the closest documented relative, in bytes: protocol.md 6. */
export const LIMIT_BYTES = { credential: 256, topic: 256, will: 1360 } as const;

const SSL_SCHEME = /^ssl:\/\//i;
const ANY_SCHEME = /^[a-z]+:\/\//i;
const QOS: readonly Qos[] = [0, 1, 2];

/** The QoS argument, or undefined when it is none. */
export function qosArgument(argument: Argument | undefined): Qos | undefined {
  const value = numberArgument(argument, 0, 2);
  return QOS.find((each) => each === value);
}

/** One, three or seven arguments; each call replaces everything the one before set (source document 10, 12). */
const configure: Handler = (device, { args }) => {
  const clientId = textArgument(args[0], LIMIT_BYTES.credential);
  if (!clientId || ![1, 3, 7].includes(args.length)) return refuse(CME.invalidInput);
  const [username, password] = [args[1], args[2]].map((each) => textArgument(each, LIMIT_BYTES.credential));
  if (args.length >= 3 && (username == null || password == null)) return refuse(CME.invalidInput);
  const will = args.length === 7 ? willFrom(device, args) : null;
  if (args.length === 7 && !will) return refuse(CME.invalidInput);
  device.settings.mqttClient = {
    clientId: utf8FromWire(clientId),
    username: username == null ? null : utf8FromWire(username),
    password: password == null ? null : toBytes(password),
    will,
  };
  return ok();
};

/**
 * In HEX mode the will message is hexadecimal digits. Whether the mode counts when MCONFIG is read or when
 * MCONNECT is sent is not known (protocol.md 1.3, 12); here it counts when MCONFIG is read.
 */
function willFrom(device: Device, args: readonly Argument[]): Will | null {
  const qos = qosArgument(args[3]);
  const retain = numberArgument(args[4], 0, 1);
  const topic = textArgument(args[5], LIMIT_BYTES.topic);
  const message = textArgument(args[6], LIMIT_BYTES.will);
  if (qos === undefined || retain === null || !topic || message === null) return null;
  const payload = device.settings.payloadMode === 1 ? fromHex(message) : toBytes(message);
  return payload && { topic: utf8FromWire(topic), payload, qos, retain: retain === 1 };
}

function connectOver(tls: boolean): Handler {
  return (device, { args, hits }) => {
    const host = textArgument(args[0], LIMIT_BYTES.credential);
    const port = portArgument(args[1]);
    if (!host || port === null || args.length !== 2) return refuse(CME.invalidInput);
    if (device.link.state === 'open' || device.link.state === 'session') return instead('ALREADY CONNECT');
    if (device.link.state !== 'idle') return refuse(CME.notAllowed);
    // Without the address of step 9 there is no communication (source document row 9).
    if (device.pdp.state !== 'IP STATUS' || !device.settings.mqttClient) return refuse(CME.notAllowed);
    const bare = tls ? host.replace(SSL_SCHEME, '') : host;
    const late = hits.get('connect-fails-late');
    if (late !== undefined) return okThen(() => device.link.openInVain(Number(late) * 1000));
    if (hits.has('connect-fails') || ANY_SCHEME.test(bare)) {
      return okThen(() => device.link.openInVain(0));
    }
    return okThen(() => device.link.open({ host: bare, port, tls }));
  };
}

function portArgument(argument: Argument | undefined): number | null {
  if (argument?.kind !== 'text') return numberArgument(argument, 1, 65535);
  const port = /^\d{1,5}$/.test(argument.value) ? Number(argument.value) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}

const startSession: Handler = (device, { args, hits }) => {
  const clean = numberArgument(args[0], 0, 1);
  const keepAliveSeconds = numberArgument(args[1], 1, 65535);
  if (clean === null || keepAliveSeconds === null || args.length !== 2) return refuse(CME.invalidInput);
  if (device.link.state === 'session') return refuse(CME.notAllowed);
  const client = device.settings.mqttClient;
  if (device.link.state !== 'open' || !client) return refuse(CME.operationFailed);
  if (hits.has('connack-silent')) return ok();
  const refusal = hits.get('connack-refused');
  if (refusal !== undefined) return okThen(() => refuseSession(device, refusal));
  return okThen(() => device.link.startSession({ ...client, clean: clean === 1, keepAliveSeconds }));
};

/** A broker that refuses closes the connection after it; what the module prints first varies: protocol.md 4.7. */
function refuseSession(device: Device, how: string): void {
  const fixed: Readonly<Record<string, string | null>> = {
    cme: '+CME ERROR: 3',
    error: 'ERROR',
    closed: null,
  };
  const word = how in fixed ? fixed[how] : device.words.sessionRefused(Number(how));
  device.link.closeByPeer(() => {
    if (word) device.report(word);
  });
}

const STATUS: Readonly<Record<LinkState, number>> = {
  idle: 0,
  connecting: 0,
  closing: 0,
  open: 2,
  session: 1,
};

const endSession: Handler = (device) => {
  if (device.link.state !== 'session') return refuse(CME.operationFailed);
  return okThen(() => {
    device.link.finish();
    if (device.words.disconnected) device.report(device.words.disconnected);
  });
};

const closeLink: Handler = (device) => {
  if (device.link.state === 'idle') return refuse(CME.operationFailed);
  return okThen(() => device.link.drop());
};

/** The way to the broker and the session on it. */
export const MQTT_LINK_COMMANDS: CommandRows = {
  MCONFIG: { takesMs: 15, source: 'source document rows 10, 12', write: configure },
  MIPSTART: { takesMs: 30, source: 'source document row 11', write: connectOver(false) },
  SSLMIPSTART: { takesMs: 30, source: 'source document row 11', write: connectOver(true) },
  MCONNECT: { takesMs: 20, source: 'source document row 13; protocol.md 1.3 (13)', write: startSession },
  MQTTSTATU: {
    takesMs: 8,
    source: 'protocol.md 4.6, 2 (status query)',
    execute: (device) => ok(device.words.status(STATUS[device.link.state])),
    read: (device) => ok(device.words.status(STATUS[device.link.state])),
  },
  MDISCONNECT: { takesMs: 40, source: 'source document row 19; protocol.md 1.3 (19)', execute: endSession },
  MIPCLOSE: { takesMs: 40, source: 'protocol.md 2 (close), T4', execute: closeLink },
};
