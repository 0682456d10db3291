import type { Clock } from '../../shared/clock.ts';
import type { StationNews } from '../../shared/contract.ts';
import type { Desk } from './desk.ts';
import { News } from './news.ts';

type Kind = StationNews['kind'];

const EVERYTHING: readonly Kind[] = [
  'info',
  'settings',
  'profiles',
  'ports',
  'bays',
  'record',
  'usual',
  'keeping',
];

/** Everything of the station once, then each part of it again whenever it has changed. */
export async function* followStation(
  desk: Desk,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<StationNews> {
  const { commissioner } = desk.station;
  const news = new News<Kind>();
  const told = new Map<string, string>();
  const unfollow = [
    desk.follow((what) => news.add(what)),
    desk.profiles.follow(() => news.add('profiles')),
    desk.settings.follow(() => news.add('settings')),
    desk.keeping.follow(() => news.add('keeping')),
    commissioner.followHeads((bay) => {
      // Every line makes the record grow; the bays change with the beginning and the end of a run, and with what is
      // typed in it.
      const now = JSON.stringify([bay.typed?.progress, bay.tools]);
      if (bay.over) told.delete(bay.runId);
      else if (told.get(bay.runId) === now) return;
      else told.set(bay.runId, now);
      news.add('bays');
    }),
  ];
  try {
    for (const kind of EVERYTHING) news.add(kind);
    for await (const kinds of news.follow(clock, signal)) for (const kind of kinds) yield newsOf(desk, kind);
  } finally {
    for (const stop of unfollow) stop();
  }
}

function newsOf(desk: Desk, kind: Kind): StationNews {
  const { commissioner } = desk.station;
  switch (kind) {
    case 'info':
      return { kind, info: desk.info };
    case 'ports':
      return { kind, ports: [...desk.ports] };
    case 'profiles':
      return { kind, profiles: [...desk.profiles.list()] };
    case 'settings':
      return { kind, settings: desk.settings.get() };
    case 'bays':
      return {
        kind,
        bays: commissioner.bays.flatMap((bay) =>
          commissioner.portsOf(bay).map((port) => ({
            port,
            runId: bay.runId,
            purpose: bay.purpose,
            live: !bay.over,
            bringUp: commissioner.lastBringUp(port)?.runId ?? null,
            typed: bay.typed?.progress ?? null,
            tools: [...bay.tools],
          })),
        ),
      };
    case 'record':
      return { kind, fault: desk.recordFault };
    case 'usual':
      return { kind, times: desk.usual };
    case 'keeping':
      return { kind, keeping: desk.keeping.news };
  }
}
