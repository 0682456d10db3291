/** What a module says in the course of a run, without its line ends. */
const SAID = [
  'AT',
  'OK',
  'ATE0',
  'OK',
  '+CPIN: READY',
  'OK',
  '868888031408940',
  'OK',
  '89860000023587355549',
  'OK',
  'Revision:WIS800C_V1.0.3_20230418',
  'OK',
  '+CSQ: 24,0',
  'OK',
  '+CREG: 0,2',
  'OK',
  '+CREG: 0,1',
  'OK',
  '+CGATT: 1',
  'OK',
  'OK',
  'STATE: IP INITIAL',
  'OK',
  'OK',
  '10.148.37.92',
  'OK',
  'CONNECT OK',
  'OK',
  'CONNACK OK',
  'OK',
  'OK',
  'SUBACK',
  'OK',
  '+MQTTSTATU:1',
  'OK',
  '+CME ERROR: operation not allowed',
  'OK',
  'PUBACK',
  'OK',
] as const;

const PAYLOAD = '{"imei":"868888031408940","temperature":21.4,"humidity":48,"note":"读数"}';

/** The lines of about `bytes` bytes of dialogue, one delivered message in forty. */
export function transcript(bytes: number): { readonly bytes: Buffer; readonly lines: number } {
  const message = `+MSUB: "wis800c/868888031408940/test",${Buffer.byteLength(PAYLOAD)} byte,${PAYLOAD}`;
  const lines = [...SAID, message];
  const once = Buffer.from(lines.map((line) => `\r\n${line}\r\n`).join(''));
  const times = Math.ceil(bytes / once.length);
  return { bytes: Buffer.concat(Array.from({ length: times }, () => once)), lines: lines.length * times };
}
