import type { CmeeMode } from './cme.ts';
import type { Will } from './mqtt-link.ts';

/** What a restart forgets. */
export interface Settings {
  echo: boolean;
  cmee: CmeeMode;
  /** AT+CREG=<n>: unsolicited registration reports off, on, on with cell. */
  registrationReports: 0 | 1 | 2;
  /** AT+CFUN: 1 full, 4 radio off, 0 minimum. */
  functionality: number;
  /** AT+MQTTMSGSET: 0 direct, 1 cached. */
  messageSetting: 0 | 1;
  /** AT+MQTTMODE: 0 ASCII, 1 HEX. */
  payloadMode: 0 | 1;
  mqttClient: MqttClient | null;
}

/** What AT+MCONFIG stored. */
interface MqttClient {
  readonly clientId: string;
  readonly username: string | null;
  readonly password: Uint8Array | null;
  readonly will: Will | null;
}

/** The state after power-up: protocol.md 1.3 (echo on), 4.4 (CMEE=0). */
export function initialSettings(): Settings {
  return {
    echo: true,
    cmee: 0,
    registrationReports: 0,
    functionality: 1,
    messageSetting: 0,
    payloadMode: 0,
    mqttClient: null,
  };
}
