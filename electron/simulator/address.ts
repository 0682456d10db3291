import { createHash } from 'node:crypto';
import type { FaultSelection } from './faults.ts';
import { type FaultRule, parseFault } from './fault-selection.ts';
import type { ReplaySource } from './replay/script.ts';
import type { Speed } from './timing.ts';

/** What a `sim:` address asks for. */
export interface SimulatorSelection {
  /** Identifies the module; its IMEI, ICCID, IMSI and IP address follow from it. */
  readonly name: string;
  readonly faults: readonly FaultSelection[];
  /** Where MIPSTART really leads: to the broker inside this process, or to the host the command names. */
  readonly broker: 'embedded' | 'real';
  readonly speed: Speed;
  /** Bytes take their time on the line. */
  readonly pace: boolean;
  /** Powered off at first, until PWRKEY is pulsed. */
  readonly off: boolean;
  /** The stored rate in bit/s; null = autobaud, as delivered. */
  readonly baudRate: number | null;
  /** Instead of the one that follows from the name; taken as it is, right or wrong. */
  readonly imei: string | null;
  /** It is a unit of the past that says again what it said then; null for the simulated module. */
  readonly replay: ReplaySource | null;
}

type AddressRule =
  | 'scheme'
  | 'name'
  | 'unknown_option'
  | 'option_value'
  | 'too_many_faults'
  | 'replay_alone'
  | FaultRule;

export type ParsedAddress =
  | { readonly ok: true; readonly selection: SimulatorSelection }
  /** `detail` is `<rule>: <offending part>`, for logs; a person needs the rule in words. */
  | { readonly ok: false; readonly rule: AddressRule; readonly part: string; readonly detail: string };

const SCHEME = 'sim:';
const DEFAULT_NAME = 'default';
const NAME = /^[A-Za-z0-9._-]{1,32}$/;
const MAX_FAULTS = 64;

const DEFAULTS = {
  broker: 'embedded',
  speed: 'realistic',
  pace: false,
  off: false,
  baudRate: null,
  imei: null,
  replay: null,
} as const;

/** What can be said of a recording: how fast it is replayed. Everything else is in it. */
const BESIDE_REPLAY = ['replay', 'speed'];
/** Marks the name of a run; a file with such a name is `./run:…`. */
const RUN = 'run:';

type Options = Omit<SimulatorSelection, 'name' | 'faults'>;

/** The options a query may carry; each reads its value or returns null. */
const OPTIONS: Readonly<Record<string, (value: string) => Partial<Options> | null>> = {
  broker: (value) => (value === 'embedded' || value === 'real' ? { broker: value } : null),
  speed: (value) => (value === 'realistic' || value === 'instant' ? { speed: value } : null),
  pace: (value) => flag(value, (pace) => ({ pace })),
  off: (value) => flag(value, (off) => ({ off })),
  baud: (value) => (/^[1-9]\d{2,6}$/.test(value) ? { baudRate: Number(value) } : null),
  imei: (value) => (/^\d{1,20}$/.test(value) ? { imei: value } : null),
  replay: (value) => replaySource(value),
};

/**
 * Reads `sim:[NAME][?OPTION=VALUE&…]`, for example
 * `sim:bench?fault=no-sim&fault=cme-error:30@CIICR#1&broker=real&speed=instant&pace=1&off=1`, or
 * `sim:?replay=FILE` and `sim:?replay=run:ID` for a recording. `+` is no blank here: names of files have it.
 */
export function parseSimulatorAddress(address: string): ParsedAddress {
  if (!address.startsWith(SCHEME)) return refuse('scheme', address.slice(0, 40));
  const mark = address.indexOf('?');
  const end = mark < 0 ? address.length : mark;
  const query = mark < 0 ? '' : address.slice(mark + 1);
  const name = address.slice(SCHEME.length, end) || unnamed(query);
  if (!NAME.test(name)) return refuse('name', name.slice(0, 40));
  return readQuery(name, new URLSearchParams(query.replaceAll('+', '%2B')));
}

/** Addresses without a name but with different faults are different modules, each with its own IMEI. */
function unnamed(query: string): string {
  return query === ''
    ? DEFAULT_NAME
    : `${DEFAULT_NAME}-${createHash('sha256').update(query).digest('hex').slice(0, 8)}`;
}

function readQuery(name: string, query: URLSearchParams): ParsedAddress {
  let options: Options = DEFAULTS;
  const faults: FaultSelection[] = [];
  for (const [key, value] of query) {
    if (key === 'fault') {
      const fault = parseFault(value);
      if (!fault.ok) return refuse(fault.rule, fault.part);
      if (faults.push(fault.selection) > MAX_FAULTS) return refuse('too_many_faults', fault.selection.name);
      continue;
    }
    const option = Object.hasOwn(OPTIONS, key) ? OPTIONS[key] : undefined;
    if (!option) return refuse('unknown_option', key.slice(0, 40));
    const read = option(value);
    if (!read) return refuse('option_value', key);
    options = { ...options, ...read };
  }
  const beside = [...query.keys()].find((key) => !BESIDE_REPLAY.includes(key));
  if (options.replay !== null && beside !== undefined) return refuse('replay_alone', beside);
  return { ok: true, selection: { ...options, name, faults } };
}

function replaySource(value: string): { readonly replay: ReplaySource } | null {
  if (!value.startsWith(RUN)) return value === '' ? null : { replay: { kind: 'file', path: value } };
  const runId = value.slice(RUN.length);
  return /^[\w.-]{1,64}$/.test(runId) ? { replay: { kind: 'run', runId } } : null;
}

function flag(value: string, make: (on: boolean) => Partial<Options>): Partial<Options> | null {
  return value === '1' || value === '0' ? make(value === '1') : null;
}

function refuse(rule: AddressRule, part: string): ParsedAddress {
  return { ok: false, rule, part, detail: `${rule}: ${part}` };
}
