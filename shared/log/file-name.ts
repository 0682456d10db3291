import type { RunState } from '../run-state.ts';

/** Of what names the unit: more than a serial number has, and in UTF-8 far from the 255 bytes that a name may have. */
const NAME_LENGTH = 64;

/** What an exported log is called: the unit where it is known, and when the run began (UTC). Any system takes it. */
export function logFileName(state: RunState, extension: string): string {
  const { unit, measurements, startedAtMs } = state;
  const imei = measurements.imei?.value;
  const name = unit ?? (typeof imei === 'string' ? imei : 'unit');
  const stem = `WIS800C-${name.slice(0, NAME_LENGTH)}${beginning(startedAtMs)}`;
  return `${stem.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${extension}`;
}

/** To the second; empty where a damaged record names no moment that there is. */
function beginning(ms: number | null): string {
  const at = new Date(ms ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? '' : `-${at.toISOString().replace(/\.\d+Z$/, '')}`;
}
