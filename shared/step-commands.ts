import { type Command, type CommandLine, commandLine, lineOf, number, secret, text } from './command-line.ts';
import type { StepId } from './plan.ts';
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
  errorsInWords: plain('AT+CMEE=2'),
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
  functionality: plain('AT+CFUN?'),
  operator: plain('AT+COPS?'),
  accessPoint: plain('AT+CSTT?'),
  pinTries: plain('AT+SPIC'),
  activateBearer: plain('AT+CIICR'),
  localAddress: plain('AT+CIFSR'),
  shutBearer: plain('AT+CIPSHUT'),
  readCache: plain('AT+MQTTMSGGET'),
  disconnect: plain('AT+MDISCONNECT'),
  closeLink: plain('AT+MIPCLOSE'),
  powerDown: plain('AT+CPOWD=1'),
  restart: plain('AT+CFUN=1,1'),
} as const satisfies Record<string, CommandLine>;

const bare = ({ line }: CommandLine): Command => ({ name: line, args: [] });

/** As the document prints it (protocol.md 3 Q6). */
const fixBaud = (baudRate: number): Command => ({
  name: 'AT+IPR',
  args: [number(baudRate, 'baudRate')],
  tail: '&W',
});

/** What each step sends, with the field of the profile that each value comes from. */
export const STEP_COMMANDS = {
  at_handshake: () => bare(COMMANDS.attention),
  echo_off: () => bare(COMMANDS.echoOff),
  fix_baud: ({ baudRate }) => fixBaud(baudRate),
  sim_check: () => bare(COMMANDS.sim),
  net_reg: () => bare(COMMANDS.registration),
  gprs_attach: () => bare(COMMANDS.attach),
  /** User and password only when the profile has them (protocol.md 3 Q29). */
  set_apn: ({ apn }) => {
    const name = text(apn.name, 'apn.name');
    if (apn.username === '' && apn.password === '') return { name: 'AT+CSTT', args: [name] };
    const account = [text(apn.username, 'apn.username'), secret(apn.password, 'apn.password')];
    return { name: 'AT+CSTT', args: [name, ...account] };
  },
  pdp_activate: () => bare(COMMANDS.activateBearer),
  get_ip: () => bare(COMMANDS.localAddress),
  mqtt_client_cfg: ({ mqtt }) => ({ name: 'AT+MCONFIG', args: [text(mqtt.clientId, 'mqtt.clientId')] }),
  /** Plain or SSL; the port in quotes as the document has it (protocol.md 3 Q11, Q12). */
  broker_connect: ({ broker }) => {
    const host = broker.tls && broker.sslPrefix ? `ssl://${broker.host}` : broker.host;
    return {
      name: broker.tls ? 'AT+SSLMIPSTART' : 'AT+MIPSTART',
      nameField: 'broker.tls',
      args: [text(host, 'broker.host'), text(String(broker.port), 'broker.port')],
    };
  },
  /** With or without last will; order qos, retain, topic, message. */
  mqtt_auth_cfg: ({ mqtt, messages }) => {
    const { clientId, username, password, will } = mqtt;
    const account = [
      text(clientId, 'mqtt.clientId'),
      text(username, 'mqtt.username'),
      secret(password, 'mqtt.password'),
    ];
    if (will === null) return { name: 'AT+MCONFIG', args: account };
    const lastWill = [
      number(will.qos, 'mqtt.will.qos'),
      number(Number(will.retain), 'mqtt.will.retain'),
      text(will.topic, 'mqtt.will.topic'),
      text(encodePayload(will.payload, messages.encoding), 'mqtt.will.payload'),
    ];
    return { name: 'AT+MCONFIG', args: [...account, ...lastWill] };
  },
  mqtt_session: ({ mqtt }) => ({
    name: 'AT+MCONNECT',
    args: [
      number(Number(mqtt.cleanSession), 'mqtt.cleanSession'),
      number(mqtt.keepAliveSeconds, 'mqtt.keepAliveSeconds'),
    ],
  }),
  /** 0 direct, 1 cached (protocol.md 3 Q14). */
  rx_mode: ({ messages }) => ({
    name: 'AT+MQTTMSGSET',
    args: [number(messages.delivery === 'cached' ? 1 : 0, 'messages.delivery')],
  }),
  subscribe: ({ subscribe }) => ({
    name: 'AT+MSUB',
    args: [text(subscribe.topic, 'subscribe.topic'), number(subscribe.qos, 'subscribe.qos')],
  }),
  /** 0 ASCII, 1 HEX. */
  payload_mode: ({ messages }) => ({
    name: 'AT+MQTTMODE',
    args: [number(messages.encoding === 'hex' ? 1 : 0, 'messages.encoding')],
  }),
  publish: ({ publish, messages }) => ({
    name: 'AT+MPUB',
    args: [
      text(publish.topic, 'publish.topic'),
      number(publish.qos, 'publish.qos'),
      number(Number(publish.retain), 'publish.retain'),
      text(encodePayload(publish.payload, messages.encoding), 'publish.payload'),
    ],
  }),
  read_cache: () => bare(COMMANDS.readCache),
  mqtt_close: () => bare(COMMANDS.disconnect),
} as const satisfies Readonly<Record<StepId, (profile: Profile) => Command>>;

