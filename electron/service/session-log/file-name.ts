import { localDay } from '../../../shared/local-time.ts';

/** What the files of the session log are called: `2026-11-25_153012_ttyUSB0_SN0117.txt`. */

export interface LogIdentity {
  /** When the run began; the name has the time of the clock on the wall. */
  readonly beganMs: number;
  /** Address of the port, or what a run that listens to two is called by. */
  readonly port: string;
  /** Serial number or IMEI; null while neither is known. */
  readonly unit: string | null;
}

/** Characters of port and unit each: in UTF-8 both together stay far from the 255 bytes that a name may have. */
const PART_LENGTH = 36;

/**
 * The name of a file; every system takes it. `copy` counts from 1 the runs that would have the same name, `part` from 1
 * the files of a run.
 */
export function sessionLogName({ beganMs, port, unit }: LogIdentity, copy: number, part: number): string {
  const place = safe(port.split(ARROWS).map(portName).join(' ')) || 'port';
  const names = [
    localDay(beganMs),
    timeOf(beganMs),
    copy > 1 ? `${place}-${copy}` : place,
    safe(unit ?? ''),
    part > 1 ? String(part) : '',
  ];
  return `${names.filter((name) => name !== '').join('_')}.txt`;
}

/** Whether a file is one of the session log's: nothing else in its folder is ever touched. */
export function isSessionLog(name: string): boolean {
  return /^\d{4}-\d{2}-\d{2}_\d{6}_.+\.txt$/.test(name);
}

/** What stands ahead of the two ports of a run that listens. */
const ARROWS = / *[→←] /;

function timeOf(ms: number): string {
  const at = new Date(ms);
  const parts = [at.getHours(), at.getMinutes(), at.getSeconds()];
  return parts.map((value) => String(value).padStart(2, '0')).join('');
}

/** The part of an address that people call the port by: `ttyUSB0`, `COM3`, a host and its port. */
function portName(address: string): string {
  const [, name] = /^(?:tcp:\/\/|sim:)([^?]*)/i.exec(address) ?? [];
  if (name !== undefined) return /^sim/i.test(address) ? `sim ${name}` : name;
  return address.split(/[/\\]/).findLast((part) => part !== '') ?? '';
}

/** Letters, digits and dots; what a name cannot have everywhere becomes a hyphen. */
function safe(text: string): string {
  const kept = Array.from(text.normalize('NFC').replace(/[^\p{L}\p{N}.]+/gu, '-'));
  return kept
    .slice(0, PART_LENGTH)
    .join('')
    .replace(/^[-.]+|[-.]+$/g, '');
}
