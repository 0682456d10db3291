import { beforeEach, describe, expect, it } from 'vitest';
import {
  dateAndMinute,
  dateOf,
  dayNamed,
  dayOf,
  dayStart,
} from '../../../../renderer/views/history/dates.ts';
import {
  clearFilters,
  filtersOn,
  mark,
  MOST_MARKED,
  NOTHING_SOUGHT,
  queryOf,
  seek,
  seekOnly,
  seekPeriod,
  toggleMark,
  unmarkAll,
  useHistory,
} from '../../../../renderer/views/history/history-store.ts';
import { listKey } from '../../../../renderer/views/history/list-key.ts';
import { limitsOf } from '../../../../renderer/views/history/period.ts';
import { EVERY_RUN } from '../../../../shared/history.ts';

const NOON = new Date(2026, 10, 25, 12, 5).getTime();

describe('dates', () => {
  it('are written as they can be misread nowhere', () => {
    expect(dateAndMinute(NOON)).toBe('2026-11-25 12:05');
    expect(dateAndMinute(new Date(2026, 0, 2, 3, 4).getTime())).toBe('2026-01-02 03:04');
  });

  it.each(['2026-11-25', '2026/11/25', '2026.11.25', '20261125', ' 2026-11-25 '])(
    'are read from %j',
    (text) => {
      expect(dayNamed(text)).toBe(new Date(2026, 10, 25).getTime());
    },
  );

  it.each(['', '25.11.2026', '11/25/2026', '2026-11-31', '2026-13-01', '2026-11/25', '2026-1-2', 'today'])(
    'are not read from %j',
    (text) => {
      expect(dayNamed(text)).toBeNull();
    },
  );

  it('have days that end where the next one begins, across months too', () => {
    const { fromMs, toMs } = dayOf(new Date(2026, 10, 30, 23, 59).getTime());
    expect([dateOf(fromMs), dateOf(toMs)]).toEqual(['2026-11-30', '2026-12-01']);
    expect(dateOf(dayStart(new Date(2026, 2, 1).getTime(), 1))).toBe('2026-02-28');
  });
});

describe('a period', () => {
  const days = (period: Parameters<typeof limitsOf>[0]) => {
    const { fromMs, toMs } = limitsOf(period, NOON);
    return [fromMs === null ? null : dateOf(fromMs), toMs === null ? null : dateOf(toMs)];
  };

  it('is a day, the day before, or a week with today in it', () => {
    expect(days({ kind: 'any' })).toEqual([null, null]);
    expect(days({ kind: 'today' })).toEqual(['2026-11-25', null]);
    expect(days({ kind: 'yesterday' })).toEqual(['2026-11-24', '2026-11-25']);
    expect(days({ kind: 'week' })).toEqual(['2026-11-19', null]);
  });

  it('goes to the end of its last day, and is open where nothing was said', () => {
    expect(days({ kind: 'between', from: '2026-11-01', to: '2026-11-02' })).toEqual([
      '2026-11-01',
      '2026-11-03',
    ]);
    expect(days({ kind: 'between', from: '', to: '2026-11-02' })).toEqual([null, '2026-11-03']);
    expect(days({ kind: 'between', from: '2026-11-01', to: '' })).toEqual(['2026-11-01', null]);
  });
});

describe('what is sought', () => {
  beforeEach(() => useHistory.setState(NOTHING_SOUGHT));

  it('is everything at first', () => {
    expect(queryOf(useHistory.getState(), NOON)).toEqual(EVERY_RUN);
    expect(filtersOn(useHistory.getState())).toBe(0);
  });

  it('is narrowed down filter by filter, and begins at the top again', () => {
    useHistory.setState({ active: 40, scrolledTo: 900 });
    seek({ outcomes: ['failed'], step: 11 });
    seekPeriod({ kind: 'today' });
    seek({ search: '  866123 ' });
    expect(queryOf(useHistory.getState(), NOON)).toEqual({
      ...EVERY_RUN,
      outcomes: ['failed'],
      step: 11,
      search: '866123',
      fromMs: dayStart(NOON),
    });
    expect(filtersOn(useHistory.getState())).toBe(3);
    expect(useHistory.getState()).toMatchObject({ active: 0, scrolledTo: 0 });
  });

  it('is one unit alone when its number was clicked, whatever was sought before', () => {
    seek({ outcomes: ['failed'], operator: 'Ada' });
    seekPeriod({ kind: 'today' });
    seekOnly('SN-7');
    expect(queryOf(useHistory.getState(), NOON)).toEqual({ ...EVERY_RUN, search: 'SN-7' });
    expect(useHistory.getState().typed).toBe('SN-7');
  });

  it('keeps the text when the filters are cleared, unless all runs are wanted', () => {
    seek({ search: 'SN-7', network: 'CHN-UNICOM' });
    clearFilters(false);
    expect(queryOf(useHistory.getState(), NOON)).toEqual({ ...EVERY_RUN, search: 'SN-7' });
    clearFilters(true);
    expect(queryOf(useHistory.getState(), NOON)).toEqual(EVERY_RUN);
  });
});

describe('marks', () => {
  beforeEach(() => useHistory.setState(NOTHING_SOUGHT));

  it('are set and taken away one by one or at once, and survive another search', () => {
    toggleMark('a');
    toggleMark('b');
    toggleMark('a');
    mark(['c', 'b', 'd']);
    seek({ search: 'x' });
    expect([...useHistory.getState().marked]).toEqual(['b', 'c', 'd']);
    unmarkAll();
    expect(useHistory.getState().marked.size).toBe(0);
  });

  it('are never more than can be exported by name', () => {
    mark(Array.from({ length: MOST_MARKED + 5 }, (_, index) => `run ${index}`));
    expect(useHistory.getState().marked.size).toBe(MOST_MARKED);
    toggleMark('one more');
    expect(useHistory.getState().marked.has('one more')).toBe(false);
  });
});

describe('keys in the list', () => {
  const press = (key: string, at = 5) => listKey({ key }, { at, count: 100, page: 10 });

  it('move by rows and screens, to both ends and not beyond', () => {
    expect([press('ArrowDown'), press('ArrowUp')]).toEqual([
      { kind: 'go', to: 6 },
      { kind: 'go', to: 4 },
    ]);
    expect([press('PageDown'), press('PageUp')]).toEqual([
      { kind: 'go', to: 15 },
      { kind: 'go', to: 0 },
    ]);
    expect([press('End'), press('Home'), press('ArrowDown', 99)]).toEqual([
      { kind: 'go', to: 99 },
      { kind: 'go', to: 0 },
      { kind: 'go', to: 99 },
    ]);
  });

  it('open and mark; letters belong to the search, other keys to nobody', () => {
    expect([press('Enter'), press(' '), press('8'), press('王')]).toEqual([
      { kind: 'open' },
      { kind: 'mark' },
      { kind: 'type' },
      { kind: 'type' },
    ]);
    expect([press('Tab'), press('Shift'), press('F5'), press('toString')]).toEqual([null, null, null, null]);
  });
});
