import { describe, expect, it } from 'vitest';
import { News } from '../../../electron/service/news.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';

const FRAME_MS = 16;

/** Reads news to the end and notes when each came. */
function reader(news: News<string>, clock: VirtualClock) {
  const stop = new AbortController();
  const batches: { readonly atMs: number; readonly keys: readonly string[] }[] = [];
  const read = async () => {
    for await (const keys of news.follow(clock, stop.signal)) batches.push({ atMs: clock.monotonic(), keys });
  };
  return { stop, batches, ended: read() };
}

describe('news', () => {
  it('that are there already are taken at once, each key once, in the order of the first of each', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    for (const key of ['b', 'a', 'b', 'c', 'a']) news.add(key);
    const { batches, stop, ended } = reader(news, clock);
    await settle();
    expect(batches).toEqual([{ atMs: 0, keys: ['b', 'a', 'c'] }]);
    stop.abort();
    await ended;
  });

  it('wake a reader that waits', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const { batches, stop, ended } = reader(news, clock);
    await clock.advance(1000);
    expect(batches).toEqual([]);
    expect(clock.pending, 'nothing ticks while nothing happens').toBe(0);
    news.add('a');
    await settle();
    expect(batches).toEqual([{ atMs: 1000, keys: ['a'] }]);
    stop.abort();
    await ended;
  });

  it('come at most once a frame, and what changed meanwhile comes together', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const { batches, stop, ended } = reader(news, clock);
    for (let ms = 0; ms < 100; ms += 1) {
      news.add('a');
      if (ms === 50) news.add('b');
      await clock.advance(1);
    }
    expect(batches.length).toBe(Math.ceil(100 / FRAME_MS));
    for (const [index, { atMs }] of batches.entries()) expect(atMs).toBe(index * FRAME_MS);
    expect(batches.filter(({ keys }) => keys.includes('b'))).toEqual([{ atMs: 64, keys: ['a', 'b'] }]);
    stop.abort();
    await ended;
  });

  it('that came during a frame are not lost when nothing comes after them', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const { batches, stop, ended } = reader(news, clock);
    news.add('a');
    await clock.advance(1);
    news.add('b');
    await clock.advance(FRAME_MS);
    expect(batches).toEqual([
      { atMs: 0, keys: ['a'] },
      { atMs: FRAME_MS, keys: ['b'] },
    ]);
    stop.abort();
    await ended;
  });

  it('do not pile up behind a reader that takes its time', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const stop = new AbortController();
    const following = news.follow(clock, stop.signal);
    news.add('a');
    expect(await following.next()).toEqual({ done: false, value: ['a'] });
    for (let time = 0; time < 10_000; time += 1) news.add(time % 2 === 0 ? 'even' : 'odd');
    const next = following.next();
    await clock.advance(FRAME_MS);
    expect(await next).toEqual({ done: false, value: ['even', 'odd'] });
    await following.return(undefined);
  });
});

describe('a reader of news', () => {
  it('that waits is woken and ends when it is told to stop', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const { batches, stop, ended } = reader(news, clock);
    await settle();
    stop.abort();
    await ended;
    expect(batches).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('ends in the middle of a frame, without waiting for its end, and leaves no timer', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const { stop, ended } = reader(news, clock);
    news.add('a');
    await settle();
    expect(clock.pending).toBe(1);
    stop.abort();
    await ended;
    expect(clock.pending).toBe(0);
    expect(clock.monotonic()).toBe(0);
  });

  it('that was told to stop before it began gets nothing, be there news or not', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    news.add('a');
    const stop = new AbortController();
    stop.abort();
    expect(await news.follow(clock, stop.signal).next()).toEqual({ done: true, value: undefined });
    expect(clock.pending).toBe(0);
  });

  it('takes nothing that came with the stop', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const { batches, stop, ended } = reader(news, clock);
    await settle();
    news.add('a');
    stop.abort();
    await ended;
    expect(batches).toEqual([]);
  });

  it('that goes away leaves what it did not take to the next one', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    news.add('a');
    for await (const keys of news.follow(clock, new AbortController().signal)) {
      expect(keys).toEqual(['a']);
      break;
    }
    expect(clock.pending).toBe(0);
    news.add('b');
    const next = reader(news, clock);
    await settle();
    expect(next.batches).toEqual([{ atMs: 0, keys: ['b'] }]);
    next.stop.abort();
    await next.ended;
  });

  it('leaves nothing at the signal that could have stopped it', async () => {
    const [news, clock] = [new News<string>(), new VirtualClock()];
    const stop = new AbortController();
    const listeners = { count: 0 };
    const { addEventListener, removeEventListener } = stop.signal;
    stop.signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      listeners.count += 1;
      addEventListener.apply(stop.signal, given);
    };
    stop.signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
      listeners.count -= 1;
      removeEventListener.apply(stop.signal, given);
    };
    const following = news.follow(clock, stop.signal);
    for (let time = 0; time < 20; time += 1) {
      news.add('a');
      const next = following.next();
      await clock.advance(FRAME_MS);
      await next;
    }
    expect(listeners.count).toBe(1);
    await following.return(undefined);
    expect(listeners.count).toBe(0);
  });
});
