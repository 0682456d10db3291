import type { Clock } from '../../shared/clock.ts';
import { type ByteChannel, type ChannelEvents, GONE } from './byte-channel.ts';
import type { NativeDevice } from './native.ts';

const READ_SIZE = 4096;

type ReadWrite = Pick<NativeDevice, 'read' | 'write'>;

/** Channel over the binding's own reads and writes (Windows, overlapped I/O): one of each under way. */
export function openOverlappedChannel(native: ReadWrite, clock: Clock, events: ChannelEvents): ByteChannel {
  const stopped = new AbortController();
  const end = () => {
    if (stopped.signal.aborted) return;
    stopped.abort();
    // The binding tells the reason as text only; a device that fails in mid-operation is gone.
    events.ended({ kind: 'gone' });
  };
  void receive(native, clock, events, stopped.signal).then(end, end);
  let last: Promise<unknown> = Promise.resolve();
  return {
    write: (bytes) => {
      const result = last.then(async () => {
        if (stopped.signal.aborted) return GONE;
        return native.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).then(
          () => ({ ok: true }) as const,
          () => {
            end();
            return GONE;
          },
        );
      });
      last = result;
      return result;
    },
    stop: () => stopped.abort(),
  };
}

/** Reads until stopped; rejects when the binding's read does. */
async function receive(
  native: ReadWrite,
  clock: Clock,
  events: ChannelEvents,
  stopped: AbortSignal,
): Promise<void> {
  const buffer = Buffer.alloc(READ_SIZE);
  while (!stopped.aborted) {
    const { bytesRead } = await native.read(buffer, 0, READ_SIZE);
    const atMs = clock.monotonic();
    const bytes = new Uint8Array(buffer.subarray(0, bytesRead));
    if (bytes.length > 0) process.nextTick(() => stopped.aborted || events.bytes(bytes, atMs));
  }
}
