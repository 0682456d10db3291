import { numberArgument, textArgument } from '../arguments.ts';
import { CME } from '../cme.ts';
import type { CommandRows, Device, Handler } from '../device.ts';
import type { PinOutcome, SimState } from '../radio.ts';
import { ok, refuse, type Reply } from '../reply.ts';

/** The cell every simulated module lives in. */
export const CELL = '"24D1","5E3A"';

const READING_REFUSED: Readonly<Record<SimState, number | null>> = {
  ready: null,
  pin: CME.simPinRequired,
  puk: CME.simPukRequired,
  absent: CME.simNotInserted,
};

const PIN_ANSWERS: Readonly<Record<PinOutcome, Reply>> = {
  accepted: ok(),
  wrong: refuse(CME.incorrectPassword),
  blocked: refuse(CME.simPukRequired),
  unexpected: refuse(CME.notAllowed),
  absent: refuse(CME.simNotInserted),
};

/** Without a card the answer is an error, not a state (source document row 4; protocol.md T6). */
const PIN_STATES: Readonly<Record<SimState, Reply>> = {
  ready: ok('+CPIN: READY'),
  pin: ok('+CPIN: SIM PIN'),
  puk: ok('+CPIN: SIM PUK'),
  absent: refuse(CME.simNotInserted),
};

const enterPin: Handler = (device, { command, args }) => {
  // Without quotes the digits are taken from the line itself, or a leading zero would be lost.
  const pin = textArgument(args[0], 8) ?? /^\d{4,8}$/.exec(command.text)?.[0] ?? null;
  return pin === null ? refuse(CME.invalidInput) : PIN_ANSWERS[device.radio.enterPin(pin)];
};

/** PIN, PUK, PIN2, PUK2. */
const triesLeft: Handler = (device) =>
  device.radio.sim === 'absent' ? refuse(CME.simNotInserted) : ok(`+SPIC: ${device.radio.pinTries},10,3,10`);

const registration: Handler = (device) => {
  const n = device.settings.registrationReports;
  const stat = device.radio.registration;
  return ok(`+CREG: ${n},${stat}${n === 2 && stat === 1 ? `,${CELL}` : ''}`);
};

const setRegistrationReports: Handler = (device, { args }) => {
  const n = ([0, 1, 2] as const).find((each) => each === numberArgument(args[0], 0, 2));
  if (n === undefined) return refuse(CME.invalidInput);
  device.settings.registrationReports = n;
  return ok();
};

const setAttachment: Handler = (device, { args }) => {
  const wanted = numberArgument(args[0], 0, 1);
  if (wanted === null) return refuse(CME.invalidInput);
  return device.radio.attach(wanted === 1) ? ok() : refuse(CME.gprsError);
};

const signal: Handler = (device) => {
  const { rssi, ber } = device.radio.signal();
  return ok(`+CSQ: ${rssi},${ber}`);
};

const operator: Handler = (device) =>
  ok(device.radio.registration === 1 ? '+COPS: 0,0,"CHINA MOBILE"' : '+COPS: 0');

const setFunctionality: Handler = (device, { args }) => {
  const level = numberArgument(args[0], 0, 4);
  const restart = args[1] !== undefined && numberArgument(args[1], 0, 1) === 1;
  if (level === null || ![0, 1, 4].includes(level)) return refuse(CME.invalidInput);
  if (restart) return { ...ok(), afterwards: () => device.restart() };
  device.settings.functionality = level;
  if (level === 1) device.radio.turnOn(false);
  else device.radio.turnOff();
  return ok();
};

/** What is stored on the card: its number can be read without a PIN, the subscriber cannot. */
function fromCard(read: (device: Device) => string, pinNeeded: boolean): Handler {
  return (device) => {
    const sim = device.radio.sim;
    const refused = pinNeeded || sim === 'absent' ? READING_REFUSED[sim] : null;
    return refused === null ? ok(read(device)) : refuse(refused);
  };
}

/** SIM card, registration, signal. */
export const NETWORK_COMMANDS: CommandRows = {
  CPIN: {
    takesMs: 15,
    source: 'source document row 4; protocol.md 4.3',
    read: (device) => PIN_STATES[device.radio.sim],
    write: enterPin,
  },
  SPIC: { takesMs: 10, source: 'SIM800 AT command manual, AT+SPIC', execute: triesLeft },
  CREG: {
    takesMs: 10,
    source: 'source document row 5; protocol.md 4.1',
    read: registration,
    write: setRegistrationReports,
  },
  CGATT: {
    takesMs: 12,
    source: 'source document row 6',
    read: (device) => ok(`+CGATT: ${device.radio.attached ? 1 : 0}`),
    write: setAttachment,
  },
  CSQ: { takesMs: 8, source: 'protocol.md 4.2', execute: signal },
  COPS: { takesMs: 10, source: '3GPP TS 27.007 7.3', read: operator },
  CIMI: {
    takesMs: 12,
    source: '3GPP TS 27.007 5.6',
    execute: fromCard((device) => device.identity.imsi, true),
  },
  ICCID: {
    takesMs: 12,
    source: 'protocol.md 2 (ICCID)',
    execute: fromCard((device) => `+ICCID: ${device.identity.iccid}`, false),
  },
  CCID: {
    takesMs: 12,
    source: 'protocol.md 2 (ICCID)',
    execute: fromCard((device) => device.identity.iccid, false),
  },
  CFUN: {
    takesMs: 60,
    source: '3GPP TS 27.007 8.2',
    read: (device) => ok(`+CFUN: ${device.settings.functionality}`),
    write: setFunctionality,
  },
};
