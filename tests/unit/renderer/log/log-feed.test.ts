import { describe, expect, it } from 'vitest';
import { settle } from '../../../support/virtual-clock.ts';
import { FeedWindow, talk } from './feed-window.ts';

describe('rows that are looked at', () => {
  it('are fetched for every run on the screen, one run after the other', async () => {
    const window = new FeedWindow('a', 'b');
    await window.look(0, 20);
    await window.says('a', talk('A', 2));
    await window.says('b', talk('B', 1));
    expect(window.texts()).toEqual(['AT+A0', '0', 'AT+A1', '1', 'AT+B0', '0']);
    expect(window.feed.sheet.entries).toBe(6);
  });

  it('are fetched around what is in sight, and the rest is not', async () => {
    const window = new FeedWindow('a');
    await window.follow(false);
    await window.says('a', talk('A', 2000), false);
    await window.look(2000, 2020);
    expect(window.feed.sheet.count).toBe(4000);
    expect(window.texts(2000, 2002)).toEqual(['AT+A1000', '1000']);
    expect(window.texts(1800, 2400)).not.toContain('…');
    expect(window.texts(500, 502)).toEqual(['…', '…']);
    expect(window.service.asked.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(1200);
  });

  it('that are nobody’s any more are called off for those that are', async () => {
    const window = new FeedWindow('a');
    await window.follow(false);
    await window.says('a', talk('A', 5000), false);
    const waiting: (() => void)[] = [];
    window.service.beforeAnswer = () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      });
    window.service.asked.length = 0;
    for (let from = 0; from < 10_000; from += 1000) await window.look(from, from + 20);
    // The last ones are asked for though nothing was answered.
    expect(window.service.asked.at(-1)?.from).toBeGreaterThanOrEqual(8600);
    window.service.beforeAnswer = () => Promise.resolve();
    for (const answer of waiting) answer();
    await settle();
    await settle();
    expect(window.texts(9000, 9002)).toEqual(['AT+A4500', '4500']);
  });

  it('of a run that left the screen are let go, and come again when it comes back', async () => {
    const window = new FeedWindow('a', 'b');
    await window.look(0, 20);
    await window.says('a', talk('A', 1));
    await window.says('b', talk('B', 1));
    window.show('b');
    await settle();
    expect(window.texts()).toEqual(['AT+B0', '0']);
    expect(window.service.open).toBe(1);
    window.show('a', 'b');
    await settle();
    expect(window.texts()).toEqual(['AT+A0', '0', 'AT+B0', '0']);
  });
});

describe('the newest rows', () => {
  it('are followed, and none of them is ever a blank', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 10);
    const blanks: number[] = [];
    window.feed.subscribe(() =>
      blanks.push(
        window
          .texts()
          .slice(-10)
          .filter((text) => text === '…').length,
      ),
    );
    for (let round = 0; round < 20; round += 1) await window.says('a', talk(`R${round}x`, 7, round * 1000));
    expect(window.feed.sheet.count).toBe(20 * 14);
    expect(window.texts().slice(-1)).toEqual(['6']);
    expect(Math.max(...blanks)).toBe(0);
  });

  it('are asked for as many as are in sight, however many there are', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 10);
    window.service.asked.length = 0;
    await window.says('a', talk('A', 3000));
    expect(window.service.asked).toEqual([{ runId: 'a', from: 5990, count: 10 }]);
  });

  it('wait while they are on their way: those of before stay', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 4);
    await window.says('a', talk('A', 3));
    let answer = () => {};
    window.service.beforeAnswer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await window.says('a', talk('B', 3, 1000));
    expect(window.texts().slice(-2)).toEqual(['AT+A2', '2']);
    window.service.beforeAnswer = () => Promise.resolve();
    answer();
    await settle();
    expect(window.texts().slice(-2)).toEqual(['AT+B2', '2']);
  });

  it('are counted at once where nobody follows them', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 4);
    await window.follow(false);
    await window.says('a', talk('A', 3));
    expect(window.feed.sheet.count).toBe(6);
  });

  it('of a run that ended are there for good, and its stream is closed', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 4);
    await window.says('a', talk('A', 3), false);
    expect(window.texts().slice(-1)).toEqual(['2']);
    expect(window.service.open).toBe(0);
    expect(window.store.getState().segments[0]?.log).toMatchObject({ live: false, rows: 6 });
  });
});

describe('a service', () => {
  it('that goes away leaves what is there', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 10);
    await window.says('a', talk('A', 2));
    window.source = null;
    window.store.setState({ service: 'gone' });
    await settle();
    expect(window.texts()).toEqual(['AT+A0', '0', 'AT+A1', '1']);
    await window.filter({ search: 'A1' });
    expect(window.texts()).toHaveLength(4);
  });

  it('that is another one is asked for everything again', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 10);
    await window.says('a', talk('A', 2));
    const next = new FeedWindow('a');
    await next.says('a', [...talk('A', 2), ...talk('B', 1, 1000)], false);
    window.source = null;
    window.store.setState({ service: 'gone' });
    await settle();
    expect(window.service.open).toBe(0);
    window.source = next.service.client;
    window.store.setState({ service: 'up' });
    await settle();
    expect(window.texts()).toEqual(['AT+A0', '0', 'AT+A1', '1', 'AT+B0', '0']);
  });
});
