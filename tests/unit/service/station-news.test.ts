import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Desk, DeskPart } from '../../../electron/service/desk.ts';
import { followStation } from '../../../electron/service/station-news.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { type StationNews, stationNewsSchema } from '../../../shared/contract.ts';
import type { PortInfo } from '../../../shared/port.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { finishedRun, order, savedProfile, startedRun } from './run-reading.ts';

const KINDS = ['info', 'settings', 'profiles', 'ports', 'bays', 'record', 'usual', 'keeping'];

let test: TestDesk;

beforeEach(async () => {
  test = await openTestDesk();
});

afterEach(async () => {
  await test.close();
});

/** Follows a desk on a virtual clock, so that a frame lasts as long as the test says. */
async function follower(desk: Desk = test.desk) {
  const stop = new AbortController();
  const clock = new VirtualClock();
  const told: StationNews[] = [];
  const read = async () => {
    for await (const news of followStation(desk, clock, stop.signal)) told.push(news);
  };
  const ended = read();
  await settle();
  return {
    /** What was told since it was asked last, a frame later. */
    next: async () => {
      await clock.advance(16);
      return told.splice(0);
    },
    end: async () => {
      stop.abort();
      await ended;
      expect(clock.pending).toBe(0);
    },
  };
}

const kindsOf = (news: readonly StationNews[]) => news.map(({ kind }) => kind);

describe('one who follows the station', () => {
  it('is told everything once, and then nothing until something changes', async () => {
    const { next, end } = await follower();
    const told = await next();
    expect(kindsOf(told)).toEqual(KINDS);
    for (const news of told) expect(stationNewsSchema.parse(news)).toEqual(news);
    expect(told.find(({ kind }) => kind === 'profiles')).toMatchObject({
      profiles: [{ id: test.profileId }],
    });
    expect(told.find(({ kind }) => kind === 'record')).toEqual({ kind: 'record', fault: null });
    expect(kindsOf(await next()).filter((kind) => kind !== 'ports')).toEqual([]);
    await end();
  });

  it('is told of changed settings and profiles as they are now, however often they changed', async () => {
    const { next, end } = await follower();
    await next();
    for (const operator of ['Li', 'Wang', 'Zhao']) await test.desk.settings.change({ operator });
    await test.desk.profiles.duplicate(test.profileId, 'copy');
    const profileId = await savedProfile(test.desk);
    await test.desk.profiles.remove(profileId);
    const told = await next();
    const settings = told.filter(({ kind }) => kind === 'settings');
    // The first change wakes it at once; what follows within the frame comes together.
    expect(settings.length).toBeLessThanOrEqual(2);
    expect(settings.at(-1)).toMatchObject({ settings: { operator: 'Zhao' } });
    expect(told.filter(({ kind }) => kind === 'profiles')).toMatchObject([
      { profiles: [{ profile: { name: 'copy' } }, { profile: { name: 'demo' } }] },
    ]);
    await end();
  });

  it('is told no secret', async () => {
    const { next, end } = await follower();
    await savedProfile(test.desk, { sim: { pin: '90817263' } });
    const told = await next();
    const profiles = told.findLast(({ kind }) => kind === 'profiles');
    expect(profiles).toMatchObject({
      profiles: [{ secrets: { 'sim.pin': true, 'mqtt.password': true, 'apn.password': false } }, {}],
    });
    expect(JSON.stringify(told)).not.toMatch(/90817263|mqtt-pass-0815/);
    await end();
  });

  it('is told of the bays when a run begins and when it is over, not of every line', async () => {
    const { next, end } = await follower();
    await next();
    const port = 'sim:bays?speed=instant';
    const runId = await startedRun(test.desk, order(port, test.profileId));
    const bay = test.desk.station.commissioner.bayOfRun(runId);
    const told: StationNews[] = [];
    const stop = new AbortController();
    test.desk.station.commissioner.followHeads(() => {
      void next().then((news) => told.push(...news));
      if (bay?.over) stop.abort();
    });
    await bay?.done;
    await settle();
    told.push(...(await next()), ...(await next()));
    const bays = told.filter(({ kind }) => kind === 'bays');
    expect(bays.length).toBeGreaterThan(0);
    expect(bays.length).toBeLessThanOrEqual(2);
    expect(bays.at(-1)).toEqual({
      kind: 'bays',
      bays: [{ port, runId, purpose: 'bring_up', live: false, bringUp: runId, typed: null, tools: [] }],
    });
    await end();
  });

  it('that comes later is told of the runs there were', async () => {
    const port = 'sim:earlier?speed=instant';
    const runId = await finishedRun(test.desk, order(port, test.profileId));
    const { next, end } = await follower();
    expect((await next()).find(({ kind }) => kind === 'bays')).toMatchObject({
      bays: [{ runId, live: false }],
    });
    await end();
  });

  it('is told of ports and of the record as they come and go', async () => {
    const listeners = new Set<(what: DeskPart) => void>();
    const now: { ports: readonly PortInfo[]; recordFault: RecordFault | null } = {
      ports: [],
      recordFault: null,
    };
    const desk: Desk = {
      ...test.desk,
      get ports() {
        return now.ports;
      },
      get recordFault() {
        return now.recordFault;
      },
      follow: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const { next, end } = await follower(desk);
    await next();
    now.ports = [{ path: 'COM5', kind: 'serial' }];
    now.recordFault = { kind: 'disk_full' };
    for (const tell of listeners) {
      tell('ports');
      tell('record');
      tell('ports');
    }
    expect(await next()).toEqual([
      { kind: 'ports', ports: [{ path: 'COM5', kind: 'serial' }] },
      { kind: 'record', fault: { kind: 'disk_full' } },
    ]);
    now.recordFault = null;
    for (const tell of listeners) tell('record');
    expect(await next()).toEqual([{ kind: 'record', fault: null }]);
    await end();
    expect(listeners.size).toBe(0);
  });

  it('leaves no listener when it aborts, waiting or not', async () => {
    const one = await follower();
    const two = await follower();
    expect(test.followers.now).toBe(10);
    await one.next();
    await one.end();
    expect(test.followers.now).toBe(5);
    await two.end();
    expect(test.followers.now).toBe(0);
  });

  it('leaves no listener when it goes away in the middle', async () => {
    for await (const news of followStation(test.desk, systemClock, new AbortController().signal))
      if (news.kind === 'profiles') break;
    expect(test.followers.now).toBe(0);
  });

  it('that was told to stop before it began is told nothing', async () => {
    const following = followStation(test.desk, systemClock, AbortSignal.abort());
    expect(await following.next()).toEqual({ done: true, value: undefined });
    expect(test.followers.now).toBe(0);
  });
});
