import type { PortFault } from '../../shared/port.ts';

/** The system's error code of something thrown (`ENOENT`, `EAGAIN`, …), or `UNKNOWN` where it carries none. */
export function errorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : 'UNKNOWN';
}

/**
 * Codes with which an open port answers once the device behind it went away. After a hang-up Linux
 * answers writes with EIO (tty_io.c, hung_up_tty_write); USB drivers answer ENODEV or ENXIO meanwhile.
 */
const GONE_CODES: ReadonlySet<string> = new Set(['EIO', 'ENXIO', 'ENODEV', 'EBADF', 'EPIPE']);

/** What an error of an already open port means. */
export function faultOfOpenPort(code: string): PortFault {
  return GONE_CODES.has(code) ? { kind: 'gone' } : { kind: 'io', code };
}
