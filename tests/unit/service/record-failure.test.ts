import { describe, expect, it } from 'vitest';
import type { RecordFault } from '../../../electron/records/index.ts';
import type { RunHandle } from '../../../electron/service/bay.ts';
import { followHead } from '../../../electron/service/run-feed.ts';
import type { RunHead } from '../../../shared/contract.ts';
import { type Respond, table } from '../../support/scripted-port.ts';
import { openedCommissioner, PORT, type TestCommissioner } from './test-commissioner.ts';

const FULL: RecordFault = { kind: 'disk_full' };
const LOCKED: RecordFault = { kind: 'locked' };
const SILENT: Respond = () => [];
const OTHER = '/dev/ttyTEST1';

/** Starts a run at a module that says nothing, so that it lasts. */
async function lasting(test: TestCommissioner, port = PORT): Promise<RunHandle> {
  test.respond = SILENT;
  const started = test.start(port);
  if (!started.ok) throw new Error(started.fault.kind);
  await test.clock.advance(500);
  return started.run;
}

const consoleOn = (port: string) => ({ port, profileName: '', baudRate: 9600, secrets: [] });
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

describe('a record that cannot be written', () => {
  it('ends every run and console in order, and gives their ports back', async () => {
    const test = await openedCommissioner();
    const console = await test.console([], OTHER);
    await test.ask(console, 'AT');
    const run = await lasting(test);
    const published = run.state.seq;
    test.written.fault = FULL;
    const verdict = await test.clock.runUntil(run.done, 60_000);
    expect(verdict).toMatchObject({ outcome: 'errored', code: 'record_failed', detail: 'disk_full' });
    expect(await test.clock.runUntil(console.bay.done)).toMatchObject({ code: 'record_failed' });
    expect(test.ports.map(({ closed }) => closed)).toEqual([true, true]);
    expect(test.recordFaults).toEqual([FULL]);
    // What is not in the record is not told as a fact.
    expect(run.state).toMatchObject({ seq: published, finish: null });
  });

  it('ends what is only listened to', async () => {
    const test = await openedCommissioner();
    const ports = { commands: PORT, answers: OTHER };
    const listening = test.commissioner.listen({ ports, baudRate: 9600, name: '' });
    if (!listening.ok) throw new Error(listening.fault.kind);
    await test.clock.advance(100);
    test.written.fault = FULL;
    for (const port of test.ports) port.say('OK');
    await test.clock.advance(2000);
    test.written.fault = null;
    await test.clock.runUntil(listening.run.done);
    await test.clock.advance(3000);
    expect(test.ports.map(({ closed }) => closed)).toEqual([true, true]);
    expect(listening.run.state.finish).toMatchObject({ code: 'record_failed', detail: 'disk_full' });
  });

  it('names the system’s code with the kind of the fault', async () => {
    const test = await openedCommissioner();
    const run = await lasting(test);
    test.written.fault = { kind: 'io', code: 'SQLITE_778' };
    expect(await test.clock.runUntil(run.done)).toMatchObject({ detail: 'io SQLITE_778' });
  });

  it('lets nothing be begun, until it can be written again', async () => {
    const test = await openedCommissioner();
    const run = await lasting(test);
    test.written.fault = FULL;
    await test.clock.runUntil(run.done);
    const refused = { ok: false, fault: { kind: 'record', fault: FULL } };
    const { commissioner } = test;
    expect(test.start()).toEqual(refused);
    expect(await commissioner.console(consoleOn(OTHER))).toEqual(refused);
    expect(await commissioner.typing(consoleOn(OTHER))).toEqual(refused);
    const ports = { commands: OTHER, answers: null };
    expect(commissioner.listen({ ports, baudRate: 9600, name: '' })).toEqual(refused);
    expect(await commissioner.recordObstacle()).toEqual(refused.fault);
    expect(test.ports).toHaveLength(1);
    test.written.fault = null;
    expect(await commissioner.recordObstacle()).toBeNull();
    expect(test.start().ok).toBe(true);
  });

  it('is found out before anything is begun, where nothing was to be written so far', async () => {
    const test = await openedCommissioner();
    test.written.fault = { kind: 'not_writable', code: 'SQLITE_8' };
    expect(await test.commissioner.recordObstacle()).toEqual({ kind: 'record', fault: test.written.fault });
    test.written.fault = LOCKED;
    expect(await test.commissioner.recordObstacle()).toBeNull();
  });

  it('has the true end of the run when it can be written again, and that is published', async () => {
    const test = await openedCommissioner();
    const run = await lasting(test);
    test.written.fault = FULL;
    await test.clock.runUntil(run.done);
    test.written.fault = null;
    await test.clock.advance(3000);
    expect(test.recordFaults).toEqual([FULL, 'recovered']);
    expect(run.state.finish).toMatchObject({
      outcome: 'errored',
      code: 'record_failed',
      detail: 'disk_full',
    });
    const { events } = await test.record(run.runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(types(events).slice(-2)).toEqual(['step.finished', 'run.finished']);
    expect(await test.store.listRuns({ limit: 1 })).toMatchObject({ runs: [{ code: 'record_failed' }] });
  });

  it('that is never written again leaves the run interrupted, with all that was committed', async () => {
    const test = await openedCommissioner();
    const run = await lasting(test);
    test.written.fault = FULL;
    await test.clock.runUntil(run.done);
    expect(await test.store.listRuns({ limit: 1 })).toMatchObject({ runs: [{ state: 'interrupted' }] });
    await test.clock.runUntil(test.commissioner.close());
    const { events } = await test.record(run.runId);
    expect(types(events)).toEqual(['run.started', 'link.opened', 'step.started']);
  });

  it('does not take a cancel away from who asked for it before', async () => {
    const test = await openedCommissioner();
    const run = await lasting(test);
    test.written.fault = FULL;
    run.stop();
    expect(await test.clock.runUntil(run.done)).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
  });

  it('ends no run while another program looks into the file for two seconds', async () => {
    const test = await openedCommissioner();
    const console = await test.console();
    test.written.fault = LOCKED;
    await test.clock.advance(2000);
    expect(test.recordFaults).toEqual([LOCKED]);
    test.written.fault = null;
    await test.clock.advance(1000);
    expect(test.recordFaults).toEqual([LOCKED, 'recovered']);
    expect(console.running.over).toBe(false);
    expect(console.bay.over).toBe(false);
  });

  it('because another program keeps it ends every run after ten seconds', async () => {
    const test = await openedCommissioner();
    const console = await test.console();
    test.written.fault = LOCKED;
    await test.clock.advance(9000);
    expect(console.running.over).toBe(false);
    await test.clock.advance(3000);
    expect(console.running.over).toBe(true);
    test.written.fault = null;
    await test.clock.runUntil(console.bay.done);
    expect(console.bay.state.finish).toMatchObject({ code: 'record_failed', detail: 'locked' });
  });
});

describe('the head of a run that ended unrecorded', () => {
  it('stays to be followed until its end is in the record', async () => {
    const test = await openedCommissioner();
    test.respond = table({});
    const { bay } = await test.console();
    await test.clock.advance(100);
    const told: RunHead[] = [];
    const { signal } = new AbortController();
    const followed = (async () => {
      for await (const head of followHead(test.commissioner, bay.runId, test.clock, signal)) told.push(head);
    })();
    test.written.fault = FULL;
    await test.clock.runUntil(test.commissioner.endConsole(PORT));
    await test.clock.advance(1000);
    expect(told.at(-1)).toMatchObject({ live: false });
    const seqs = told.map(({ seq }) => seq);
    test.written.fault = null;
    await test.clock.runUntil(followed);
    const { events } = await test.record(bay.runId);
    expect(told.at(-1)).toMatchObject({ live: false, seq: events.length });
    expect(events.length).toBeGreaterThan(Math.max(...seqs));
  });
});
