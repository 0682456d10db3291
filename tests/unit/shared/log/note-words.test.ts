import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteWords } from '../../../../shared/log/note-words.ts';
import type { RunEvent, RunFact } from '../../../../shared/events.ts';
import { isNoted } from '../../../../shared/log/log-entry.ts';
import { translator } from '../../../../shared/messages/index.ts';
import { FACT_TYPES, factOf } from '../../records/fact-arbitrary.ts';
import { numbered, STARTED } from '../run-events.ts';

const LANGUAGES = ['en', 'zh-CN'] as const;
const [en, zhCN] = [translator('en'), translator('zh-CN')];

function event(fact: RunFact): RunEvent {
  const [first] = numbered([fact]);
  if (first === undefined) throw new Error('no event');
  return first;
}

const english = (fact: RunFact) => noteWords(en, event(fact));

describe('the words of a fact', () => {
  it.each(LANGUAGES.flatMap((language) => FACT_TYPES.map((type) => [type, language] as const)))(
    'of type %s are a sentence wherever it stands in the log: %s',
    (type, language) => {
      const say = translator(language);
      fc.assert(
        fc.property(factOf(type), (fact) => {
          const words = noteWords(say, event(fact));
          expect(words.trim() === '').toBe(!isNoted(event(fact)));
          // Every name in a text is filled in; what a fact brings along may look like one.
          if (!JSON.stringify(fact).includes('{{')) expect(words).not.toContain('{{');
        }),
      );
    },
  );

  it('are other words in Chinese', () => {
    const facts: readonly RunFact[] = [
      STARTED,
      { type: 'link.opened', baudRate: 9600 },
      { type: 'run.paused', nextStep: 5 },
      { type: 'run.cancelRequested', immediate: true },
      { type: 'step.started', step: 5, attempt: 2 },
    ];
    for (const fact of facts) {
      expect(noteWords(zhCN, event(fact))).toMatch(/[\u4e00-\u9fff]/);
      expect(noteWords(zhCN, event(fact))).not.toBe(english(fact));
    }
  });

  it('name what the fact is about', () => {
    expect(english({ type: 'link.opened', baudRate: 9600 })).toContain('9600');
    expect(english(STARTED)).toContain('bench');
    expect(english({ ...STARTED, purpose: 'console' })).toContain('p');
    expect(english({ ...STARTED, purpose: 'console' })).not.toBe(english(STARTED));
    expect(english({ type: 'run.startMoved', requested: 11, actual: 7 })).toMatch(
      /\b7\b.*\b11\b|\b11\b.*\b7\b/,
    );
    const place = { phase: 'manual', step: null, attempt: 1 } as const;
    expect(english({ type: 'at.late', place, line: 'OK', command: 'AT+CSQ' })).toContain('AT+CSQ');
    expect(english({ type: 'at.flooded', place, lines: 417 })).toContain('417');
  });

  it('say the attempt from the second on', () => {
    const first = english({ type: 'step.started', step: 11, attempt: 1 });
    const second = english({ type: 'step.started', step: 11, attempt: 2 });
    expect(first).toMatch(/^11 /);
    expect(second.startsWith(first)).toBe(true);
    expect(second).toContain('2');
  });

  it('say how a step ended, a warning included', () => {
    const ended = (outcome: Extract<RunFact, { type: 'step.finished' }>['outcome']) =>
      english({ type: 'step.finished', step: 9, outcome, attempts: 1, durationMs: 1 });
    const passed = ended({ kind: 'passed', evidence: [1], warnings: [] });
    const warned = ended({ kind: 'passed', evidence: [1], warnings: ['final_code_missing'] });
    const failed = ended({ kind: 'failed', code: 'no_ip_address', evidence: [] });
    expect(new Set([passed, warned, failed]).size).toBe(3);
    for (const words of [passed, warned, failed]) expect(words).toMatch(/^9 .+: ./);
  });

  it('say how a run ended, and where', () => {
    const ended = (change: Partial<Extract<RunFact, { type: 'run.finished' }>>) =>
      english({
        type: 'run.finished',
        outcome: 'failed',
        failedStep: 11,
        code: 'connect_failed',
        detail: null,
        complete: true,
        durationMs: 1,
        ...change,
      });
    expect(ended({})).toContain('11');
    expect(ended({ failedStep: null })).not.toContain('11');
    const passed = ended({ outcome: 'passed', failedStep: null, code: null });
    expect(passed).not.toBe(ended({}));
    // A console is judged by nobody: that it was stopped is no outcome.
    const console = ended({ outcome: 'cancelled', failedStep: null, code: 'stopped', complete: false });
    const cancelled = ended({ outcome: 'cancelled', failedStep: 5, code: 'stopped' });
    expect(console).not.toBe(cancelled);
    expect(cancelled).toContain('5');
  });

  it('say how long nothing came', () => {
    const place = { phase: 'manual', step: null, attempt: 1 } as const;
    const exchanged = (outcome: Extract<RunFact, { type: 'at.exchanged' }>['outcome']) =>
      english({
        type: 'at.exchanged',
        place,
        command: 'AT',
        lines: [],
        outcome,
        durationMs: 1234,
        echoed: false,
      });
    const heard = exchanged({ kind: 'timeout', heard: true });
    const silent = exchanged({ kind: 'timeout', heard: false });
    const others = (['completion_timeout', 'abandoned'] as const).map((kind) => exchanged({ kind }));
    for (const words of [heard, silent, ...others]) expect(words).toContain('1.2');
    expect(new Set([heard, silent, ...others, exchanged({ kind: 'link_lost' })]).size).toBe(5);
    expect(exchanged({ kind: 'ok' })).toBe('');
  });
});
