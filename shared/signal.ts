/** Signal strength as `AT+CSQ` reports it (27.007 section 8.5). */
export interface Signal {
  /** 0…31, or 99 for unknown. */
  readonly rssi: number;
  /** RXQUAL 0…7, or 99 for unknown. */
  readonly ber: number;
}

export type SignalWord = 'none' | 'very_weak' | 'weak' | 'good' | 'strong' | 'very_strong';

interface SignalRow {
  readonly from: number;
  readonly bars: 0 | 1 | 2 | 3 | 4 | 5;
  readonly word: SignalWord;
}

/** Bar cuts of protocol.md 4.2, strongest first. */
export const SIGNAL_LEVELS = [
  { from: 26, bars: 5, word: 'very_strong' },
  { from: 20, bars: 4, word: 'strong' },
  { from: 15, bars: 3, word: 'good' },
  { from: 10, bars: 2, word: 'weak' },
  { from: 1, bars: 1, word: 'very_weak' },
  { from: 0, bars: 0, word: 'none' },
] as const satisfies readonly SignalRow[];

/** Whether numbers can be a CSQ answer. */
export function signalOf(rssi: number, ber: number): Signal | null {
  const known = (value: number, most: number) =>
    Number.isInteger(value) && ((value >= 0 && value <= most) || value === 99);
  return known(rssi, 31) && known(ber, 7) ? { rssi, ber } : null;
}

/** The signal of a normalised `+CSQ: <rssi>,<ber>` line. */
export function signalIn(line: string): Signal | null {
  const found = /^\+CSQ\s*:\s*(\d+)\s*,\s*(\d+)$/i.exec(line);
  return found && signalOf(Number(found[1]), Number(found[2]));
}

/** Received power in dBm, about: -113 + 2 x rssi (27.007 section 8.5); null when unknown. */
export function dbm({ rssi }: Signal): number | null {
  return rssi === 99 ? null : -113 + 2 * rssi;
}

/** Bars and word for a signal; an unknown one has none. */
export function signalLevel({ rssi }: Signal): { readonly bars: number; readonly word: SignalWord } {
  const level = rssi === 99 ? undefined : SIGNAL_LEVELS.find(({ from }) => rssi >= from);
  return level ?? { bars: 0, word: 'none' };
}
