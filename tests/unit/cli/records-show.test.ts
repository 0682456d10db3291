import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { showCommand } from '../../../electron/cli/records-show.ts';
import type { RunFact } from '../../../shared/events.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED } from '../records/synthetic.ts';
import { temporaryFolder } from '../service/data-folder.ts';
import { said } from './records-output.ts';

const FACTS: readonly RunFact[] = [
  STARTED,
  { type: 'step.started', step: 1, attempt: 1 },
  {
    type: 'step.finished',
    step: 1,
    outcome: { kind: 'passed', evidence: [2], warnings: ['answered_after_retry'] },
    attempts: 2,
    durationMs: 1500,
  },
  { type: 'step.started', step: 11, attempt: 1 },
  {
    type: 'step.finished',
    step: 11,
    outcome: { kind: 'failed', code: 'connect_failed', evidence: [], detail: 'CONNECT FAIL' },
    attempts: 1,
    durationMs: 75_000,
  },
  FINISHED,
];

async function folderOf(...all: readonly (readonly [id: string, facts: readonly RunFact[]])[]) {
  const folder = temporaryFolder();
  const store = await openedStore(join(folder, 'record.sqlite'));
  for (const [id, facts] of all) await store.append({ events: eventsOf(id, facts), trace: [] });
  await store.close();
  return folder;
}

const show = (dataFolder: string, name: string, json = false) =>
  said((output, words) => showCommand({ name, json, dataFolder, language: 'en' }, output, words));

describe('a run that is shown', () => {
  it('has what it is, its steps, how it ended, and why', async () => {
    const { status, out, err } = await show(await folderOf(['abc', FACTS]), 'abc');
    expect([status, err]).toEqual([0, []]);
    const text = out.join('\n');
    expect(text).toMatch(/^run: abc\nstart: 2023-/);
    for (const line of ['port: /dev/ttyUSB0', 'profile: Baidu IoT Hub', 'unit: SN-0117', 'operator: Li'])
      expect(out).toContain(line);
    expect(text).toMatch(/^! {2}1 Handshake .* 1\.5 s .*attempt 2$/m);
    expect(text).toMatch(/^✗ 11 .* 75\.0 s .*$/m);
    expect(text).toMatch(/^FAILED at step 11 {2}21\.8 s/m);
    expect(text).toContain('The module said: CONNECT FAIL');
    expect(text).toContain('Why:');
  });

  it('was cut short, and says so', async () => {
    const { out } = await show(await folderOf(['abc', FACTS.slice(0, 4)]), 'abc');
    expect(out.at(-1)).toBe('INTERRUPTED');
    expect(out.join('\n')).not.toContain('FAILED');
  });

  it('says how much of it cannot be read', async () => {
    const folder = await folderOf(['abc', [...FACTS.slice(0, 2), EXCHANGED, EXCHANGED]]);
    const database = new DatabaseSync(join(folder, 'record.sqlite'));
    database.exec("UPDATE facts SET body = '{' WHERE seq > 2");
    database.close();
    expect((await show(folder, 'abc')).out).toContain('Entries of the record that cannot be read: 2');
  });

  it('is an object for programs', async () => {
    const { out } = await show(await folderOf(['abc', FACTS]), 'abc', true);
    expect(out).toHaveLength(1);
    expect(z.record(z.string(), z.unknown()).parse(JSON.parse(out.join('')))).toMatchObject({
      id: 'abc',
      outcome: 'failed',
      failedStep: 11,
      steps: [
        {
          step: 1,
          id: 'at_handshake',
          status: 'warned',
          code: null,
          warnings: ['answered_after_retry'],
          attempts: 2,
          startOffsetMs: 3,
          durationMs: 1500,
        },
        { step: 11, id: 'broker_connect', status: 'failed', code: 'connect_failed', attempts: 1 },
      ],
      measurements: {},
      causes: expect.arrayContaining([expect.objectContaining({ standing: expect.any(String) })]),
      damagedFacts: [],
    });
  });
});

describe('a run that is named', () => {
  it.each([
    ['by all of its id', 'ab', 'ab'],
    ['by as much as no other has', 'abd', 'abd-1'],
    ['in capitals', 'ABD', 'abd-1'],
  ])('%s is found', async (_, name, id) => {
    const folder = await folderOf(['ab', [STARTED]], ['abc-1', [STARTED]], ['abd-1', [STARTED]]);
    expect((await show(folder, name)).out[0]).toBe(`run: ${id}`);
  });

  it.each([
    ['by what several begin with', 'ab', 'Several runs have an id that begins so: ab'],
    ['by what none begins with', 'b', 'No run has this id: b'],
    ['by what would be a pattern elsewhere', '%', 'No run has this id: %'],
    ['by nothing', '', 'Several runs have an id that begins so: '],
  ])('%s is refused with status 64', async (_, name, why) => {
    const folder = await folderOf(['abc-1', [STARTED]], ['abd-1', [STARTED]]);
    expect(await show(folder, name)).toEqual({ status: 64, out: [], err: [why] });
  });

  it('in a record that is not there, is refused with status 64', async () => {
    expect(await show(temporaryFolder(), 'a')).toMatchObject({ status: 64, out: [] });
  });
});
