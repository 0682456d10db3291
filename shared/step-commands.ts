import { type CommandLine, commandLine, number, secret, text } from './command-line.ts';
import type { Profile } from './profile.ts';
import { toHex } from './utf8.ts';

/**
 * The command lines of the 19 steps and of what surrounds them, as they should be written (protocol.md 1.1, 2).
 * They take a profile whose placeholders are filled in.
 */

const plain = (name: string) => commandLine(name);

/** Commands without values. */
export const COMMANDS = {
  attention: plain('AT'),
  echoOff: plain('ATE0'),
  verboseErrors: plain('AT+CMEE=1'),
  sim: plain('AT+CPIN?'),
  registration: plain('AT+CREG?'),
  attach: plain('AT+CGATT?'),
  requestAttach: plain('AT+CGATT=1'),
  signal: plain('AT+CSQ'),
  imei: plain('AT+CGSN'),
  imeiAlternative: plain('AT+GSN'),
  iccid: plain('AT+ICCID'),
  iccidAlternative: plain('AT+CCID'),
  imsi: plain('AT+CIMI'),
  firmware: plain('AT+CGMR'),
  bearerState: plain('AT+CIPSTATUS'),
  mqttState: plain('AT+MQTTSTATU'),
  activateBearer: plain('AT+CIICR'),
  localAddress: plain('AT+CIFSR'),
  shutBearer: plain('AT+CIPSHUT'),
  readCache: plain('AT+MQTTMSGGET'),
  disconnect: plain('AT+MDISCONNECT'),
  closeLink: plain('AT+MIPCLOSE'),
  powerDown: plain('AT+CPOWD=1'),
} as const satisfies Record<string, CommandLine>;

/** The three ways to fix the rate, the document's first (protocol.md 3 Q6); the last is two lines. */
export function fixBaudForms(baudRate: number): readonly (readonly CommandLine[])[] {
  return [
    [plain(`AT+IPR=${baudRate}&W`)],
    [plain(`AT+IPR=${baudRate};&W`)],
    [commandLine('AT+IPR', [number(baudRate)]), plain('AT&W')],
  ];
}

/** `AT+CPIN="…"`; 27.007 section 8.3. */
export const enterPin = (pin: string) => commandLine('AT+CPIN', [secret(pin)]);

/** Step 7; user and password only when the profile has them (protocol.md 3 Q29). */
export function setApn({ apn }: Profile): CommandLine {
  if (apn.username === '' && apn.password === '') return commandLine('AT+CSTT', [text(apn.name)]);
  return commandLine('AT+CSTT', [text(apn.name), text(apn.username), secret(apn.password)]);
}

/** Step 10. */
export const setClientId = ({ mqtt }: Profile) => commandLine('AT+MCONFIG', [text(mqtt.clientId)]);

/** Step 11, plain or SSL; the port in quotes as the document has it (protocol.md 3 Q11, Q12). */
export function connectBroker({ broker }: Profile): CommandLine {
  const host = broker.tls && broker.sslPrefix ? `ssl://${broker.host}` : broker.host;
  return commandLine(broker.tls ? 'AT+SSLMIPSTART' : 'AT+MIPSTART', [text(host), text(String(broker.port))]);
}

/** Step 12, with or without last will; order qos, retain, topic, message. */
export function setCredentials({ mqtt, messages }: Profile): CommandLine {
  const args = [text(mqtt.clientId), text(mqtt.username), secret(mqtt.password)];
  if (mqtt.will === null) return commandLine('AT+MCONFIG', args);
  const { qos, retain, topic, payload } = mqtt.will;
  const message = encodePayload(payload, messages.encoding);
  return commandLine('AT+MCONFIG', [
    ...args,
    number(qos),
    number(Number(retain)),
    text(topic),
    text(message),
  ]);
}

/** Step 13. */
export const openSession = ({ mqtt }: Profile) =>
  commandLine('AT+MCONNECT', [number(Number(mqtt.cleanSession)), number(mqtt.keepAliveSeconds)]);

/** Step 14: 0 direct, 1 cached (protocol.md 3 Q14). */
export const setDelivery = ({ messages }: Profile) =>
  commandLine('AT+MQTTMSGSET', [number(messages.delivery === 'cached' ? 1 : 0)]);

/** Step 15. */
export const subscribe = (profile: Profile) =>
  commandLine('AT+MSUB', [text(profile.subscribe.topic), number(profile.subscribe.qos)]);

/** Step 16: 0 ASCII, 1 HEX. */
export const setEncoding = ({ messages }: Profile) =>
  commandLine('AT+MQTTMODE', [number(messages.encoding === 'hex' ? 1 : 0)]);

/** Step 17. */
export function publish(profile: Profile): CommandLine {
  const { topic, qos, retain, payload } = profile.publish;
  const message = encodePayload(payload, profile.messages.encoding);
  return commandLine('AT+MPUB', [text(topic), number(qos), number(Number(retain)), text(message)]);
}

/** Step 18 on firmware that wants a slot (protocol.md 1.3 card 18). */
export const readCacheSlot = (slot: number) => commandLine('AT+MQTTMSGGET', [number(slot)]);

/** Before step 19; `UNSUBACK` follows. */
export const unsubscribe = (profile: Profile) => commandLine('AT+MUNSUB', [text(profile.subscribe.topic)]);

function encodePayload(payload: string, encoding: Profile['messages']['encoding']): string {
  return encoding === 'hex' ? toHex(payload) : payload;
}
