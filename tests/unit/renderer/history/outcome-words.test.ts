import { describe, expect, it } from 'vitest';
import { outcomeWords, runStatus } from '../../../../renderer/views/history/outcome-words.ts';
import { history } from '../../../../shared/messages/en/history.ts';
import { partTranslatorOf, translator } from '../../../../shared/messages/index.ts';
import type { RunSummary } from '../../../../shared/run-summary.ts';
import { summary } from './record-double.ts';

const PASSED = {
  state: 'finished',
  finishedAtMs: 9,
  durationMs: 9,
  outcome: 'passed',
  failedStep: null,
  code: null,
  complete: true,
  warnings: 0,
} as const;

const words = (run: RunSummary) => {
  const { word, more } = outcomeWords(translator('en'), partTranslatorOf<typeof history>(history), run);
  return [runStatus(run), word, more];
};

describe('the outcome of a run in the list', () => {
  it('is green only for a pass that rests on everything it should', () => {
    expect(words({ ...summary('a'), ...PASSED })).toEqual(['passed', 'PASSED', '']);
    expect(words({ ...summary('a'), ...PASSED, warnings: 2 })).toEqual(['warned', 'PASSED', 'warnings: 2']);
    expect(words({ ...summary('a'), ...PASSED, complete: false })).toEqual([
      'warned',
      'PASSED',
      'not all steps',
    ]);
  });

  it('names the step it stopped at', () => {
    expect(words({ ...summary('a'), ...PASSED, outcome: 'failed', failedStep: 11, warnings: 1 })).toEqual([
      'failed',
      'FAILED',
      '11 Connect to broker · warnings: 1',
    ]);
  });

  it('is none yet of a run that goes on, and none of one that has no end', () => {
    expect(words(summary('a', 'live'))).toEqual(['running', 'running', '']);
    expect(words(summary('a'))).toEqual(['errored', 'INTERRUPTED', '']);
  });

  it('is nobody’s verdict of typed commands and of what was only listened to', () => {
    expect(words({ ...summary('a'), ...PASSED, purpose: 'console' })[0]).toBe('not_applicable');
    expect(words({ ...summary('a', 'live'), purpose: 'console' })).toEqual([
      'running',
      'typed commands',
      'running',
    ]);
    expect(
      words({ ...summary('a'), ...PASSED, purpose: 'listening', outcome: 'incomplete', failedStep: 13 }),
    ).toEqual(['warned', 'listened to', '13 MQTT session']);
  });
});
