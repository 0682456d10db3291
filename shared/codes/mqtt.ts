/** Numbers in which module and broker speak of the MQTT session. */

/** `AT+MQTTSTATU`: how far the session is. */
export const MQTT_STATES = [
  { value: 0, source: 'protocol.md 4.6' },
  { value: 1, source: 'protocol.md 4.6' },
  { value: 2, source: 'protocol.md 4.6' },
] as const;

export type MqttStateValue = (typeof MQTT_STATES)[number]['value'];

const STATUS = /^\+MQTTSTATUS?\s*:\s*(\d)(?!\d)/i;

/** A number as a value that the module may answer. */
export function mqttValueOf(status: unknown): MqttStateValue | null {
  return MQTT_STATES.find(({ value }) => value === status)?.value ?? null;
}

/** The value of a normalised `+MQTTSTATU:` line; blanks may stand on either side of the colon. */
export function mqttValueIn(line: string): MqttStateValue | null {
  const digit = STATUS.exec(line)?.[1];
  return mqttValueOf(digit === undefined ? null : Number(digit));
}

/** Return codes by which a broker refuses a session (MQTT 3.1.1 section 3.2.2.3). */
export const CONNACK_REFUSALS = [
  { code: 1, source: 'MQTT 3.1.1 3.2.2.3' },
  { code: 2, source: 'MQTT 3.1.1 3.2.2.3' },
  { code: 3, source: 'MQTT 3.1.1 3.2.2.3' },
  { code: 4, source: 'MQTT 3.1.1 3.2.2.3' },
  { code: 5, source: 'MQTT 3.1.1 3.2.2.3' },
] as const;

export type ConnackRefusal = (typeof CONNACK_REFUSALS)[number]['code'];

/** A number as a refusal that the standard knows. */
export function connackRefusal(code: unknown): ConnackRefusal | null {
  return CONNACK_REFUSALS.find((row) => row.code === code)?.code ?? null;
}

/** What a broker may grant (MQTT 3.1.1 section 3.9.3). */
const QOS = [0, 1, 2] as const;
export type Qos = (typeof QOS)[number];

/** A number as the quality of service that a `SUBACK` grants. */
export function grantedQos(code: unknown): Qos | null {
  return QOS.find((qos) => qos === code) ?? null;
}
