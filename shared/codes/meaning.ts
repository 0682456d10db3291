import { type Signal, signalIn } from '../signal.ts';
import { type BearerState, bearerStateOf } from './bearer.ts';
import { type FunctionalityLevel, functionalityIn } from './functionality.ts';
import { type CmeCode, CME_ERRORS, type CmsCode, CMS_ERRORS, mobileError } from './mobile-errors.ts';
import {
  type ConnackRefusal,
  connackRefusal,
  grantedQos,
  type MqttStateValue,
  mqttValueIn,
  type Qos,
} from './mqtt.ts';
import { attachedIn, isRegistrationStat, registrationIn, type RegistrationStat } from './network.ts';
import { normalLine } from './normal-line.ts';
import { type SimState, simStateOf } from './sim.ts';
import { type Urc, type UrcId, urcOf } from './unsolicited-lines.ts';

/** Rows of the unsolicited lines that mean the same whatever else stands in the line. */
export type PlainUrc = Exclude<
  UrcId,
  | 'sim_state'
  | 'sim_removed'
  | 'registration'
  | 'functionality'
  | 'bearer_state'
  | 'message_notice'
  | 'voltage_warning'
  | 'voltage_power_down'
>;

/** What the code in a received line stands for. */
export type Meaning =
  | { readonly kind: 'cme'; readonly code: CmeCode }
  | { readonly kind: 'cms'; readonly code: CmsCode }
  | { readonly kind: 'sim'; readonly state: SimState }
  | { readonly kind: 'registration'; readonly stat: RegistrationStat }
  | { readonly kind: 'attach'; readonly attached: boolean }
  | { readonly kind: 'signal'; readonly signal: Signal }
  | { readonly kind: 'functionality'; readonly level: FunctionalityLevel }
  | { readonly kind: 'bearer'; readonly state: BearerState }
  | { readonly kind: 'mqtt'; readonly value: MqttStateValue }
  | { readonly kind: 'connack'; readonly code: ConnackRefusal }
  | { readonly kind: 'granted'; readonly qos: Qos }
  | { readonly kind: 'cached'; readonly slot: number }
  /** How messages came, as the module was seen to deliver them. */
  | { readonly kind: 'delivery'; readonly mode: 'direct' | 'cached' }
  /** The test message came back byte by byte. */
  | { readonly kind: 'returned' }
  | { readonly kind: 'voltage'; readonly side: 'under' | 'over'; readonly isOff: boolean }
  | { readonly kind: 'urc'; readonly id: PlainUrc };

/** No line with a code is longer; a payload that looks like one may be. */
const LONGEST = 160;

/**
 * What the code in a received line says; null for a line without one, or with one that no table has. A line alone does
 * not tell an answer from a payload of the same text. Never ask it of what was sent.
 */
export function meaningOf(line: string): Meaning | null {
  const normal = normalLine(line);
  if (normal.length > LONGEST) return null;
  const name = PREFIX.exec(normal)?.[0].toUpperCase();
  const read = name === undefined ? undefined : READERS.get(name);
  return read?.(normal) ?? unsolicitedMeaning(normal);
}

const PREFIX = /^\+[A-Z]+/i;

/** Who reads the lines that begin so. */
const READERS: ReadonlyMap<string, (line: string) => Meaning | null> = new Map([
  ['+CME', errorMeaning],
  ['+CMS', errorMeaning],
  ['+CPIN', simMeaning],
  ['+CREG', registrationMeaning],
  ['+CGREG', registrationMeaning],
  ['+CGATT', attachMeaning],
  ['+CSQ', signalMeaning],
  ['+CFUN', functionalityMeaning],
  ['+MQTTSTATU', sessionMeaning],
  ['+MQTTSTATUS', sessionMeaning],
]);

function errorMeaning(line: string): Meaning | null {
  const error = mobileError(line);
  const cms = CMS_ERRORS.find(({ code }) => code === error?.code);
  const cme = CME_ERRORS.find(({ code }) => code === error?.code);
  if (cms !== undefined && error?.kind === 'cms_error') return { kind: 'cms', code: cms.code };
  return cme === undefined ? null : { kind: 'cme', code: cme.code };
}

function simMeaning(line: string): Meaning | null {
  const state = simStateOf(line);
  return state === null ? null : { kind: 'sim', state };
}

function registrationMeaning(line: string): Meaning | null {
  const stat = registrationIn(line);
  return stat !== null && isRegistrationStat(stat) ? { kind: 'registration', stat } : null;
}

function attachMeaning(line: string): Meaning | null {
  const attached = attachedIn(line);
  return attached === null ? null : { kind: 'attach', attached };
}

function signalMeaning(line: string): Meaning | null {
  const signal = signalIn(line);
  return signal === null ? null : { kind: 'signal', signal };
}

function functionalityMeaning(line: string): Meaning | null {
  const level = functionalityIn(line);
  return level === null ? null : { kind: 'functionality', level };
}

function sessionMeaning(line: string): Meaning | null {
  const value = mqttValueIn(line);
  return value === null ? null : { kind: 'mqtt', value };
}

function unsolicitedMeaning(line: string): Meaning | null {
  const urc = urcOf(line);
  return urc === null ? null : urcMeaning(urc);
}

function urcMeaning({ id, part, number }: Urc): Meaning | null {
  switch (id) {
    case 'sim_state':
    case 'sim_removed':
    case 'registration':
    case 'functionality':
      // Their readers have found no code that a table has.
      return null;
    case 'bearer_state': {
      const state = bearerStateOf(part);
      return state === null ? null : { kind: 'bearer', state };
    }
    case 'connack_refused': {
      const code = connackRefusal(number);
      return code === null ? { kind: 'urc', id } : { kind: 'connack', code };
    }
    case 'suback': {
      const qos = grantedQos(number);
      return qos === null ? { kind: 'urc', id } : { kind: 'granted', qos };
    }
    case 'message_notice':
      return number === null ? null : { kind: 'cached', slot: number };
    case 'voltage_warning':
    case 'voltage_power_down':
      return {
        kind: 'voltage',
        side: part.toUpperCase() === 'OVER' ? 'over' : 'under',
        isOff: id === 'voltage_power_down',
      };
    default:
      return { kind: 'urc', id };
  }
}
