/** The words for what happens on the MQTT link; null = this dialect prints nothing there. */
export interface Words {
  readonly connected: string;
  readonly connectFailed: string;
  readonly sessionOpen: string;
  readonly sessionRefused: (code: number) => string;
  readonly subscribed: string;
  readonly unsubscribed: string;
  readonly published: string | null;
  readonly disconnected: string | null;
  readonly closed: string;
  readonly status: (value: number) => string;
}

/**
 * The dialect of the source document (rows 11 to 15) and of its closest relative, the L206. How it prints a
 * refused session is not known; a number after CONNACK is one of the forms seen (protocol.md 4.7).
 */
export const DOCUMENT_WORDS: Words = {
  connected: 'CONNECT OK',
  connectFailed: 'CONNECT FAIL',
  sessionOpen: 'CONNACK OK',
  sessionRefused: (code) => `CONNACK ${code}`,
  subscribed: 'SUBACK',
  unsubscribed: 'UNSUBACK',
  published: null,
  disconnected: null,
  closed: 'CLOSED',
  status: (value) => `+MQTTSTATU:${value}`,
};

/** The other dialect with the same command names: protocol.md 0. */
export const DIALECT_B_WORDS: Words = {
  connected: '+MIPSTART: SUCCESS',
  connectFailed: '+MIPSTART: FAILURE',
  sessionOpen: '+MCONNECT: SUCCESS',
  sessionRefused: () => '+MCONNECT: FAILURE',
  subscribed: '+MSUB: SUCCESS',
  unsubscribed: '+MUNSUB: SUCCESS',
  published: '+MPUB: SUCCESS',
  disconnected: '+MDISCONNECT: SUCCESS',
  closed: '+MQTT:DISCONNECTED',
  status: (value) => `+MQTTSTATU: ${value}`,
};
