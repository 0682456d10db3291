import type { Clock } from '../../shared/clock.ts';
import type {
  ControlLines,
  OpenPort,
  OpenPortOptions,
  Port,
  PortFault,
  PortListener,
  PortResult,
} from '../../shared/port.ts';
import { invalidAddress, parsePortAddress } from './address.ts';
import { type ByteChannel, type ChannelEvents, GONE } from './byte-channel.ts';
import type { NativeDevice } from './native.ts';
import { openOverlappedChannel } from './overlapped-channel.ts';
import { PolledChannel } from './polled-channel.ts';
import { type SerialSystem, serialSystem } from './serial-system.ts';

/**
 * Opens a UART: a device path, a symbolic link to one, a pseudo-terminal, or `COMn`. 8N1, no flow control.
 * @returns the port, reading already; or the fault, found without opening the device wherever possible.
 */
export async function openSerialPort(
  path: string,
  { baudRate }: OpenPortOptions,
  listener: PortListener,
  clock: Clock,
  system: SerialSystem = serialSystem,
): ReturnType<OpenPort> {
  const address = parsePortAddress(path);
  if (address.kind === 'invalid') return refused(invalidAddress(address.detail, path));
  if (address.kind !== 'serial') return refused(invalidAddress('unknown_form', path));
  if (!isBaudRate(baudRate)) return refused(unsupportedRate(baudRate));
  const obstacle = await system.before(address.path);
  if (obstacle) return refused(obstacle);
  let native: NativeDevice;
  try {
    native = await system.open(address.path, baudRate);
  } catch {
    return refused(await system.after(address.path));
  }
  if (!(await runsAt(native, baudRate))) {
    await release(native);
    return refused(unsupportedRate(baudRate));
  }
  return { ok: true, port: new SerialPort(path, native, listener, clock, system.raisesLines) };
}

class SerialPort implements Port {
  readonly path: string;
  readonly hasBaudRate = true;
  readonly #native: NativeDevice;
  readonly #listener: PortListener;
  readonly #channel: ByteChannel;
  #lines: Required<ControlLines>;
  /** Settles when everything asked so far is done: keeps writes and rate changes in call order. */
  #last: Promise<unknown> = Promise.resolve();
  #released: Promise<void> | undefined;

  constructor(
    path: string,
    native: NativeDevice,
    listener: PortListener,
    clock: Clock,
    raisesLines: boolean,
  ) {
    this.path = path;
    this.#native = native;
    this.#listener = listener;
    this.#lines = { dtr: raisesLines, rts: raisesLines };
    this.#channel = openChannel(native, clock, {
      bytes: (bytes, atMs) => this.#listener.data(bytes, atMs),
      ended: (fault) => this.#lost(fault),
    });
  }

  write(bytes: Uint8Array): Promise<PortResult> {
    return this.#inOrder(() => this.#channel.write(bytes));
  }

  setBaudRate(baudRate: number): Promise<PortResult> {
    return this.#inOrder(async () => {
      if (!isBaudRate(baudRate)) return refused(unsupportedRate(baudRate));
      try {
        // Changing the rate discards what the driver still has to send (tcflush in the binding).
        await this.#native.drain();
        await this.#native.update({ baudRate });
        if (await runsAt(this.#native, baudRate)) return { ok: true };
      } catch {
        // Judged below: a port that is still there refused the rate.
      }
      return this.#refusal(unsupportedRate(baudRate));
    });
  }

  setControlLines(lines: ControlLines): Promise<PortResult> {
    return this.#inOrder(async () => {
      // The binding sets both lines on every call: whatever is not named must be named as it is.
      const next = { dtr: lines.dtr ?? this.#lines.dtr, rts: lines.rts ?? this.#lines.rts };
      try {
        await this.#native.set({ ...next, brk: false });
      } catch {
        return this.#refusal({ kind: 'unsupported', setting: 'control_lines' });
      }
      this.#lines = next;
      return { ok: true };
    });
  }

  close(): Promise<void> {
    this.#channel.stop();
    this.#released ??= release(this.#native);
    return this.#released;
  }

  #lost(fault: PortFault): void {
    // A device file kept open would make the same adapter come back under another name (ttyUSB1 for ttyUSB0).
    this.#released = release(this.#native);
    this.#listener.lost(fault);
  }

  #refusal(fault: PortFault): PortResult {
    return this.#released ? GONE : refused(fault);
  }

  #inOrder(act: () => Promise<PortResult>): Promise<PortResult> {
    const result = this.#last.then(() => (this.#released ? GONE : act()));
    this.#last = result;
    return result;
  }
}

function openChannel(native: NativeDevice, clock: Clock, events: ChannelEvents): ByteChannel {
  return native.poller && native.fd !== null
    ? new PolledChannel(native.fd, native.poller, clock, events)
    : openOverlappedChannel(native, clock, events);
}

const refused = (fault: PortFault) => ({ ok: false, fault }) as const;

const unsupportedRate = (baudRate: number): PortFault => ({
  kind: 'unsupported',
  setting: `baud_rate ${baudRate}`,
});

const isBaudRate = (baudRate: number): boolean => Number.isSafeInteger(baudRate) && baudRate > 0;

/** An asynchronous receiver tolerates about this much difference between the two ends' rates. */
const RATE_TOLERANCE = 0.03;

/**
 * Whether the driver took the rate. Linux drivers do not fail on a rate they cannot make: they put the one
 * they use instead into the settings (tty_termios_encode_baud_rate). macOS cannot be asked: taken as true.
 */
async function runsAt(native: NativeDevice, baudRate: number): Promise<boolean> {
  const actual = await native.getBaudRate().then(
    (answer) => answer.baudRate,
    () => baudRate,
  );
  return Math.abs(actual - baudRate) <= baudRate * RATE_TOLERANCE;
}

/** Closing a device that is already gone fails, and then there is nothing left to release. */
async function release(native: NativeDevice): Promise<void> {
  await native.close().catch(() => undefined);
}
