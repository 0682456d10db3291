import { visible } from '../log-text.ts';
import type { FailureCode } from '../outcome.ts';
import { stepRow } from '../plan.ts';
import {
  type AnswerDifference,
  type AskedAlone,
  isSame,
  type RunDifference,
  type RunEnd,
  type StepDifference,
  type StepEnd,
} from '../run-difference.ts';
import type { Translate } from './index.ts';

/** Sentences of one kind, at most; the rest is counted. */
const SHOWN = 12;

/** What has changed since a recording was made, a sentence each; the first one is about the end. */
export function differenceWords(say: Translate, difference: RunDifference): readonly string[] {
  if (isSame(difference)) return [say('replay.same')];
  const { before, after, steps, answers, unrecorded, unasked } = difference;
  const [then, now] = [endWords(say, before), endWords(say, after)];
  return [
    then === now
      ? say('replay.sameEnd', { end: then })
      : say('replay.otherEnd', { before: then, after: now }),
    ...few(
      say,
      steps.map((step) => stepWords(say, step)),
    ),
    ...few(
      say,
      answers.map((answer) => answerWords(say, answer)),
    ),
    ...aloneWords(say, 'replay.unrecorded', unrecorded),
    ...aloneWords(say, 'replay.unasked', unasked),
  ];
}

function aloneWords(
  say: Translate,
  key: 'replay.unrecorded' | 'replay.unasked',
  asked: readonly AskedAlone[],
): readonly string[] {
  if (asked.length === 0) return [];
  const commands = asked.map(({ command, times }) => (times > 1 ? `${command} ×${times}` : command));
  return [say(key, { commands: few(say, commands).map(visible).join(', ') })];
}

function few(say: Translate, texts: readonly string[]): readonly string[] {
  const left = texts.length - SHOWN;
  return left <= 0 ? texts : [...texts.slice(0, SHOWN), say('replay.more', { count: left })];
}

function endWords(say: Translate, { outcome, failedStep, code }: RunEnd): string {
  if (outcome === null) return say('replay.noEnd');
  const where = failedStep === null ? '' : ` ${say('cli.run.failedAt', { step: failedStep })}`;
  const why = code === null ? '' : ` (${whyWords(say, code)})`;
  return `${say(`outcome.${outcome}`)}${where}${why}`;
}

/** The code's own sentence, to stand within another one. */
function whyWords(say: Translate, code: FailureCode): string {
  return say(`failure.${code}`).replace(/[.。]$/, '');
}

function stepWords(say: Translate, { step, before, after }: StepDifference): string {
  const name = say(`step.${stepRow(step).id}`);
  const [then, now] = [stepEndWords(say, before, after), stepEndWords(say, after, before)];
  if (then !== now) return say('replay.step', { step, name, before: then, after: now });
  return say('replay.time', { step, name, before: seconds(before), after: seconds(after) });
}

/** Why it failed, and its attempts, are told where they tell the two apart. */
function stepEndWords(say: Translate, { status, code, attempts }: StepEnd, other: StepEnd): string {
  const why = code === null || code === other.code ? '' : ` (${whyWords(say, code)})`;
  const word = `${say(`status.${status}`)}${why}`;
  return attempts === other.attempts ? word : say('replay.attempts', { status: word, count: attempts });
}

function seconds({ durationMs }: StepEnd): string {
  return durationMs === null ? '–' : (durationMs / 1000).toFixed(1);
}

function answerWords(say: Translate, { step, command, before, after }: AnswerDifference): string {
  const words = {
    command: visible(command),
    before: linesWords(say, before),
    after: linesWords(say, after),
  };
  return step === null ? say('replay.answer', words) : say('replay.answerInStep', { step, ...words });
}

function linesWords(say: Translate, lines: readonly string[]): string {
  return lines.length === 0 ? say('replay.silence') : lines.map(visible).join(' ⏎ ');
}
