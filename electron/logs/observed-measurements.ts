import type { MeasurementName, MeasurementVerdict } from '../../shared/events.ts';
import { imeiValid } from '../../shared/identity.ts';
import { bearerWord } from '../../shared/codes/bearer.ts';
import { dbm } from '../../shared/signal.ts';
import type { ExchangeResult } from '../at/exchange.ts';
import { standingOf } from '../../shared/codes/network.ts';
import {
  attached,
  firmware,
  functionality,
  iccid,
  imei,
  imsi,
  ipv4,
  mqttState,
  operator,
  pinTries,
  signal,
} from '../at/replies.ts';
import { simAnswer } from '../at/sim-answer.ts';
import type { CommandMeaning } from './command-steps.ts';
import { statOf } from './step-judgement.ts';

export interface Measured {
  readonly name: MeasurementName;
  readonly value: string | number | null;
  readonly unit?: string;
  readonly criterion?: string;
  readonly verdict?: MeasurementVerdict;
}

const judged = (isGood: boolean): MeasurementVerdict => (isGood ? 'pass' : 'fail');

/** What an exchange tells of the unit, by the names and decoders of the engine's own steps; null for nothing. */
export function measuredBy(meaning: CommandMeaning, result: ExchangeResult): Measured | null {
  const { outcome, information, completion } = result;
  const isAnswered = outcome.kind === 'ok';
  switch (meaning.kind) {
    case 'sim': {
      const value = simAnswer(result);
      const isGood = value === 'ready' || value === 'pin2_required';
      return { name: 'sim_state', value, criterion: 'ready', verdict: judged(isGood) };
    }
    case 'registration':
    case 'packetRegistration': {
      const value = statOf(meaning, result);
      const isGood = standingOf(value).startsWith('registered');
      return { name: 'registration', value, criterion: '1 or 5', verdict: judged(isGood) };
    }
    case 'attach': {
      const state = isAnswered ? attached(information) : null;
      const value = state === null ? null : Number(state);
      return { name: 'attach', value, criterion: '1', verdict: judged(state === true) };
    }
    case 'localAddress': {
      const value = isAnswered ? ipv4(information) : null;
      return { name: 'ip_address', value, criterion: 'IPv4, not 0.0.0.0', verdict: judged(value !== null) };
    }
    case 'signal': {
      const level = isAnswered ? signal(information) : null;
      const power = level === null ? null : dbm(level);
      const unit = power === null ? 'rssi' : `rssi ≈ ${power} dBm`;
      return level && { name: 'signal', value: level.rssi, unit };
    }
    case 'imei': {
      const value = imei(information);
      const verdict = judged(value !== null && imeiValid(value));
      return { name: 'imei', value, criterion: '15 digits, check digit', verdict };
    }
    case 'iccid':
      return known('iccid', iccid(information));
    case 'imsi':
      return known('imsi', imsi(information));
    case 'firmware':
      return meaning.command.name === '+CGMR' ? known('firmware', firmware(information)) : null;
    case 'bearerState':
      return known('bearer_state', completion && bearerWord(completion.text));
    case 'mqttState':
      return known('mqtt_state', mqttState(information));
    case 'functionality':
      return known('functionality', functionality(information));
    case 'operator':
      return known('operator', operator(information));
    case 'pinTries':
      return known('pin_tries', pinTries(information));
    case 'openSession': {
      const value = isAnswered ? 0 : (completion?.number ?? null);
      return value === null
        ? null
        : { name: 'connack_code', value, criterion: '0', verdict: judged(isAnswered) };
    }
    default:
      return null;
  }
}

function known(name: MeasurementName, value: string | number | null): Measured | null {
  return value === null ? null : { name, value };
}
