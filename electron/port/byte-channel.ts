import type { PortFault, PortResult } from '../../shared/port.ts';

/** What a channel tells the port it belongs to. Never called after `stop()`. */
export interface ChannelEvents {
  /** `bytes` is a fresh copy; `atMs` is on `Clock.monotonic`. */
  bytes(bytes: Uint8Array, atMs: number): void;
  /** The device went away; called once, nothing follows. */
  ended(fault: PortFault): void;
}

/** Bytes to and from an open serial device, in order, with a read always under way. */
export interface ByteChannel {
  write(bytes: Uint8Array): Promise<PortResult>;
  /** Ends reading; writes still waiting resolve as failed. */
  stop(): void;
}

export const GONE: { readonly ok: false; readonly fault: PortFault } = { ok: false, fault: { kind: 'gone' } };
