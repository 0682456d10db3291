import type { UrcId } from './unsolicited.ts';

/** The contract of one command: what it may own of what the module says. */
export interface CommandRow {
  /** Information responses it owns: their prefix, or the shape of a bare reply. `any`: every line no other row knows. */
  readonly owns?: RegExp | 'any';
  /** It owns delivered messages too. */
  readonly ownsMessages?: true;
  /** A prompt is for whoever typed it to answer; elsewhere nobody meant to give data. */
  readonly takesData?: true;
  /** A success without its information response is not believed at once. */
  readonly information?: 'required';
  /** A result code of its own that means success, besides `OK`. */
  readonly success?: RegExp;
  /**
   * Milliseconds to wait for the final result code once a required information response is there; some firmwares
   * leave the code out (protocol.md 3 Q3, Q5). Absent: `FINAL_GRACE_MS`.
   */
  readonly finalGraceMs?: number;
  /** The asynchronous line that completes it after `OK`. */
  readonly completion?: { readonly success: readonly UrcId[]; readonly failure: readonly UrcId[] };
  readonly source: string;
}

/** The grace of protocol.md 3 Q3. */
export const FINAL_GRACE_MS = 1000;

const LINK_ENDS = ['closed', 'bearer_lost', 'foreign_dialect'] as const satisfies readonly UrcId[];

/** Every command the run sends, by what is expected in return. */
export const CATALOGUE = {
  typed: { owns: 'any', ownsMessages: true, takesData: true, source: 'ARCHITECTURE.md: console' },
  plain: { source: 'V.250 5.7: OK or ERROR alone' },
  sim: { owns: /^\+CPIN\s*:/i, information: 'required', source: '27.007 8.3' },
  registration: {
    // The query form has two small numbers. The unsolicited form has one, and behind it the location code, which some
    // firmwares print without quotes: `+CREG: 2,1A2B` (protocol.md 1.3 card 5).
    owns: /^\+CREG\s*:\s*[0-5]\s*,\s*\d{1,2}\s*(?:,|$)/i,
    information: 'required',
    source: '27.007 7.2; protocol.md 3 Q3',
  },
  packetRegistration: {
    owns: /^\+C[GE]REG\s*:\s*[0-5]\s*,\s*\d{1,2}\s*(?:,|$)/i,
    information: 'required',
    source: '27.007 10.1.20',
  },
  attach: { owns: /^\+CGATT\s*:/i, information: 'required', source: '27.007 10.1.9' },
  signal: { owns: /^\+CSQ\s*:/i, information: 'required', source: '27.007 8.5' },
  imei: { owns: /^(?:\+C?GSN\s*:\s*)?"?\d{14,17}"?$/i, information: 'required', source: '27.007 5.4' },
  iccid: {
    owns: /^(?:\+I?CCID\s*:\s*)?"?[0-9A-F]{18,22}"?$/i,
    information: 'required',
    source: 'protocol.md 2',
  },
  imsi: { owns: /^(?:\+CIMI\s*:\s*)?"?\d{14,15}"?$/i, information: 'required', source: '27.007 5.6' },
  firmware: { owns: 'any', source: '27.007 5.3' },
  bearerState: {
    completion: { success: ['bearer_state'], failure: [] },
    source: 'protocol.md 4.5: OK comes before STATE',
  },
  functionality: { owns: /^\+CFUN\s*:/i, information: 'required', source: '27.007 8.2' },
  operator: { owns: /^\+COPS\s*:/i, information: 'required', source: '27.007 7.3' },
  accessPoint: {
    owns: /^\+CSTT\s*:/i,
    information: 'required',
    source: 'protocol.md 1.3 card 7: read-back',
  },
  pinTries: {
    owns: /^\+SPIC\s*:/i,
    information: 'required',
    source: 'SIM800 AT command manual, AT+SPIC; other firmwares answer ERROR',
  },
  mqttState: { owns: /^\+MQTTSTATUS?\s*:/i, information: 'required', source: 'protocol.md 4.6' },
  localAddress: {
    owns: /^(?:\+CIFSR\s*:\s*)?"?\d{1,3}(?:\.\d{1,3}){3}"?$/i,
    information: 'required',
    finalGraceMs: 500,
    source: 'document row 9; protocol.md 3 Q5',
  },
  shutBearer: { success: /^SHUT OK$/i, source: 'protocol.md 2: SHUT OK without OK' },
  powerDown: { success: /^NORMAL POWER (?:DOWN|OFF)$/i, source: 'protocol.md 2: no OK' },
  connectBroker: {
    completion: {
      success: ['connect_ok'],
      failure: ['connect_fail', 'already_connect', 'data_mode', 'bearer_state', ...LINK_ENDS],
    },
    source: 'document row 11; protocol.md 1.3 card 11',
  },
  openSession: {
    completion: { success: ['connack_ok'], failure: ['connack_refused', ...LINK_ENDS] },
    source: 'document row 13; protocol.md 4.7',
  },
  subscribe: {
    completion: { success: ['suback'], failure: ['suback_refused', ...LINK_ENDS] },
    source: 'document row 15',
  },
  unsubscribe: {
    completion: { success: ['unsuback'], failure: [...LINK_ENDS] },
    source: 'protocol.md 2',
  },
  publishAtLeastOnce: {
    completion: { success: ['puback'], failure: [...LINK_ENDS] },
    source: 'MQTT 3.1.1 4.3.2; protocol.md 1.1 row 17',
  },
  publishExactlyOnce: {
    completion: { success: ['pubcomp'], failure: [...LINK_ENDS] },
    source: 'MQTT 3.1.1 4.3.3; protocol.md 1.1 row 17',
  },
  readCache: {
    owns: /^\+MSUB\s*:\s*["a-z/$]/i,
    ownsMessages: true,
    source: 'document row 18; an empty cache answers OK alone',
  },
} as const satisfies Record<string, CommandRow>;

export type CommandKind = keyof typeof CATALOGUE;

/** The row of a kind, with every optional field visible to the type checker. */
export function commandRow(kind: CommandKind): CommandRow {
  return CATALOGUE[kind];
}
