/**
 * The way to a module's serial line, whatever carries it: a UART, a serial device server, the simulated
 * module. All of them deliver bytes exactly as they came, in order, each chunk with its time of arrival.
 */

/** What is wrong with a port's address; the rules from `scheme` on are those of the simulated module. */
export const ADDRESS_RULES = [
  'empty',
  'control_character',
  'unknown_form',
  'com_number_out_of_range',
  'tcp_host_invalid',
  'tcp_port_missing',
  'tcp_port_out_of_range',
  'scheme',
  'name',
  'unknown_option',
  'option_value',
  'too_many_faults',
  'replay_alone',
  'fault_syntax',
  'unknown_fault',
  'fault_takes_no_value',
  'fault_needs_value',
  'fault_value',
  'fault_takes_no_command',
  'fault_occurrence',
] as const;

export type AddressRule = (typeof ADDRESS_RULES)[number];

/** Why a recording cannot be replayed. */
export const RECORDING_FAULTS = ['missing', 'no_file', 'too_large', 'unreadable', 'no_dialogue'] as const;
export type RecordingFault = (typeof RECORDING_FAULTS)[number];

/** Why a port could not be opened, or why it went away. Nine times out of ten the person can mend it: say how. */
export type PortFault =
  /** The address is neither a device path, `COMn`, `tcp://host:port` nor `sim:`. */
  | { readonly kind: 'invalid_address'; readonly rule: AddressRule; readonly part: string }
  /** Nothing of that name exists (any more). */
  | { readonly kind: 'not_found' }
  /** Another process holds it; `holder` names it where the system lets us see it. */
  | { readonly kind: 'busy'; readonly holder?: { readonly pid: number; readonly command: string } }
  /** The user lacks the right to open it; `group` owns it and `command` grants the right. */
  | { readonly kind: 'no_permission'; readonly group?: string; readonly command?: string }
  /** The name exists but no device stands behind it. */
  | { readonly kind: 'no_driver' }
  /** TCP: no such host, refused, or no route; `code` is the system's error code (ECONNREFUSED, …). */
  | { readonly kind: 'unreachable'; readonly code: string }
  /** An open port went away: unplugged, link closed by the far end. */
  | { readonly kind: 'gone' }
  /** The driver refused a setting, for example a baud rate; `code` as reported. */
  | { readonly kind: 'unsupported'; readonly setting: string }
  /** `sim:?replay=…`: what should be replayed is not there, or nothing that can be. */
  | { readonly kind: 'recording'; readonly reason: RecordingFault }
  /** Anything else the driver reports; `code` is the system's error code where there is one. */
  | { readonly kind: 'io'; readonly code: string };

export type PortResult = { readonly ok: true } | { readonly ok: false; readonly fault: PortFault };

export interface PortListener {
  /** Bytes from the module, `atMs` on `Clock.monotonic`. The array is the listener's to keep. */
  data(bytes: Uint8Array, atMs: number): void;
  /** Called exactly once after an open port went away by itself; never after `close()`. */
  lost(fault: PortFault): void;
}

/** Control lines that may be wired to the module's PWRKEY. `true` = asserted (electrically low on TTL adapters). */
export interface ControlLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

export interface Port {
  /** The address as given to `openPort`. */
  readonly path: string;
  /** Whether the far end has a baud rate that this port can follow (false for TCP). */
  readonly hasBaudRate: boolean;
  /** Hands bytes to the driver, in call order. Resolves when the driver took them, or with why it did not. */
  write(bytes: Uint8Array): Promise<PortResult>;
  /** Changes the rate in bit/s of the open port; already written bytes still leave at the old rate. */
  setBaudRate(baudRate: number): Promise<PortResult>;
  /** Sets DTR and/or RTS. */
  setControlLines(lines: ControlLines): Promise<PortResult>;
  /** Frees the port; idempotent; no listener is called after it returns. Resolves when the system has it back. */
  close(): Promise<void>;
}

export interface OpenPortOptions {
  /** Bit/s; 8N1, no flow control. */
  readonly baudRate: number;
}

export type OpenPort = (
  path: string,
  options: OpenPortOptions,
  listener: PortListener,
) => Promise<{ readonly ok: true; readonly port: Port } | { readonly ok: false; readonly fault: PortFault }>;

/** One row of the port list. Absent fields are unknown. */
export interface PortInfo {
  readonly path: string;
  readonly kind: 'serial' | 'simulated';
  readonly vendorId?: string;
  readonly productId?: string;
  readonly manufacturer?: string;
  readonly product?: string;
  readonly serialNumber?: string;
  /** Why it cannot be opened right now, where that is known without opening it. */
  readonly fault?: PortFault;
}
