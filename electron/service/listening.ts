import type { TraceChunk } from '../../shared/events.ts';
import { portCode } from '../bringup/interrupts.ts';
import type { RunEnvironment } from '../bringup/run-request.ts';
import { ListeningRun, type ListeningRequest } from '../listening/listening-run.ts';
import { tapsOf } from '../listening/tap.ts';
import type { RedactedStream } from '../port/index.ts';
import type { BareWire } from './recorded-wire.ts';

export type { ListeningRequest } from '../listening/listening-run.ts';

/** Listens to ports in the surroundings of a run of our own: the same record, the same masking. */
export function listeningOn(
  request: ListeningRequest,
  { clock, version, record, mask, hide }: RunEnvironment,
  { openPort, sink, redactor }: BareWire,
): ListeningRun {
  const streams: Readonly<Record<TraceChunk['direction'], RedactedStream>> = {
    sent: redactor.stream((bytes, atMs) => sink.bytes('sent', bytes, atMs)),
    received: redactor.stream((bytes, atMs) => sink.bytes('received', bytes, atMs)),
  };
  return new ListeningRun(request, {
    clock,
    version,
    record,
    mask,
    hide,
    openTap: tapsOf(openPort),
    // Lines come whole: nothing of one is held back for the next.
    keep: (direction, bytes, atMs) => {
      streams[direction].push(bytes, atMs);
      streams[direction].flush();
    },
    codeOf: portCode,
  });
}
