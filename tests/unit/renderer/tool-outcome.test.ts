import { describe, expect, it } from 'vitest';
import { toolOutcome, type ToolUsed } from '../../../renderer/store/tool-outcome.ts';
import type { BayInfo } from '../../../shared/contract.ts';
import type { RunFact } from '../../../shared/events.ts';
import type { AtOutcome } from '../../../shared/outcome.ts';
import { STARTED } from '../shared/run-events.ts';
import { bay, readRun, windowState } from './window-states.ts';

const PORT = 'COM5';
const CONSOLE: RunFact = { ...STARTED, purpose: 'console' };
const PLACE = { phase: 'manual', step: null, attempt: 1 } as const;

const rate = (value: number | null, verdict: 'pass' | 'fail'): RunFact => ({
  type: 'measurement.recorded',
  place: PLACE,
  name: 'baud_rate',
  value,
  unit: 'bit/s',
  criterion: null,
  verdict,
});

const greeted = (outcome: AtOutcome): RunFact => ({
  type: 'at.exchanged',
  place: PLACE,
  command: 'AT',
  lines: [],
  outcome,
  echoed: false,
  durationMs: 500,
});

const at = (
  kind: ToolUsed['kind'],
  facts: readonly RunFact[],
  change: Partial<BayInfo> = {},
  toolUsed: ToolUsed | null = { kind, port: PORT },
) =>
  toolOutcome(
    windowState({
      service: 'up',
      chosen: { port: PORT, profileId: null, unit: '' },
      station: { ...windowState().station, bays: [bay(PORT, 'c', { purpose: 'console', ...change })] },
      segments: [readRun('c', facts)],
      toolUsed,
    }),
  );

const SILENT: AtOutcome = { kind: 'timeout', heard: false };

describe('what came of a tool', () => {
  it('is that it works, while it does', () => {
    expect(at('find_baud_rate', [CONSOLE], { tools: ['find_baud_rate'] })).toMatchObject({
      result: 'working',
    });
    expect(at('pulse_power_key', [CONSOLE, greeted(SILENT)], { tools: ['pulse_power_key'] })).toMatchObject({
      result: 'working',
    });
  });

  it('is the rate that was found, or that there is none', () => {
    expect(at('find_baud_rate', [CONSOLE, rate(9600, 'pass')])).toMatchObject({
      result: 'answered',
      rate: 9600,
    });
    expect(at('find_baud_rate', [CONSOLE, rate(null, 'fail')])).toMatchObject({
      result: 'silent',
      rate: null,
    });
  });

  it('is what the module answers after the pulse', () => {
    const done = [CONSOLE, greeted(SILENT), greeted({ kind: 'ok' })];
    expect(at('pulse_power_key', done)).toMatchObject({ result: 'answered', rate: null });
    expect(at('pulse_power_key', [CONSOLE, greeted(SILENT)])).toMatchObject({ result: 'silent' });
  });

  it('is nothing where none was used here, or where nothing is known of it yet', () => {
    const found = [CONSOLE, rate(9600, 'pass')];
    expect(at('find_baud_rate', found, {}, null)).toBeNull();
    expect(at('find_baud_rate', found, {}, { kind: 'find_baud_rate', port: 'COM6' })).toBeNull();
    expect(at('find_baud_rate', [CONSOLE])).toBeNull();
    expect(at('pulse_power_key', [CONSOLE])).toBeNull();
  });

  it('is nothing any more once another run has begun on the port', () => {
    const found = rate(9600, 'pass');
    expect(at('find_baud_rate', [STARTED, found])).toBeNull();
    expect(at('find_baud_rate', [CONSOLE, found], { runId: 'new' })).toBeNull();
  });
});
