import { describe, expect, it } from 'vitest';
import type { ReportRun } from '../../../../electron/exports/report/report-run.ts';
import { reportVerdict } from '../../../../electron/exports/report/verdict.ts';
import type { RunFact } from '../../../../shared/events.ts';
import { reportSay } from '../../../../electron/exports/report/texts.ts';
import { eventsOf, FINISHED, passedFacts, reportRunOf, STARTED } from './made-report.ts';

const say = reportSay('en');
const verdictOf = (facts: readonly RunFact[], more: Partial<ReportRun> = {}, port?: string) =>
  reportVerdict(say, reportRunOf(eventsOf(facts, port), more));

const withStart = (start: Partial<Extract<RunFact, { type: 'run.started' }>>): readonly RunFact[] => [
  { ...STARTED, ...start },
  ...passedFacts().slice(1),
];

describe('the verdict of a report', () => {
  it('is green for a whole run that passed with nothing to be added', () => {
    expect(verdictOf(passedFacts())).toEqual({
      status: 'passed',
      word: 'PASSED',
      sentences: ['Every step that applies has its evidence.'],
      notes: [],
    });
  });

  const extent = { facts: 1, pieces: 1, droppedChunks: 0, droppedBytes: 0, damaged: 0, endMs: 0 };

  it.each<[string, ReturnType<typeof verdictOf>]>([
    ['with a warning', verdictOf(passedFacts([5]))],
    ['with a warning of the run', verdictOf(withStart({ warnings: ['loopback_shared'] }))],
    ['of a simulated module', verdictOf(passedFacts(), {}, 'sim:')],
    ['that began later', verdictOf(withStart({ fromStep: 4 }))],
    [
      'that says itself that it is no whole one',
      verdictOf([...passedFacts().slice(0, -1), { ...FINISHED, complete: false }]),
    ],
    ['of which bytes are missing', verdictOf(passedFacts(), { extent: { ...extent, droppedChunks: 2 } })],
    ['of which facts cannot be read', verdictOf(passedFacts(), { extent: { ...extent, damaged: 1 } })],
    ['with facts that do not fit', verdictOf([...passedFacts(), FINISHED])],
    ['read from a log', verdictOf(withStart({ purpose: 'opened_log' }))],
    ['opened from elsewhere', verdictOf(passedFacts(), { origin: { text: 'From a pack.', doubts: [] } })],
  ])('is not green for a pass %s', (_what, { status, word, notes }) => {
    expect(status).toBe('warned');
    expect(word).toBe('PASSED');
    expect(notes).not.toEqual([]);
  });

  it('is no pass for a file that does not bear it out', () => {
    const origin = { text: 'From a pack.', doubts: ['The hash of record.jsonl is wrong.'] };
    expect(verdictOf(passedFacts(), { origin })).toEqual({
      status: 'errored',
      word: 'NOT TO BE TRUSTED',
      sentences: ['The file says: PASSED. It does not bear that out:'],
      notes: ['The hash of record.jsonl is wrong.', 'From a pack.'],
    });
  });

  it('is that it was interrupted, where the record has no end', () => {
    const { status, word, sentences } = verdictOf(passedFacts().slice(0, -1));
    expect({ status, word }).toEqual({ status: 'errored', word: 'INTERRUPTED' });
    expect(sentences.join('')).toContain('Nothing was judged');
  });

  it('is none while the run lasts', () => {
    expect(verdictOf(passedFacts().slice(0, -1), { isLive: true })).toMatchObject({
      status: 'running',
      word: 'STILL RUNNING',
    });
  });

  it.each([
    ['failed', 'failed', 'FAILED · at step 11'],
    ['errored', 'errored', 'COULD NOT JUDGE · at step 11'],
    ['cancelled', 'cancelled', 'CANCELLED · at step 11'],
  ] as const)('says how and where a run ended that is %s', (outcome, status, word) => {
    const end = {
      ...FINISHED,
      outcome,
      failedStep: 11,
      code: 'connect_failed',
      detail: 'CONNECT FAIL',
    } as const;
    const verdict = verdictOf([STARTED, end]);
    expect(verdict).toMatchObject({ status, word });
    expect(verdict.sentences.join(' ')).toContain('The module said: CONNECT FAIL');
  });

  it.each([
    ['console', 'cancelled', 'pending', 'NOTHING JUDGED'],
    ['listening', 'incomplete', 'pending', 'WATCHED'],
    ['opened_log', 'incomplete', 'warned', 'INCOMPLETE'],
    ['opened_log', 'passed', 'warned', 'PASSED'],
    ['listening', 'passed', 'warned', 'PASSED'],
  ] as const)('judges nobody where nobody was judged: %s, %s', (purpose, outcome, status, word) => {
    expect(
      verdictOf([
        { ...STARTED, purpose },
        { ...FINISHED, outcome },
      ]),
    ).toMatchObject({ status, word });
  });
});
