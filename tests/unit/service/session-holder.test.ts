import { describe, expect, it } from 'vitest';
import { Bay, type SessionClaim } from '../../../electron/service/bay.ts';
import type { RunFact } from '../../../shared/events.ts';
import type { RunVerdict } from '../../../shared/verdict.ts';
import { numbered, passingFacts, STARTED } from '../shared/run-events.ts';

const IMEI = '861234567890123';
const TOLD: RunFact = {
  type: 'measurement.recorded',
  place: { phase: 'identity', step: null, attempt: 1 },
  name: 'imei',
  value: IMEI,
  unit: null,
  criterion: null,
  verdict: 'none',
};
const ended = (outcome: 'passed' | 'failed'): RunFact => ({
  type: 'run.finished',
  outcome,
  failedStep: null,
  code: null,
  detail: null,
  complete: true,
  durationMs: 1,
});

/** A bay on which these facts are published, and whose run goes on. */
function bayWith(facts: readonly RunFact[], claim: SessionClaim | null): Bay {
  const running = {
    run: () => new Promise<RunVerdict>(() => undefined),
    stop: () => undefined,
    recordFailed: () => undefined,
    typed: null,
    follow: () => undefined,
  };
  const flushed = () => Promise.resolve({ ok: true } as const);
  const bay = new Bay({ runId: 'r', port: 'p', purpose: 'bring_up', message: null, claim, running, flushed });
  for (const event of numbered(facts)) bay.published(event);
  return bay;
}

const claimed = (clientId: string, staysOnline = false): SessionClaim => ({ clientId, staysOnline });

describe('a bay', () => {
  it('holds the session of its unit while it runs', () => {
    const bay = bayWith([STARTED, TOLD], claimed('wis-{imei}'));
    expect(bay.holdsSession(`wis-${IMEI}`)).toBe(true);
    expect(bay.holdsSession('wis-861234567890999')).toBe(false);
    expect(bay.holdsSession('wis-{imei}-2')).toBe(false);
  });

  it('holds a session that needs no numbers from the beginning', () => {
    expect(bayWith([], claimed('one')).holdsSession('one')).toBe(true);
    expect(bayWith([STARTED], claimed('wis-{serial}')).holdsSession('wis-SN-1')).toBe(true);
  });

  it('holds none once its run is over', () => {
    expect(bayWith([...passingFacts(), ended('passed')], claimed('one')).holdsSession('one')).toBe(false);
  });

  it('holds it where the unit was left online', () => {
    const online = claimed('one', true);
    expect(bayWith([...passingFacts(), ended('passed')], online).holdsSession('one')).toBe(true);
    expect(bayWith([...passingFacts(), ended('failed')], online).holdsSession('one')).toBe(false);
  });

  it('holds none where nothing is claimed', () => {
    expect(bayWith([STARTED], null).holdsSession('one')).toBe(false);
  });
});
