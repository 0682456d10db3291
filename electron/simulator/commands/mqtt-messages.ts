import { type Argument, numberArgument, textArgument } from '../arguments.ts';
import { fromHex, toBytes, utf8FromWire } from '../bytes.ts';
import { CME } from '../cme.ts';
import type { CommandRows, Device, Handler } from '../device.ts';
import { messageLine } from '../deliveries.ts';
import { ok, okThen, refuse } from '../reply.ts';
import { LIMIT_BYTES, qosArgument } from './mqtt-link.ts';

const MAX_MESSAGE_BYTES = 4100;

const subscribe: Handler = (device, { args, hits }) => {
  const topic = topicArgument(args[0]);
  const qos = qosArgument(args[1]);
  if (!topic || qos === undefined || args.length !== 2) return refuse(CME.invalidInput);
  if (device.link.state !== 'session') return refuse(CME.operationFailed);
  const silent = hits.has('no-suback');
  return okThen(() =>
    device.link.subscribe(topic, qos, () => {
      if (!silent) device.report(device.words.subscribed);
    }),
  );
};

const unsubscribe: Handler = (device, { args }) => {
  const topic = topicArgument(args[0]);
  if (!topic || args.length !== 1) return refuse(CME.invalidInput);
  if (device.link.state !== 'session') return refuse(CME.operationFailed);
  return okThen(() => device.link.unsubscribe(topic, () => device.report(device.words.unsubscribed)));
};

/** The message has to stand in quotes: protocol.md 5.1 (17, ERROR). */
const publish: Handler = (device, { args }) => {
  const topic = topicArgument(args[0]);
  const qos = qosArgument(args[1]);
  const retain = numberArgument(args[2], 0, 1);
  const message = textArgument(args[3], MAX_MESSAGE_BYTES);
  if (!topic || qos === undefined || retain === null || message === null || args.length !== 4) {
    return refuse(CME.invalidInput);
  }
  const payload = device.settings.payloadMode === 1 ? fromHex(message) : toBytes(message);
  if (!payload) return refuse(CME.invalidInput);
  if (device.link.state !== 'session') return refuse(CME.operationFailed);
  return okThen(() => {
    device.link.publish({ topic, payload, qos, retain: retain === 1 }, (progress) => {
      if (!device.words.published) device.report(progress);
    });
    if (device.words.published) device.report(device.words.published);
  });
};

/** Reading consumes; with nothing stored there is only OK: protocol.md 1.3 (18). */
const readMessages: Handler = (device) =>
  ok(...device.cache.takeAll().map((each) => messageLine(each, device.settings.payloadMode === 1)));

const listSlots: Handler = (device) =>
  ok(...device.cache.occupied().map((used, slot) => `+MQTTMSGGET: ${slot},${used ? 'VALID' : 'INVALID'}`));

function switchOf(set: (device: Device, value: 0 | 1) => void): Handler {
  return (device, { args }) => {
    const value = numberArgument(args[0], 0, 1);
    if (value === null || args.length !== 1) return refuse(CME.invalidInput);
    set(device, value === 1 ? 1 : 0);
    return ok();
  };
}

function topicArgument(argument: Argument | undefined): string | null {
  const topic = textArgument(argument, LIMIT_BYTES.topic);
  return topic === null ? null : utf8FromWire(topic);
}

/** Topics and messages. */
export const MQTT_MESSAGE_COMMANDS: CommandRows = {
  MQTTMSGSET: {
    takesMs: 10,
    source: 'source document row 14; protocol.md 1.3 (14)',
    read: (device) => ok(`+MQTTMSGSET: ${device.settings.messageSetting}`),
    write: switchOf((device, value) => {
      device.settings.messageSetting = value;
    }),
  },
  MQTTMODE: {
    takesMs: 10,
    source: 'source document row 16; protocol.md 1.3 (16)',
    read: (device) => ok(`+MQTTMODE: ${device.settings.payloadMode}`),
    write: switchOf((device, value) => {
      device.settings.payloadMode = value;
    }),
  },
  MSUB: { takesMs: 15, source: 'source document row 15', write: subscribe },
  MUNSUB: { takesMs: 15, source: 'protocol.md 2 (unsubscribe)', write: unsubscribe },
  MPUB: { takesMs: 30, source: 'source document row 17', write: publish },
  MQTTMSGGET: {
    takesMs: 20,
    source: 'source document row 18; protocol.md T3',
    execute: readMessages,
    read: listSlots,
  },
};
