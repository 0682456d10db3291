import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOfView } from '../../../support/log-double-rows.ts';
import { settle } from '../../../support/virtual-clock.ts';
import { received, sent } from '../../shared/log/dialogue.ts';
import { FeedWindow, talk } from './feed-window.ts';

/** A poll that is answered alike so many times, between two other commands. */
const polls = (times: number) => [
  sent(10, 'ATI\r\n'),
  received(11, 'X\r\n'),
  ...Array.from({ length: times }, (_, index) => [
    sent(100 + index * 10, 'AT+CREG?\r\n'),
    received(105 + index * 10, '+CREG: 0,2\r\n'),
  ]).flat(),
  sent(9000, 'AT+END\r\n'),
  received(9001, 'OK\r\n'),
];

describe('rows through another filter', () => {
  it('take the place of those before when they are there', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', talk('A', 30), false);
    const seen: number[] = [];
    window.feed.subscribe(() => seen.push(window.feed.sheet.count));
    await window.filter({ search: 'A17' });
    expect(window.texts()).toEqual(['AT+A17']);
    expect(seen.every((count) => count === 60 || count === 1)).toBe(true);
  });

  it('are none where nothing is found', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', talk('A', 3), false);
    await window.filter({ search: 'nothing' });
    expect(window.texts()).toEqual([]);
    await window.filter({});
    expect(window.texts()).toHaveLength(6);
  });

  it('come around the row that is looked at, which stays in its place', async () => {
    const window = new FeedWindow('a');
    await window.follow(false);
    await window.says('a', talk('A', 500), false);
    await window.look(600, 620, 610, 205);
    await window.filter({ show: 'sent' });
    // The sixth row below the upper edge was the command of the 306th exchange.
    expect(window.feed.placing).toEqual({ runId: 'a', row: 305, at: 205 });
    expect(window.texts(300, 310)).not.toContain('…');
    await window.filter({});
    expect(window.feed.sheet.count).toBe(1000);
  });

  it('follow the newest one where it is followed', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 10);
    await window.says('a', talk('A', 50));
    await window.filter({ show: 'sent' });
    expect(window.texts().slice(-2)).toEqual(['AT+A48', 'AT+A49']);
    expect(window.feed.placing).toBeNull();
    await window.says('a', talk('B', 1, 5000));
    expect(window.texts().slice(-1)).toEqual(['AT+B0']);
  });

  it('do not come where the filter before is wanted again in the meantime', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', talk('A', 3));
    window.service.beforeAnswer = () => new Promise(() => {});
    await window.filter({ search: 'A1' });
    await window.filter({});
    expect(window.texts()).toHaveLength(6);
    expect(window.service.open).toBe(1);
  });

  it('are searched in the words of the language that is spoken', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', [sent(1, 'AT+CPIN?\r\n'), received(2, '+CPIN: READY\r\n')], false);
    await window.filter({ search: '就绪' });
    expect(window.texts()).toEqual([]);
    window.language = 'zh-CN';
    window.feed.refresh();
    await settle();
    expect(window.texts()).toEqual(['+CPIN: READY']);
  });

  it('differ only where the filter makes a difference: HEX alone is no reason to ask again', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', talk('A', 3));
    window.service.asked.length = 0;
    await window.filter({ hex: true, pattern: true });
    expect(window.service.asked).toEqual([]);
  });
});