/** What is sent between the steps because of the profile. */
export const SURROUNDING_COMMANDS = {
  /** Only when the card asks; 27.007 section 8.3. */
  enterPin: (pin: string) => ({ name: 'AT+CPIN', args: [secret(pin, 'sim.pin')] }),
  /** Before step 19; `UNSUBACK` follows. */
  unsubscribe: ({ subscribe }: Profile) => ({
    name: 'AT+MUNSUB',
    args: [text(subscribe.topic, 'subscribe.topic')],
  }),
  powerDown: () => bare(COMMANDS.powerDown),
} as const satisfies Readonly<Record<string, (...given: never[]) => Command>>;

/** The three ways to fix the rate, the document's first (protocol.md 3 Q6); the last is two lines. */
export function fixBaudForms(baudRate: number): readonly (readonly CommandLine[])[] {
  return [
    [lineOf(fixBaud(baudRate))],
    [plain(`AT+IPR=${baudRate};&W`)],
    [commandLine('AT+IPR', [number(baudRate)]), plain('AT&W')],
  ];
}

/** `AT+CPIN="…"`. */
export const enterPin = (pin: string) => lineOf(SURROUNDING_COMMANDS.enterPin(pin));

/** Step 7. */
export const setApn = (profile: Profile) => lineOf(STEP_COMMANDS.set_apn(profile));

/** Step 10. */
export const setClientId = (profile: Profile) => lineOf(STEP_COMMANDS.mqtt_client_cfg(profile));

/** Step 11. */
export const connectBroker = (profile: Profile) => lineOf(STEP_COMMANDS.broker_connect(profile));

/** Step 12. */
export const setCredentials = (profile: Profile) => lineOf(STEP_COMMANDS.mqtt_auth_cfg(profile));

/** Step 13. */
export const openSession = (profile: Profile) => lineOf(STEP_COMMANDS.mqtt_session(profile));

/** Step 14. */
export const setDelivery = (profile: Profile) => lineOf(STEP_COMMANDS.rx_mode(profile));

/** Step 15. */
export const subscribe = (profile: Profile) => lineOf(STEP_COMMANDS.subscribe(profile));

/** Step 16. */
export const setEncoding = (profile: Profile) => lineOf(STEP_COMMANDS.payload_mode(profile));

/** Step 17. */
export const publish = (profile: Profile) => lineOf(STEP_COMMANDS.publish(profile));

/** Step 18 on firmware that wants a slot (protocol.md 1.3 card 18). */
export const readCacheSlot = (slot: number) => commandLine('AT+MQTTMSGGET', [number(slot)]);

/** Before step 19. */
export const unsubscribe = (profile: Profile) => lineOf(SURROUNDING_COMMANDS.unsubscribe(profile));

function encodePayload(payload: string, encoding: Profile['messages']['encoding']): string {
  return encoding === 'hex' ? toHex(payload) : payload;
}
