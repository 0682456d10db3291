import type { RunEvent } from '../../../shared/events.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { Desk } from '../../../electron/service/desk.ts';
import { followHead, readRunPage } from '../../../electron/service/run-feed.ts';
import { startRun, type StartOrder } from '../../../electron/service/run-start.ts';
import { systemClock } from '../../../electron/system-clock.ts';

/** A password that stands nowhere else. */
export const PASSWORD = 'mqtt-pass-0815';

/** Stores a profile of the tests' own with `PASSWORD` in it; its id. */
export async function savedProfile(desk: Desk, changes: Partial<ProfileInput> = {}): Promise<string> {
  const profile = {
    name: 'bench',
    broker: { host: 'broker.test' },
    mqtt: { clientId: 'wis-{imei}', username: 'user', password: PASSWORD },
    subscribe: { topic: 'units/{imei}' },
    publish: { topic: 'units/{imei}', payload: 'WIS800C' },
    ...changes,
  };
  const saved = await desk.profiles.save({ id: null, profile, secrets: {} });
  if (!saved.ok) throw new Error(`not saved: ${JSON.stringify(saved)}`);
  return saved.stored.id;
}

export function order(port: string, profileId: string, changes: Partial<StartOrder> = {}): StartOrder {
  return { port, profileId, unit: null, operator: null, fromStep: 1, singleStep: false, ...changes };
}

/** Starts a run; its id. */
export async function startedRun(desk: Desk, given: StartOrder): Promise<string> {
  const started = await startRun(desk, given);
  if (!started.ok) throw new Error(`not started: ${JSON.stringify(started.fault)}`);
  return started.runId;
}

/** Runs to the end; its id. */
export async function finishedRun(desk: Desk, given: StartOrder): Promise<string> {
  const runId = await startedRun(desk, given);
  await desk.station.commissioner.bayOfRun(runId)?.done;
  return runId;
}

/** The record of a run so far, as a window reads it; nothing before the first fact. */
export async function readSoFar(desk: Desk, runId: string) {
  const events: RunEvent[] = [];
  const bytes = { sent: '', received: '' };
  let pieces = 0;
  for (let [afterSeq, afterOrdinal] = [0, 0]; ; ) {
    const read = await readRunPage(desk.station.store, { runId, afterSeq, afterOrdinal, limit: 100 });
    if (!read.ok && read.fault.kind === 'not_found') return { events, pieces, ...bytes };
    if (!read.ok) throw new Error(`no page: ${read.fault.kind}`);
    events.push(...read.page.events);
    pieces += read.page.trace.length;
    for (const piece of read.page.trace)
      if (piece.direction !== 'dropped') bytes[piece.direction] += piece.bytes;
    if (!read.page.more) return { events, pieces, ...bytes };
    ({ seq: afterSeq, ordinal: afterOrdinal } = read.page);
  }
}

/** Resolves with what a run's record holds once it is so. */
export async function recordedWhen(
  desk: Desk,
  runId: string,
  isSo: (soFar: Awaited<ReturnType<typeof readSoFar>>) => boolean,
) {
  const stop = new AbortController();
  for await (const _ of followHead(desk.station.commissioner, runId, systemClock, stop.signal)) {
    const soFar = await readSoFar(desk, runId);
    if (!isSo(soFar)) continue;
    stop.abort();
    return soFar;
  }
  throw new Error('the run ended before');
}

/** Resolves with the first event of a run that `wanted` accepts, once it is recorded. */
export async function recordedEvent(
  desk: Desk,
  runId: string,
  wanted: (event: RunEvent) => boolean,
): Promise<RunEvent> {
  const { events } = await recordedWhen(desk, runId, (soFar) => soFar.events.some(wanted));
  const found = events.find(wanted);
  if (found === undefined) throw new Error('recorded, and not there');
  return found;
}
