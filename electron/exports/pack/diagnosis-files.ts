import type { Diagnosis, RankedCause } from '../../../shared/diagnosis.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { quotedWords } from '../../../shared/log/quoted-words.ts';
import { type Translate, translator } from '../../../shared/messages/index.ts';
import { causeValueText } from '../../../shared/messages/wording.ts';
import { stepRow } from '../../../shared/plan.ts';

/** A diagnosis as files: for programs, and in words. Both name the facts of the record by their `seq`. */

const english = translator('en');
const seqsOf = (events: readonly RunEvent[]): readonly number[] => events.map(({ seq }) => seq);

/** As JSON, with line end. */
export function diagnosisJson({ step, code, got, causes, unknown }: Diagnosis): string {
  const ranked = causes.map(({ id, weight, standing, evidence, values }) => ({
    id,
    title: english(`cause.${id}`),
    weight,
    standing,
    evidence: seqsOf(evidence),
    values: values.map((value) => causeValueText(english, value)),
    next: english(`causeNext.${id}`),
  }));
  return `${JSON.stringify({ step, code, got: seqsOf(got), causes: ranked, unknown }, null, 2)}\n`;
}

/** In words, line by line with line ends. */
export function* diagnosisText(say: Translate, diagnosis: Diagnosis): Generator<string> {
  const { step, code, got, causes, unknown } = diagnosis;
  if (step !== null) yield `${step} ${say(`step.${stepRow(step).id}`)}\n`;
  yield `${say(`failure.${code}`)}\n\n`;
  if (step !== null) yield `${say('diagnosis.expected')}: ${say(`expected.${stepRow(step).id}`)}\n`;
  yield `${say('diagnosis.instead')}: ${got.length === 0 ? say('diagnosis.nothingCame') : ''}\n`;
  yield* quoted(say, got, '  ');
  for (const [index, cause] of causes.entries()) yield* causeText(say, cause, index + 1);
  if (unknown.length > 0)
    yield `\n${say('diagnosis.notKnown', { what: unknown.map((id) => say(`unknown.${id}`)).join(' · ') })}\n`;
}

function* causeText(
  say: Translate,
  { id, standing, evidence, values }: RankedCause,
  rank: number,
): Generator<string> {
  const named = values.map((value) => causeValueText(say, value)).join(', ');
  const standingWords = say(`diagnosis.standing.${standing}`);
  yield `\n${rank}. ${say(`cause.${id}`)}${named === '' ? '' : `: ${named}`} (${standingWords})\n`;
  yield* quoted(say, evidence, '   ');
  yield `   → ${say(`causeNext.${id}`)}\n`;
}

function* quoted(say: Translate, events: readonly RunEvent[], indent: string): Generator<string> {
  for (const event of events)
    for (const { text, meaning } of quotedWords(say, event))
      yield `${indent}[${event.seq}] ${text}${meaning === '' ? '' : ` — ${meaning}`}\n`;
}