describe('a line that somebody points at', () => {
  const aim = async (window: FeedWindow, no: number, last?: number) => {
    const target = { runId: 'a', no, ...(last !== undefined && { last }) };
    window.store.setState(({ log }) => ({ log: { ...log, follow: false, target } }));
    await settle();
  };

  it('is brought into sight, several of them to the upper edge', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', talk('A', 300), false);
    await aim(window, 401);
    expect(window.feed.placing).toEqual({ runId: 'a', row: 400, at: 'sight' });
    await aim(window, 101, 104);
    expect(window.feed.placing).toEqual({ runId: 'a', row: 100, at: 'top' });
  });

  it('is unfolded where it is folded away', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', polls(50), false);
    expect(window.texts()).toHaveLength(6);
    await aim(window, 61);
    await settle();
    expect(window.store.getState().log.filter.folded).toBe(false);
    expect(window.feed.placing).toEqual({ runId: 'a', row: 60, at: 'sight' });
    expect(window.feed.sheet.count).toBe(104);
  });

  it('leaves the folds alone where it is in a row', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', polls(50), false);
    await aim(window, 103);
    expect(window.store.getState().log.filter.folded).toBe(true);
    expect(window.feed.placing).toMatchObject({ row: 4 });
  });

  it('is found on the rows of a filter that is asked for at the same time', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 20);
    await window.says('a', talk('A', 300), false);
    await window.filter({ search: 'A7' });
    const target = { runId: 'a', no: 201, last: 202 };
    window.store.setState(({ log }) => ({
      log: { ...log, follow: false, target, filter: { ...log.filter, search: '' } },
    }));
    await settle();
    expect(window.feed.placing).toEqual({ runId: 'a', row: 200, at: 'top' });
    expect(window.texts(200, 202)).toEqual(['AT+A100', '100']);
  });
});

describe('a moment of an old run', () => {
  it('has the rows up to it and no others, through any filter', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 10);
    await window.says('a', talk('A', 100), false);
    window.store.setState({ momentMs: 150 });
    await settle();
    expect(window.texts().slice(-2)).toEqual(['4', 'AT+A5']);
    await window.filter({ show: 'sent' });
    expect(window.texts().slice(-1)).toEqual(['AT+A5']);
    window.store.setState({ momentMs: 0 });
    await settle();
    expect(window.texts()).toEqual([]);
    let told = 0;
    window.feed.subscribe(() => {
      told += 1;
    });
    window.store.setState({ momentMs: null });
    await settle();
    expect(window.feed.sheet.count).toBe(100);
    expect(told, 'although its rows were there').toBeGreaterThan(0);
  });

  it('is the last one that was asked for, however fast they come', async () => {
    const window = new FeedWindow('a');
    await window.look(0, 10);
    await window.says('a', talk('A', 100), false);
    for (let momentMs = 0; momentMs <= 500; momentMs += 5) window.store.setState({ momentMs });
    await settle();
    await settle();
    expect(window.texts().slice(-1)).toEqual(['AT+A40']);
  });
});

describe('whatever happens', () => {
  it('in the end what is in sight is what the service has', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('says' as const), run: fc.nat(1), times: fc.nat(6) }),
      fc.record({ kind: fc.constant('look' as const), from: fc.nat(60) }),
      fc.record({ kind: fc.constant('follow' as const), follow: fc.boolean() }),
      fc.record({
        kind: fc.constant('filter' as const),
        show: fc.constantFrom('all' as const, 'sent' as const),
        folded: fc.boolean(),
        search: fc.constantFrom('', '1'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const window = new FeedWindow('a', 'b');
        await window.look(0, 12);
        await window.says('a', [sent(0, 'AT\r\n')]);
        await window.says('b', [sent(0, 'AT\r\n')]);
        let ms = 0;
        for (const each of steps) {
          ms += 1000;
          if (each.kind === 'look') await window.look(each.from, each.from + 12);
          else if (each.kind === 'follow') await window.follow(each.follow);
          else if (each.kind === 'filter') await window.filter(each);
          else {
            const poll = Array.from({ length: each.times }, (_, index) => [
              sent(ms + index * 10, 'AT+CSQ\r\n'),
              received(ms + index * 10 + 5, `${each.times % 3}\r\n`),
            ]).flat();
            await window.says(each.run === 0 ? 'a' : 'b', poll);
          }
        }
        await settle();
        await settle();
        const { sheet } = window.feed;
        const all = sheet.runs.flatMap(({ rows }) =>
          rowsOfView(window.service.book(rows.view.runId), rows.view),
        );
        expect(sheet.count).toBe(all.length);
        const { from, to } = window.store.getState().log.follow
          ? { from: all.length - 5, to: all.length }
          : window.sight;
        for (let place = Math.max(0, from); place < Math.min(to, all.length); place += 1)
          expect(sheet.at(place)?.row).toEqual(all[place]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
