import { type MqttStateValue, mqttValueIn } from '../../shared/codes/mqtt.ts';
import { attachedIn, queriedRegistration } from '../../shared/codes/network.ts';
import { type SimState, simStateOf } from '../../shared/codes/sim.ts';
import { type Signal, signalIn } from '../../shared/signal.ts';
import { fromHex } from '../../shared/utf8.ts';
import type { Message } from './exchange.ts';

/**
 * Decoders of information responses: normalised lines in, a typed value out, null when the lines do not say it.
 * The last line that says it counts: a module that repeats itself knows better the second time.
 */

type Lines = readonly string[];

function last(lines: Lines, pattern: RegExp): RegExpExecArray | null {
  return lines.map((line) => pattern.exec(line)).findLast((found) => found !== null) ?? null;
}

/** What the last line that `read` understands says. */
function lastOf<Value>(lines: Lines, read: (line: string) => Value | null): Value | null {
  return lines.map(read).findLast((value) => value !== null) ?? null;
}

/** SIM state by the last `+CPIN:` line; a word that nobody knows is no state. */
export function simState(lines: Lines): SimState | null {
  const line = lines.findLast((each) => /^\+CPIN\s*:/i.test(each));
  return line === undefined ? null : simStateOf(line);
}

/** Registration status of the query form `+CREG: <n>,<stat>`; 27.007 section 7.2. */
export function registrationStat(lines: Lines): number | null {
  return lastOf(lines, queriedRegistration);
}

/** The same of `+CGREG:` and `+CEREG:`, its packet relatives; 27.007 sections 10.1.20 and 10.1.22. */
export function packetRegistrationStat(lines: Lines): number | null {
  const stat = last(lines, /^\+C[GE]REG\s*:\s*[0-5]\s*,\s*(\d{1,2})\s*(?:,|$)/i)?.[1];
  return stat === undefined ? null : Number(stat);
}

/** Attach flag of `+CGATT: <state>`; 27.007 section 10.1.9. */
export function attached(lines: Lines): boolean | null {
  return lastOf(lines, attachedIn);
}

/** `+CSQ: <rssi>,<ber>`. */
export function signal(lines: Lines): Signal | null {
  return lastOf(lines, signalIn);
}

/** IMEI: 15 digits; a 16-digit IMEISV gives none, its last two digits are a software version (23.003 6.2.2). */
export function imei(lines: Lines): string | null {
  return last(lines, /^(?:\+C?GSN\s*:\s*)?"?(\d{15})"?$/i)?.[1] ?? null;
}

/** ICCID: 18 to 20 characters after a trailing filler F is cut off (E.118; protocol.md 2). */
export function iccid(lines: Lines): string | null {
  const digits = last(lines, /^(?:\+I?CCID\s*:\s*)?"?([0-9A-F]{18,22})"?$/i)?.[1]?.toUpperCase();
  const bare = digits?.replace(/F+$/, '') ?? '';
  return bare.length >= 18 && bare.length <= 20 ? bare : null;
}

/** IMSI: 14 or 15 digits (23.003 section 2.2). */
export function imsi(lines: Lines): string | null {
  return last(lines, /^(?:\+CIMI\s*:\s*)?"?(\d{14,15})"?$/i)?.[1] ?? null;
}

/** The information response of some other command, or a line that nobody asked for (V.250 5.7.1). */
const OTHER_PREFIX = /^\+(?!C?GMR\s*:)[A-Z][A-Z0-9]*\s*:/i;

/** Firmware text of `AT+CGMR`, prefixes cut off; what came in between under another prefix is none of it. */
export function firmware(lines: Lines): string | null {
  const text = lines
    .filter((line) => !OTHER_PREFIX.test(line))
    .map((line) => line.replace(/^(?:\+C?GMR\s*:|Revision\s*:)\s*/i, '').trim())
    .filter((line) => line !== '');
  return text.length === 0 ? null : text.join(' ');
}

/** IPv4 address of a bare line; `0.0.0.0` is none (protocol.md 1.3 card 9). */
export function ipv4(lines: Lines): string | null {
  const address = last(lines, /^(?:\+CIFSR\s*:\s*)?"?(\d{1,3}(?:\.\d{1,3}){3})"?$/i)?.[1];
  const parts = address?.split('.').map(Number) ?? [];
  if (address === undefined || parts.every((part) => part === 0)) return null;
  return parts.every((part) => part <= 255) ? address : null;
}

/** Functionality of `+CFUN: <fun>`: 0 minimum, 1 full, 4 radio off; 27.007 section 8.2. */
export function functionality(lines: Lines): number | null {
  const level = last(lines, /^\+CFUN\s*:\s*(\d{1,3})$/i)?.[1];
  return level === undefined ? null : Number(level);
}

/** Operator of `+COPS: <mode>,<format>,"<oper>"`; null while there is none; 27.007 section 7.3. */
export function operator(lines: Lines): string | null {
  const name = last(lines, /^\+COPS\s*:\s*\d\s*,\s*\d\s*,\s*"?([^"]*)"?(?:\s*,\s*\d+)?$/i)?.[1]?.trim();
  return name === undefined || name === '' ? null : name;
}

/** Tries left for the PIN, the first number of `+SPIC: <pin1>,<puk1>,<pin2>,<puk2>`. */
export function pinTries(lines: Lines): number | null {
  const tries = last(lines, /^\+SPIC\s*:\s*(\d{1,2})\s*(?:,|$)/i)?.[1];
  return tries === undefined ? null : Number(tries);
}

/** `+MQTTSTATU: <v>`: 0 offline, 1 in session, 2 TCP up without session; protocol.md 4.6. */
export function mqttState(lines: Lines): MqttStateValue | null {
  return lastOf(lines, mqttValueIn);
}

/**
 * Whether a delivered message carries exactly these bytes, printed raw or as HEX. The count is of decoded bytes
 * either way (protocol.md 3 Q9) and must fit: a module that ignored `MQTTMODE=1` publishes the digits themselves
 * and gets the same digits back, with twice the count.
 */
export function carries(
  { length, printed }: Pick<Message, 'length' | 'printed'>,
  expected: Uint8Array,
): boolean {
  if (length !== expected.length) return false;
  if (sameBytes(printed, expected)) return true;
  const decoded = fromHex(String.fromCharCode(...printed));
  return decoded !== null && sameBytes(decoded, expected);
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
