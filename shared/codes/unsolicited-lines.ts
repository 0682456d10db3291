/** What an unsolicited line means for a run that is under way. */
export type UrcEffect = 'none' | 'restarted' | 'powered_down' | 'link_closed' | 'bearer_lost' | 'sim_removed';

interface UrcRow {
  readonly id: string;
  /** Matches the whole normalised line. */
  readonly pattern: RegExp;
  readonly effect: UrcEffect;
  readonly source: string;
}

/** Lines that come by themselves, or late. The first matching row wins. Single-link and `<n>, ` forms alike. */
export const URCS = [
  { id: 'ready', pattern: /^RDY$/, effect: 'restarted', source: 'protocol.md 4.8' },
  {
    id: 'connect_ok',
    pattern: /^(?:\d+\s*,\s*)?CONNECT OK$/i,
    effect: 'none',
    source: 'document row 11; 3 Q20',
  },
  {
    id: 'connect_fail',
    pattern: /^(?:\d+\s*,\s*)?CONNECT FAIL(?:ED)?$/i,
    effect: 'none',
    source: 'protocol.md 3 Q20',
  },
  {
    id: 'already_connect',
    pattern: /^(?:\d+\s*,\s*)?ALREADY CONNECT$/i,
    effect: 'none',
    source: 'protocol.md 3 Q20',
  },
  { id: 'data_mode', pattern: /^CONNECT(?: \d+)?$/, effect: 'none', source: 'protocol.md 5.1 step 11' },
  {
    id: 'connack_ok',
    pattern: /^CONNACK(?:[ :,]+(?:OK|0x0+|0+))$/i,
    effect: 'none',
    source: 'document row 13; 4.7',
  },
  {
    id: 'connack_refused',
    pattern: /^CONNACK(?:\D*?(?:0x0*)?(\d+)\D*|\b.*)$/i,
    effect: 'none',
    source: 'protocol.md 4.7',
  },
  {
    id: 'suback_refused',
    pattern: /^SUBACK[ :,]+(?:128|0x80|ERROR|FAIL.*)$/i,
    effect: 'none',
    source: 'MQTT 3.1.1 3.9.3',
  },
  {
    id: 'suback',
    pattern: /^SUBACK\b(?:[ :,]+([0-2])$)?/i,
    effect: 'none',
    source: 'document row 15; 3 Q19; MQTT 3.1.1 3.9.3',
  },
  { id: 'unsuback', pattern: /^UNSUBACK\b/i, effect: 'none', source: 'protocol.md 2' },
  { id: 'puback', pattern: /^PUBACK\b/i, effect: 'none', source: 'protocol.md 1.1 row 17' },
  { id: 'pubrec', pattern: /^PUBREC\b/i, effect: 'none', source: 'protocol.md 1.1 row 17' },
  { id: 'pubcomp', pattern: /^PUBCOMP\b/i, effect: 'none', source: 'protocol.md 1.1 row 17' },
  { id: 'message_notice', pattern: /^\+MSUB\s*:\s*(\d+)$/, effect: 'none', source: 'document row 17' },
  { id: 'closed', pattern: /^(?:\d+\s*,\s*)?CLOSED$/i, effect: 'link_closed', source: 'protocol.md 4.8' },
  {
    id: 'bearer_lost',
    pattern: /^(?:\+PDP\s*:?\s*DEACT|\+SAPBR\s*1\s*:\s*DEACT|\+CGEV\s*:\s*(?:NW|ME) (?:PDN )?DEACT.*)$/i,
    effect: 'bearer_lost',
    source: 'protocol.md 4.8',
  },
  { id: 'bearer_state', pattern: /^STATE\s*:\s*(.+)$/i, effect: 'none', source: 'protocol.md 4.5' },
  {
    id: 'foreign_dialect',
    pattern:
      /^\+(?:MCONFIG|MIPSTART|MCONNECT|MSUB|MPUB|MDISCONNECT)\s*:\s*(?:SUCCESS|FAIL(?:URE|ED)?)\b.*$|^\+MQTT\s*:\s*(?:DIS)?CONNECTED$/i,
    effect: 'none',
    source: 'protocol.md 0',
  },
  {
    id: 'power_down',
    pattern: /^NORMAL POWER (?:DOWN|OFF)$/i,
    effect: 'powered_down',
    source: 'protocol.md 2',
  },
  {
    id: 'voltage_power_down',
    pattern: /^(UNDER|OVER)-VOLTAGE POWER DOWN$/i,
    effect: 'powered_down',
    source: 'protocol.md 4.8',
  },
  {
    id: 'voltage_warning',
    pattern: /^(UNDER|OVER)-VOLTAGE WARN+ING$/i,
    effect: 'none',
    source: 'protocol.md 4.8',
  },
  {
    id: 'sim_removed',
    pattern: /^\+CPIN\s*:\s*(?:NOT INSERTED|SIM REMOVED)$/i,
    effect: 'sim_removed',
    source: 'protocol.md 4.3',
  },
  { id: 'sim_state', pattern: /^\+CPIN\s*:/i, effect: 'none', source: 'protocol.md 4.8' },
  { id: 'functionality', pattern: /^\+CFUN\s*:\s*\d/i, effect: 'none', source: 'protocol.md 4.8' },
  {
    id: 'start_up',
    pattern: /^(?:(?:Call|SMS) Ready|SMS DONE|PB DONE)$/i,
    effect: 'none',
    source: 'protocol.md 4.8',
  },
  { id: 'registration', pattern: /^\+CG?REG\s*:/i, effect: 'none', source: 'protocol.md 4.8' },
  {
    id: 'network_time',
    pattern: /^(?:\*PSUTTZ|\*PSNWID|DST|\+CTZV|\+CIEV|\+NITZ|\+CGEV)\s*:/i,
    effect: 'none',
    source: 'protocol.md 4.8',
  },
  {
    id: 'call',
    pattern: /^(?:RING|NO CARRIER|\+CLIP\s*:.*|\+CRING\s*:.*)$/i,
    effect: 'none',
    source: 'protocol.md 4.8',
  },
  { id: 'short_message', pattern: /^\+CM(?:TI|T)\s*:/i, effect: 'none', source: 'protocol.md 4.8' },
  { id: 'temperature', pattern: /^\+CMTE\s*:/i, effect: 'none', source: 'protocol.md 4.8' },
  { id: 'charge_only', pattern: /^CHARGE-ONLY MODE$/i, effect: 'none', source: 'protocol.md 4.8' },
  { id: 'ping_response', pattern: /PINGRESP/i, effect: 'none', source: 'protocol.md 4.8' },
  { id: 'stack_error', pattern: /^TCP ERROR\s*:\s*\d+$/i, effect: 'none', source: 'protocol.md 4.8' },
] as const satisfies readonly UrcRow[];

export type UrcId = (typeof URCS)[number]['id'];

/** A line as its row of the table reads it. */
export interface Urc {
  readonly id: UrcId;
  readonly effect: UrcEffect;
  /** The part of the line that the row reads out, as it stands there; empty where there is none. */
  readonly part: string;
  /** The same as a number: slot of a notice, code of a CONNACK. */
  readonly number: number | null;
}

/** Looks a normalised line up. */
export function urcOf(normal: string): Urc | null {
  for (const { id, pattern, effect } of URCS) {
    const found = pattern.exec(normal);
    if (found === null) continue;
    const part = found[1] ?? '';
    return { id, effect, part, number: /^\d+$/.test(part) ? Number(part) : null };
  }
  return null;
}
