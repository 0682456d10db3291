import type { AddressRule, PortFault } from '../../shared/port.ts';

/** Why a text is not the address of a port. */
export type AddressDefect = Extract<
  AddressRule,
  | 'empty'
  | 'control_character'
  | 'unknown_form'
  | 'com_number_out_of_range'
  | 'tcp_host_invalid'
  | 'tcp_port_missing'
  | 'tcp_port_out_of_range'
>;

/** The fault of an address, with as much of it as a person needs to recognise it. */
export function invalidAddress(rule: AddressDefect, address: string): PortFault {
  return { kind: 'invalid_address', rule, part: address.slice(0, 60) };
}

export type PortAddress =
  /** `path` as the system's open call wants it: absolute, or `COMn` in capitals. */
  | { readonly kind: 'serial'; readonly path: string }
  /** `host` without brackets. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** The whole address, `sim:` included; what follows belongs to the simulator. */
  | { readonly kind: 'simulated'; readonly text: string }
  | { readonly kind: 'invalid'; readonly detail: AddressDefect };

const invalid = (detail: AddressDefect): PortAddress => ({ kind: 'invalid', detail });

/**
 * Tells which kind of port a text names, without looking whether it exists. Surrounding blanks are dropped.
 * Accepts `/dev/…` and any other absolute path, `COM5`, `com5`, `\\.\COM12`, `tcp://host:port` with IPv6
 * literals in brackets (RFC 3986 3.2.2), and `sim:…`.
 */
export function parsePortAddress(input: string): PortAddress {
  const text = input.trim();
  if (text === '') return invalid('empty');
  // oxlint-disable-next-line no-control-regex -- a NUL would silently cut the path short in the system call
  if (/[\u0000-\u001f\u007f]/.test(text)) return invalid('control_character');
  if (text.startsWith('/')) return { kind: 'serial', path: text };
  if (/^sim:/i.test(text)) return { kind: 'simulated', text };
  const tcp = /^tcp:\/\/(.*)$/i.exec(text);
  if (tcp) return parseTcp(tcp[1] ?? '');
  const com = /^(?:\\\\\.\\)?com(\d+)$/i.exec(text);
  if (com) return parseCom(Number(com[1]));
  return invalid('unknown_form');
}

/** Windows numbers its ports COM1 to COM256 (Microsoft, "Serial Communications", naming of ports). */
function parseCom(number: number): PortAddress {
  return number >= 1 && number <= 256
    ? { kind: 'serial', path: `COM${number}` }
    : invalid('com_number_out_of_range');
}

function parseTcp(authority: string): PortAddress {
  const parts = /^(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([\w.-]*))(?::([^/]*))?\/?$/i.exec(authority);
  const host = parts?.[1] ?? parts?.[2] ?? '';
  if (!parts || host === '') return invalid('tcp_host_invalid');
  const digits = parts[3] ?? '';
  if (digits === '') return invalid('tcp_port_missing');
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  return port >= 1 && port <= 65_535 ? { kind: 'tcp', host, port } : invalid('tcp_port_out_of_range');
}
