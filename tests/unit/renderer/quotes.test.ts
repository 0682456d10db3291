import { describe, expect, it } from 'vitest';
import { quotesOf, unlisted } from '../../../renderer/views/bench/diagnosis/quotes.ts';
import type { RunFact } from '../../../shared/events.ts';
import { translator } from '../../../shared/messages/index.ts';
import { exchanged, place, stated, unsolicited } from '../shared/log/dialogue.ts';

const say = translator('en');
const NOTHING_KNOWN = new Map<number, null>();

const answered = (lines: readonly string[], change: Partial<ReturnType<typeof exchanged>> = {}): RunFact => ({
  ...exchanged('AT+CIICR', 20),
  lines,
  ...change,
});

const quoted = (...facts: readonly (readonly [number, RunFact])[]) =>
  quotesOf(say, NOTHING_KNOWN, stated(facts)).map(({ text }) => text);

describe('what came instead', () => {
  it('is the lines of an answer, with what their codes mean', () => {
    const [quote] = quotesOf(say, NOTHING_KNOWN, stated([[30, answered(['OK', 'CONNACK 5'])]]));
    expect(quote).toMatchObject({ text: 'OK · CONNACK 5', isSaid: true, times: 1, lines: null });
    expect(quote?.meaning).toBe(say('connack.5'));
  });

  it('is where it stands in the log', () => {
    const facts = stated([[30, answered(['ERROR'])]]);
    const known = new Map(facts.map(({ seq }) => [seq, { first: 1, last: 2 }]));
    const quotes = quotesOf(say, known, facts);
    expect(quotes).toMatchObject([{ text: 'ERROR', meaning: '', lines: { first: 1, last: 2 } }]);
  });

  it('is said once where it came again and again, and names the newest place', () => {
    const facts = stated([
      [30, answered(['ERROR'])],
      [130, answered(['ERROR'])],
    ]);
    const known = new Map(
      facts.map(({ seq }, index) => [seq, { first: index * 2 + 1, last: index * 2 + 2 }]),
    );
    expect(quotesOf(say, known, facts)).toMatchObject([
      { text: 'ERROR', times: 2, lines: { first: 3, last: 4 } },
    ]);
  });

  it('is the silence, in words that are not the module’s', () => {
    const silent = answered([], { outcome: { kind: 'timeout', heard: false }, durationMs: 1000 });
    expect(quotesOf(say, NOTHING_KNOWN, stated([[1000, silent]]))).toMatchObject([
      { text: 'Not one byte within 1.0 s', isSaid: false },
    ]);
  });

  it('is both where an answer began and was not completed', () => {
    const half = answered(['OK'], { outcome: { kind: 'completion_timeout' }, durationMs: 30_000 });
    expect(quoted([30_000, half])).toEqual(['OK', 'OK, but nothing more within 30.0 s']);
  });

  it('is a line that came by itself, a lost port, a value that was measured', () => {
    expect(quoted([5, unsolicited('RDY')])).toEqual(['RDY']);
    expect(quoted([5, { type: 'link.lost', fault: { kind: 'gone' } }])).toEqual([
      say('note.lost', { fault: say('portFault.gone') }),
    ]);
    const signal: RunFact = {
      type: 'measurement.recorded',
      place: place(5),
      name: 'signal',
      value: 0,
      unit: null,
      criterion: null,
      verdict: 'fail',
    };
    expect(quoted([5, signal])).toEqual(['signal 0']);
  });

  it('is the newest few of many, and of a long answer its end', () => {
    const many = ['A', 'B', 'C', 'D', 'E'].map((line, index) => [index, unsolicited(line)] as const);
    expect(quoted(...many)).toEqual(['C', 'D', 'E']);
    expect(quoted([5, answered(['1', '2', '3', 'ERROR'])])).toEqual(['2 · 3 · ERROR']);
  });

  it('is nothing where no fact says it', () => {
    expect(quoted()).toEqual([]);
    expect(quoted([5, answered([])])).toEqual([]);
  });

  it('shows control characters as what they are', () => {
    expect(quoted([5, unsolicited('a\u0007b')])[0]).not.toContain('\u0007');
  });
});

describe('evidence that no line tells', () => {
  it('is not said before it is known that no line does', () => {
    const silent = answered([], { outcome: { kind: 'timeout', heard: false }, durationMs: 1000 });
    const facts = stated([[1000, silent]]);
    expect(unlisted(say, NOTHING_KNOWN, facts)).toEqual([]);
    expect(unlisted(say, new Map(facts.map(({ seq }) => [seq, null])), facts)).toHaveLength(1);
  });

  const lost: RunFact = { type: 'link.lost', fault: { kind: 'gone' } };
  const words = say('note.lost', { fault: say('portFault.gone') });

  it('is said in words, once', () => {
    const facts = stated([
      [5, lost],
      [6, lost],
    ]);
    expect(unlisted(say, NOTHING_KNOWN, facts)).toEqual([words]);
  });

  it('is not said of what stands in the log, nor of what has no words', () => {
    const facts = stated([[5, unsolicited('RDY')]]);
    const known = new Map(facts.map(({ seq }) => [seq, { first: 1, last: 1 }]));
    expect(unlisted(say, known, facts)).toEqual([]);
    expect(unlisted(say, new Map(facts.map(({ seq }) => [seq, null])), facts)).toEqual([]);
    expect(unlisted(say, NOTHING_KNOWN, [])).toEqual([]);
  });
});
