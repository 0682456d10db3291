import { describe, expect, it } from 'vitest';
import { Question } from '../../../../renderer/service/log/question.ts';
import { settle, VirtualClock } from '../../../support/virtual-clock.ts';

interface Wanted {
  readonly name: string;
}

/** A question whose answers the test gives. */
function asked() {
  const clock = new VirtualClock();
  const waiting: { readonly wanted: Wanted; readonly answer: (text: string | null) => void }[] = [];
  const question = new Question<Wanted, string>({
    clock,
    nameOf: ({ name }) => name,
    ask: (wanted) =>
      new Promise((resolve) => {
        waiting.push({ wanted, answer: resolve });
      }),
  });
  return { clock, question, waiting };
}

const A = { name: 'a' };
const B = { name: 'b' };

describe('a question about something that changes', () => {
  it('has no answer before there is one, and tells when there is', async () => {
    const { question, waiting } = asked();
    let told = 0;
    question.subscribe(() => {
      told += 1;
    });
    question.want(A, '1', 100);
    expect([question.answer(A), told]).toEqual([null, 0]);
    waiting[0]?.answer('one');
    await settle();
    expect([question.answer(A), question.answer(B), told]).toEqual(['one', null, 1]);
  });

  it('is asked again when it has changed, not sooner than it may be, and keeps its answer until then', async () => {
    const { clock, question, waiting } = asked();
    question.want(A, '1', 100);
    waiting[0]?.answer('one');
    await settle();
    for (const version of ['2', '3', '4']) question.want(A, version, 100);
    await clock.advance(99);
    expect(waiting).toHaveLength(1);
    await clock.advance(1);
    expect([waiting.length, question.answer(A)]).toEqual([2, 'one']);
    waiting[1]?.answer('four');
    await settle();
    expect(question.answer(A)).toBe('four');
    await clock.advance(1000);
    expect(waiting).toHaveLength(2);
  });

  it('is asked one at a time: what changed meanwhile is asked for behind it', async () => {
    const { clock, question, waiting } = asked();
    question.want(A, '1', 100);
    question.want(A, '2', 100);
    await clock.advance(500);
    expect(waiting).toHaveLength(1);
    waiting[0]?.answer('one');
    await settle();
    expect(waiting).toHaveLength(2);
  });

  it('about something else does not wait', async () => {
    const { question, waiting } = asked();
    question.want(A, '1', 100);
    waiting[0]?.answer('one');
    await settle();
    question.want(A, '2', 100);
    question.want(B, '1', 100);
    expect(waiting.map(({ wanted }) => wanted.name)).toEqual(['a', 'b']);
    waiting[1]?.answer('other');
    await settle();
    expect([question.answer(A), question.answer(B)]).toEqual(['one', 'other']);
  });

  it('is not asked at all where the answer is known', async () => {
    const { question, waiting } = asked();
    question.want(A, '1', 100);
    waiting[0]?.answer('one');
    await settle();
    question.want(B, '1', 100);
    waiting[1]?.answer('other');
    await settle();
    question.want(A, '1', 100);
    expect([waiting.length, question.answer(A)]).toEqual([2, 'one']);
  });

  it('that nobody answers is left alone until somebody wants it anew', async () => {
    const { clock, question, waiting } = asked();
    question.want(A, '1', 100);
    waiting[0]?.answer(null);
    await settle();
    await clock.advance(1000);
    expect([waiting.length, question.answer(A)]).toEqual([1, null]);
    question.want(A, '1', 100);
    expect(waiting).toHaveLength(2);
  });

  it('keeps few answers, the newest', async () => {
    const { question, waiting } = asked();
    for (let index = 0; index < 10; index += 1) {
      question.want({ name: `${index}` }, '1', 100);
      waiting[index]?.answer(`${index}`);
      await settle();
    }
    expect([question.answer({ name: '0' }), question.answer({ name: '9' })]).toEqual([null, '9']);
  });
});
