import { expect, test } from 'vitest';
import { type LiveRun, Quitting } from '../../../electron/desktop/quitting.ts';

/** A run that ends when the test says so. */
function run() {
  const { promise: done, resolve: end } = Promise.withResolvers<void>();
  const seen = { stops: 0 };
  const live: LiveRun = {
    stop: () => {
      seen.stops += 1;
    },
    done,
  };
  return { live, end, seen };
}

function quittingWith(runs: readonly LiveRun[]) {
  const seen = { questions: 0, closed: 0 };
  let reply: (mayStop: boolean) => void = () => {};
  const quitting = new Quitting({
    liveRuns: () => runs,
    mayStop: () => {
      seen.questions += 1;
      return new Promise((resolve) => {
        reply = resolve;
      });
    },
    closeWindow: () => {
      seen.closed += 1;
    },
  });
  return { quitting, seen, answer: (mayStop: boolean) => reply(mayStop) };
}

test('without a run the window is closed at once', async () => {
  const { quitting, seen } = quittingWith([]);
  expect(quitting.isLeaving).toBe(false);
  await quitting.request();
  expect(seen).toEqual({ questions: 0, closed: 1 });
  expect(quitting.isLeaving).toBe(true);
});

test('while the question is open nothing is stopped, and it is not asked again', async () => {
  const { live, seen: stopped } = run();
  const { quitting, seen } = quittingWith([live]);
  void quitting.request();
  await quitting.request();
  expect(seen).toEqual({ questions: 1, closed: 0 });
  expect(stopped.stops).toBe(0);
});

test('the answer to keep running leaves everything as it was, and the next time it is asked again', async () => {
  const { live, seen: stopped } = run();
  const { quitting, seen, answer } = quittingWith([live]);
  const first = quitting.request();
  answer(false);
  await first;
  expect(stopped.stops).toBe(0);
  expect(quitting.isLeaving).toBe(false);
  void quitting.request();
  expect(seen).toEqual({ questions: 2, closed: 0 });
});

test('the window is closed when the last run is over, not before', async () => {
  const [one, other] = [run(), run()];
  const { quitting, seen, answer } = quittingWith([one.live, other.live]);
  const asked = quitting.request();
  answer(true);
  one.end();
  await one.live.done;
  await Promise.resolve();
  expect([one.seen.stops, other.seen.stops]).toEqual([1, 1]);
  expect(seen.closed).toBe(0);
  other.end();
  await asked;
  expect(seen.closed).toBe(1);
});

test('asked again while runs are being stopped, they are stopped at once', async () => {
  const { live, end, seen: stopped } = run();
  const { quitting, seen, answer } = quittingWith([live]);
  const asked = quitting.request();
  answer(true);
  await Promise.resolve();
  await quitting.request();
  expect(stopped.stops).toBe(2);
  end();
  await asked;
  expect(seen).toEqual({ questions: 1, closed: 1 });
});

test('a page that holds the window back lets it be closed another time', async () => {
  const { quitting, seen } = quittingWith([]);
  await quitting.request();
  await quitting.request();
  expect(seen.closed).toBe(1);
  quitting.stay();
  expect(quitting.isLeaving).toBe(false);
  await quitting.request();
  expect(seen.closed).toBe(2);
});
