import type { PortInfo } from '../../shared/port.ts';
import type { ReadinessPoller } from './polled-channel.ts';

/**
 * An open device of the native binding, as far as it is used here. All calls reject with a text only. `read`
 * resolves with at least one byte, except see polled-channel.ts; `write` once the driver took all.
 */
export interface NativeDevice {
  /** The descriptor, on Linux and macOS together with its readiness watcher. */
  readonly fd: number | null;
  readonly poller?: ReadinessPoller;
  read(buffer: Buffer, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
  write(bytes: Buffer): Promise<void>;
  drain(): Promise<void>;
  update(options: { readonly baudRate: number }): Promise<void>;
  getBaudRate(): Promise<{ readonly baudRate: number }>;
  /** Sets all lines: one that is not named is lowered. */
  set(lines: { readonly dtr: boolean; readonly rts: boolean; readonly brk: boolean }): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a device at 8N1 without flow control, for this process alone (flock on Unix, share mode on Windows).
 *
 * What happens to DTR and RTS: Linux and macOS raise both when a port is first opened, before any program can
 * have a say, and lower them at the last close unless HUPCL is cleared in the port's settings; `hupcl: false`
 * only keeps the binding from setting that flag, and a port keeps the flag it had before (drivers start with
 * it set). Windows follows the settings instead: `hupcl: false` opens with DTR lowered, and without flow
 * control RTS is lowered too, so nothing is pulled there until `setControlLines` is called.
 * @throws when the system refuses; the reason is in the text only, hence see fault.ts.
 */
export async function openNative(path: string, baudRate: number): Promise<NativeDevice> {
  const { SerialPort } = await import('serialport');
  return SerialPort.binding.open({
    path,
    baudRate,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
    rtscts: false,
    xon: false,
    xoff: false,
    xany: false,
    hupcl: false,
    lock: true,
  });
}

/**
 * The binding's own port list, for Windows and macOS only: on Linux it starts `udevadm`, and where that is
 * missing the failure ends the whole process. What it cannot tell is an empty list.
 */
export async function listNative(platform: NodeJS.Platform): Promise<readonly PortInfo[]> {
  if (platform !== 'win32' && platform !== 'darwin') return [];
  try {
    const { SerialPort } = await import('serialport');
    return (await SerialPort.list()).map((port) => ({
      path: port.path,
      kind: 'serial',
      ...(port.vendorId ? { vendorId: port.vendorId.toLowerCase() } : {}),
      ...(port.productId ? { productId: port.productId.toLowerCase() } : {}),
      ...(port.manufacturer ? { manufacturer: port.manufacturer } : {}),
      ...(port.serialNumber ? { serialNumber: port.serialNumber } : {}),
    }));
  } catch {
    return [];
  }
}
