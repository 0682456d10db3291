import type { MeasurementName } from '../events.ts';
import { signalOf } from '../signal.ts';
import { bearerStateOf } from './bearer.ts';
import { functionalityOf } from './functionality.ts';
import type { Meaning } from './meaning.ts';
import { connackRefusal, mqttValueOf } from './mqtt.ts';
import { isRegistrationStat } from './network.ts';
import { isSimState } from './sim.ts';

/** What a measured code stands for; null for a measurement that is no code, or that failed. */
export function measuredMeaning(name: MeasurementName, value: string | number | null): Meaning | null {
  switch (name) {
    case 'signal': {
      const signal = typeof value === 'number' ? signalOf(value, 99) : null;
      return signal && { kind: 'signal', signal };
    }
    case 'sim_state':
      return isSimState(value) ? { kind: 'sim', state: value } : null;
    case 'registration':
      return typeof value === 'number' && isRegistrationStat(value)
        ? { kind: 'registration', stat: value }
        : null;
    case 'attach':
      return value === 0 || value === 1 ? { kind: 'attach', attached: value === 1 } : null;
    case 'functionality': {
      const level = functionalityOf(value);
      return level === null ? null : { kind: 'functionality', level };
    }
    case 'bearer_state': {
      const state = typeof value === 'string' ? bearerStateOf(value) : null;
      return state && { kind: 'bearer', state };
    }
    case 'mqtt_state': {
      const state = mqttValueOf(value);
      return state === null ? null : { kind: 'mqtt', value: state };
    }
    case 'connack_code': {
      const code = connackRefusal(value);
      return code && { kind: 'connack', code };
    }
    case 'delivery':
      return value === 'direct' || value === 'cached' ? { kind: 'delivery', mode: value } : null;
    case 'returned_message':
      return value === 'same bytes' ? { kind: 'returned' } : null;
    default:
      return null;
  }
}
