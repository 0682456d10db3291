import { describe, expect, it } from 'vitest';
import { triedOf } from '../../../renderer/store/tried.ts';
import type { ShownRun } from '../../../renderer/store/window-state.ts';
import { triedWords } from '../../../renderer/views/bench/diagnosis/tried-words.ts';
import type { RunFact } from '../../../shared/events.ts';
import { translator } from '../../../shared/messages/index.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import type { FieldChange } from '../../../shared/profile-change.ts';
import { profileSchema } from '../../../shared/profile.ts';
import type { StoredProfile } from '../../../shared/station.ts';
import { STARTED } from '../shared/run-events.ts';
import { readRun } from './window-states.ts';

const say = translator('en');
const UNINET: FieldChange = { field: 'apn.name', value: 'UNINET' };

const stored = (apn = 'CMNET', name = 'bench'): StoredProfile => ({
  id: 'p1',
  profile: profileSchema.parse({
    name,
    apn: { name: apn },
    broker: { host: 'broker.example' },
    mqtt: { clientId: 'unit' },
  }),
  secrets: { 'sim.pin': false, 'apn.password': false, 'mqtt.password': false },
});

const ended = (failedStep: StepNumber | null): RunFact => ({
  type: 'run.finished',
  outcome: failedStep === null ? 'passed' : 'failed',
  failedStep,
  code: failedStep === null ? null : 'bearer_refused',
  detail: null,
  complete: true,
  durationMs: 1,
});

const run = (runId: string, changes: readonly FieldChange[], ...facts: readonly RunFact[]): ShownRun =>
  readRun(runId, [{ ...STARTED, changes }, ...facts]);

const tried = (segments: readonly ShownRun[], profiles = [stored()]) => {
  const last = segments.at(-1);
  return last === undefined ? null : triedOf(last, segments, profiles);
};

const words = (segments: readonly ShownRun[], profiles = [stored()]) => {
  const found = tried(segments, profiles);
  return found === null ? null : triedWords(say, found);
};

describe('what a run tried', () => {
  const before = run('a', [], ended(8));

  it('is nothing where it went by its profile', () => {
    expect(tried([before])).toBeNull();
  });

  it('helped when the run passed, and is held against what the profile has', () => {
    const segments = [before, run('b', [UNINET], ended(null))];
    expect(words(segments)).toBe('Passed with APN UNINET instead of CMNET.');
    expect(tried(segments)).toMatchObject({ isKept: false, stored: { id: 'p1' } });
  });

  it('helped when it came to a later step than the run before', () => {
    expect(words([before, run('b', [UNINET], ended(11))])).toBe(
      'Got further with APN UNINET instead of CMNET: to step 11, before to step 8.',
    );
  });

  it('did not help when it came no further', () => {
    const noBetter = 'Tried with APN UNINET instead of CMNET: no better.';
    expect(words([before, run('b', [UNINET], ended(8))])).toBe(noBetter);
    expect(words([before, run('b', [UNINET], ended(4))])).toBe(noBetter);
  });

  it('is said without a judgement when nobody knows how far it came before', () => {
    const used = 'This run was made with APN UNINET instead of CMNET.';
    expect(words([run('b', [UNINET], ended(11))])).toBe(used);
  });

  it('is not held against a run with another profile, a console, or one that goes on', () => {
    const other = readRun('x', [{ ...STARTED, profileName: 'other' }, ended(2)]);
    const console = readRun('y', [{ ...STARTED, purpose: 'console' }, ended(2)]);
    const live = run('z', []);
    for (const each of [other, console, live])
      expect(tried([each, run('b', [UNINET], ended(11))])?.result).toEqual({ kind: 'unknown' });
  });

  it('has no result while the run goes on', () => {
    expect(words([before, run('b', [UNINET])])).toBe('This run uses APN UNINET instead of CMNET.');
  });

  it('is kept once the profile has it', () => {
    const segments = [before, run('b', [UNINET], ended(null))];
    expect(tried(segments, [stored('UNINET')])).toMatchObject({ isKept: true });
    expect(words(segments, [stored('UNINET')])).toBe('Passed with APN UNINET.');
  });

  it('cannot be kept where the profile is gone', () => {
    const segments = [before, run('b', [UNINET], ended(null))];
    expect(tried(segments, [stored('CMNET', 'renamed')])).toMatchObject({ isKept: false, stored: null });
    expect(words(segments, [])).toBe('Passed with APN UNINET.');
  });

  it('is said in words, not as the file has it', () => {
    const changes: FieldChange[] = [
      { field: 'broker.tls', value: true },
      { field: 'broker.port', value: 8883 },
      { field: 'broker.sslPrefix', value: false },
      { field: 'messages.encoding', value: 'ascii' },
      { field: 'optionalSteps.echoOff', value: false },
    ];
    expect(words([run('b', changes)])).toBe(
      'This run uses connection SSL instead of Plain · port 8883 instead of 1883 · ' +
        'ssl:// prefix off instead of on · payload format ASCII instead of HEX · step 2 off instead of on.',
    );
  });
});
