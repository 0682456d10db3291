import { describe, expect, it } from 'vitest';
import { createRemedyActions, runOf } from '../../../renderer/service/remedy-actions.ts';
import type { StartOptions } from '../../../renderer/service/start-options.ts';
import { createWindowStore } from '../../../renderer/store/window-store.ts';
import { profileSchema } from '../../../shared/profile.ts';
import type { StoredProfile } from '../../../shared/station.ts';
import { bay } from './window-states.ts';

describe('the run of a remedy', () => {
  it('that retries a step begins with it and pauses behind it', () => {
    expect(runOf({ kind: 'retry_step' }, 11)).toEqual({ fromStep: 11, pauseBehind: 11 });
  });

  it('is none where there is no step to retry', () => {
    expect(runOf({ kind: 'retry_step' }, null)).toBeNull();
  });

  it('that tries other values walks all the steps, so that its pass is a whole one', () => {
    const changes = [{ field: 'apn.name', value: 'UNINET' }] as const;
    expect(runOf({ kind: 'try', changes }, 8)).toEqual({ changes });
  });

  it('that leaves a step out is one for steps 2 and 3 only', () => {
    const without = (field: string) => ({ changes: [{ field, value: false }] });
    expect(runOf({ kind: 'skip_step', step: 2 }, 2)).toEqual(without('optionalSteps.echoOff'));
    expect(runOf({ kind: 'skip_step', step: 3 }, 3)).toEqual(without('optionalSteps.fixBaud'));
    expect(runOf({ kind: 'skip_step', step: 4 }, 4)).toBeNull();
    expect(runOf({ kind: 'skip_step', step: 17 }, 17)).toBeNull();
  });

  it('that recovers goes on where its rung leaves the module', () => {
    expect(runOf({ kind: 'recover', level: 'session' }, 11)).toEqual({ recovery: 'session', fromStep: 10 });
    expect(runOf({ kind: 'recover', level: 'bearer' }, 11)).toEqual({ recovery: 'bearer', fromStep: 7 });
    expect(runOf({ kind: 'recover', level: 'module' }, null)).toEqual({ recovery: 'module', fromStep: 1 });
  });

  it('from a step begins there', () => {
    expect(runOf({ kind: 'run_from', step: 7 }, 11)).toEqual({ fromStep: 7 });
  });
});

const STORED: StoredProfile = {
  id: 'p1',
  profile: profileSchema.parse({
    name: 'bench',
    apn: { name: 'CMNET', username: 'ada' },
    broker: { host: 'broker.example' },
    mqtt: { clientId: 'unit' },
  }),
  secrets: { 'sim.pin': true, 'apn.password': false, 'mqtt.password': true },
};

const KEPT = [{ field: 'apn.name', value: 'UNINET' }] as const;

/** A window whose service answers everything with `reply`, and what it was asked. */
function desk(reply: unknown) {
  const store = createWindowStore();
  const asked: unknown[] = [];
  const started: StartOptions[] = [];
  const answer = (input: unknown) => {
    asked.push(input);
    return Promise.resolve(reply);
  };
  const client = { profiles: { save: answer }, runs: { stop: answer } };
  const actions = createRemedyActions({
    store,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the service as far as remedies ask it
    ask: (question) => question(client as unknown as Parameters<typeof question>[0]),
    start: (options) => {
      started.push(options);
      return Promise.resolve();
    },
  });
  return { store, actions, asked, started };
}

describe('what can be done about a stuck run', () => {
  it('enters a PIN in a run from the step that asks for it, and leaves it nowhere in the window', async () => {
    const { actions, started, store } = desk(null);
    await actions.enterPin('4711');
    expect(started).toEqual([{ fromStep: 4, pin: '4711' }]);
    expect(JSON.stringify(store.getState())).not.toContain('4711');
  });

  it('keeps what was tried and leaves every other field and the secrets as they are', async () => {
    const { actions, asked, store } = desk({ ok: true });
    await actions.keepTry(STORED, KEPT);
    const { profile } = STORED;
    const apn = { ...profile.apn, name: 'UNINET' };
    expect(asked).toEqual([{ id: 'p1', profile: { ...profile, apn }, secrets: {} }]);
    expect(store.getState().notices).toEqual([]);
  });

  it('says why a profile was not stored', async () => {
    const refused = desk({ ok: false, faults: [{ path: 'apn.name', rule: 'empty' }] });
    await refused.actions.keepTry(STORED, KEPT);
    expect(refused.store.getState().notices).toMatchObject([
      { kind: 'not_started', fault: { kind: 'profile_invalid', faults: [{ path: 'apn.name' }] } },
    ]);
    const full = desk({ ok: false, fault: { kind: 'disk_full', code: 'ENOSPC' } });
    await full.actions.keepTry(STORED, KEPT);
    expect(full.store.getState().notices).toMatchObject([{ kind: 'store', code: 'ENOSPC' }]);
  });

  it('waits until the port is free of the run that it stops', async () => {
    const { actions, asked, store } = desk({ ok: true });
    const { station, chosen } = store.getState();
    const bays = (live: boolean) => ({ station: { ...station, bays: [bay('COM5', 'r', { live })] } });
    store.setState({ chosen: { ...chosen, port: 'COM5' }, ...bays(true) });
    const done: string[] = [];
    const stopped = actions.afterStop(() => done.push('pulse'));
    await Promise.resolve();
    expect(asked).toEqual([{ runId: 'r' }]);
    expect(done).toEqual([]);
    store.setState(bays(false));
    await stopped;
    expect(done).toEqual(['pulse']);
  });

  it('does nothing to another port than the one it was asked for', async () => {
    const { actions, store } = desk({ ok: true });
    const { station, chosen } = store.getState();
    const bays = [bay('COM5', 'r')];
    store.setState({ chosen: { ...chosen, port: 'COM5' }, station: { ...station, bays } });
    const done: string[] = [];
    const stopped = actions.afterStop(() => done.push('pulse'));
    store.setState({ chosen: { ...chosen, port: 'COM6' } });
    await stopped;
    expect(done).toEqual([]);
  });

  it('remembers of which runs nothing is to be kept', () => {
    const { actions, store } = desk(null);
    actions.discardTry('a');
    actions.discardTry('b');
    expect(store.getState().discardedTries).toEqual(['a', 'b']);
  });
});
