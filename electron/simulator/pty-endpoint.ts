import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import type { Clock } from '../../shared/clock.ts';
import type { Attachment, SimulatedModule } from './module.ts';

export interface PtyEndpointOptions {
  /** Where the device is to appear, as a symbolic link; nothing may be there yet. */
  readonly path: string;
  readonly clock: Clock;
}

/** A module behind a device file, as behind a USB adapter. */
interface PtyEndpoint {
  readonly path: string;
  close(): Promise<void>;
}

type PtyEndpointFault =
  /** The program `socat` is not installed. */
  | { readonly kind: 'no_socat' }
  /** Another one holds the module's line. */
  | { readonly kind: 'busy' }
  /** Something is at the path already. */
  | { readonly kind: 'path_taken' }
  /** socat ended, or the device did not appear in time; `code` is the system's or `exit-<n>`. */
  | { readonly kind: 'failed'; readonly code: string };

type PtyEndpointResult =
  | { readonly ok: true; readonly endpoint: PtyEndpoint }
  | { readonly ok: false; readonly fault: PtyEndpointFault };

const POLL_MS = 20;
const APPEARS_WITHIN_MS = 3000;
const MAX_UNSENT_BYTES = 1 << 20;

/**
 * Serves a module on a pseudo-terminal made by socat. A pseudo-terminal passes on neither rate nor control
 * lines, so wrong rates and PWRKEY are not simulated. Keeps the process alive until closed.
 */
export async function serveOverPty(
  module: SimulatedModule,
  { path, clock }: PtyEndpointOptions,
): Promise<PtyEndpointResult> {
  if (await exists(path)) return { ok: false, fault: { kind: 'path_taken' } };
  const socat = spawn('socat', ['STDIO', `PTY,link=${path.replace(/([\\:,!])/g, '\\$1')},rawer`]);
  const ended = endOf(socat);
  const fault = await Promise.race([ended, appears(path, clock)]);
  if (fault) {
    socat.kill();
    return { ok: false, fault };
  }
  const attachment = carry(module, socat);
  if (!attachment) {
    socat.kill();
    await ended;
    return { ok: false, fault: { kind: 'busy' } };
  }
  const close = async () => {
    attachment.detach();
    socat.kill();
    await ended;
  };
  return { ok: true, endpoint: { path, close } };
}

function carry(module: SimulatedModule, socat: ChildProcessWithoutNullStreams): Attachment | null {
  const attachment = module.attach({
    baudRate: () => null,
    deliver: (bytes) => {
      if (socat.stdin.writable && socat.stdin.writableLength < MAX_UNSENT_BYTES) socat.stdin.write(bytes);
    },
    lost: () => socat.kill(),
  });
  if (!attachment) return null;
  socat.stdout.on('data', (bytes: Uint8Array) => attachment.write(new Uint8Array(bytes)));
  socat.once('exit', () => attachment.detach());
  return attachment;
}

/** Resolves with why socat is not there (any more). */
function endOf(socat: ChildProcessWithoutNullStreams): Promise<PtyEndpointFault> {
  socat.stdin.on('error', () => undefined);
  socat.stderr.resume();
  return new Promise((resolve) => {
    socat.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'ENOENT' ? { kind: 'no_socat' } : { kind: 'failed', code: error.code ?? 'UNKNOWN' },
      ),
    );
    socat.once('exit', (code, signal) =>
      resolve({ kind: 'failed', code: signal ?? `exit-${code ?? 'unknown'}` }),
    );
  });
}

async function appears(path: string, clock: Clock): Promise<PtyEndpointFault | null> {
  const limitMs = clock.monotonic() + APPEARS_WITHIN_MS;
  while (clock.monotonic() < limitMs) {
    if (await exists(path)) return null;
    await new Promise<void>((resolve) => clock.schedule(POLL_MS, resolve));
  }
  return { kind: 'failed', code: 'ETIMEDOUT' };
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
