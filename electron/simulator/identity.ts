/** What the module and its SIM card say they are. */
export interface Identity {
  /** 15 digits, the last one the check digit. */
  readonly imei: string;
  /** 20 digits, the last one the check digit. */
  readonly iccid: string;
  /** 15 digits. */
  readonly imsi: string;
  /** IPv4 address that the network assigns to this SIM. */
  readonly localAddress: string;
}

/** Type allocation code of the simulated model (not a registered one). */
const TAC = '86888803';

/** How the numbers of an operator's SIM cards begin (ITU-T E.118, E.212). */
const OPERATORS = {
  mobile: { iccid: '898600', imsi: '46000' },
  unicom: { iccid: '898601', imsi: '46001' },
} as const;

/** The identity of the module called `name`, with a card of that operator: always the same for the same name. */
export function identityOf(name: string, operator: keyof typeof OPERATORS = 'mobile'): Identity {
  const prefix = OPERATORS[operator];
  const unit = hash(name);
  const serial = (unit % 1_000_000).toString().padStart(6, '0');
  const subscriber = (hash(`${name}/sim`) % 10_000_000_000).toString().padStart(10, '0');
  return {
    imei: withCheckDigit(TAC + serial),
    iccid: withCheckDigit(`${prefix.iccid}000${subscriber}`),
    imsi: prefix.imsi + subscriber,
    localAddress: `10.${unit & 0x7f}.${(unit >>> 7) & 0xff}.${1 + ((unit >>> 15) % 254)}`,
  };
}

/** The same IMEI with a check digit that does not fit. */
export function withWrongCheckDigit(imei: string): string {
  const last = Number(imei.at(-1) ?? '0');
  return imei.slice(0, -1) + ((last + 1) % 10).toString();
}

/** ISO/IEC 7812-1 annex B. */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const weighted = Number(digits.at(-1 - at)) * (at % 2 === 0 ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return digits + ((10 - (sum % 10)) % 10).toString();
}

/** FNV-1a, 32 bit: spreads similar names apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
