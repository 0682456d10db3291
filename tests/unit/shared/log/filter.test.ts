import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FilteredLog,
  type LogFilter,
  type LogWording,
  matches,
  NO_FILTER,
} from '../../../../shared/log/filter.ts';
import { LogBook } from '../../../../shared/log/log-book.ts';
import type { LogPage } from '../../../../shared/log/log-entry.ts';
import { began, bookOf, exchanged, passed, received, sent, stated, told, unsolicited } from './dialogue.ts';

const FACTS = stated([
  [1, began(1)],
  [4, passed(1)],
  [5, began(5)],
  [7.5, unsolicited('+CREG: 1', 5)],
  [9, exchanged('AT+CREG?', 4, { kind: 'timeout', heard: true })],
]);
const TRACE = [
  sent(2, 'AT\r\n'),
  received(3, '\r\nOK\r\n'),
  sent(5, 'AT+CREG?\r\n'),
  received(7, '\r\n+CREG: 1\r\n'),
  received(8, '温度\u001b\r\n'),
];

const book = bookOf(TRACE, FACTS);
const shown = (filter: Partial<LogFilter>, of = book): string[] => {
  const log = new FilteredLog(of, { ...NO_FILTER, ...filter });
  return log.indices.flatMap((index) => {
    const entry = of.entries[index];
    return entry === undefined ? [] : [told(entry)];
  });
};

describe('a filter of the log', () => {
  it('lets everything through when it asks for nothing', () => {
    expect(shown({})).toEqual(book.entries.map(told));
    expect(shown({}, new LogBook())).toEqual([]);
  });

  it('shows one kind of entry', () => {
    expect(shown({ show: 'sent' })).toEqual(['→ AT␍␊', '→ AT+CREG?␍␊']);
    expect(shown({ show: 'received' })).toEqual(['← ␍␊OK␍␊', '! ␍␊+CREG: 1␍␊', '← 温度<U+001B>␍␊']);
    expect(shown({ show: 'unsolicited' })).toEqual(['! ␍␊+CREG: 1␍␊']);
    expect(shown({ show: 'notes' })).toEqual([
      '· step.started',
      '· step.finished',
      '· step.started',
      '· at.exchanged',
    ]);
  });

  it('searches in what is shown, in either case', () => {
    expect(shown({ search: 'creg' })).toEqual(['→ AT+CREG?␍␊', '! ␍␊+CREG: 1␍␊']);
    expect(shown({ search: '温度' })).toEqual(['← 温度<U+001B>␍␊']);
    expect(shown({ search: '<u+001B>␍' })).toEqual(['← 温度<U+001B>␍␊']);
    expect(shown({ search: 'ok␍␊' })).toEqual(['← ␍␊OK␍␊']);
    expect(shown({ search: 'OK\r\n' })).toEqual([]);
    expect(shown({ search: 'AT_HANDSHAKE' })).toEqual(['· step.started']);
    expect(shown({ search: 'timeout after' })).toEqual(['· at.exchanged']);
    expect(shown({ search: 'cregs' })).toEqual([]);
    expect(shown({ search: '.' })).toEqual(['· step.started', '· step.finished', '· step.started']);
  });

  it('searches notes as they are worded where they are shown', () => {
    const entry = book.entries[0];
    const search = { ...NO_FILTER, search: '步骤' };
    if (entry === undefined) throw new Error('no entry');
    expect(matches(entry, search, book, () => '步骤 1')).toBe(true);
    expect(matches(entry, search, book)).toBe(false);
    expect(
      new FilteredLog(book, search, (each) =>
        each.kind === 'note' && each.event.type === 'step.started' ? '步骤' : '',
      ).indices,
    ).toEqual([0, 4]);
  });

  it('finds a line by what its code means', () => {
    const denied = bookOf([sent(1, 'AT+CREG?\r\n'), received(2, '\r\n+CREG: 0,3\r\n')]);
    const found = (search: string, wording?: LogWording) =>
      new FilteredLog(denied, { ...NO_FILTER, search }, wording).indices;
    expect(found('Registration DENIED')).toEqual([1]);
    expect(
      found('拒绝', (entry) => (entry.kind === 'line' && entry.direction === 'received' ? '注册被拒绝' : '')),
    ).toEqual([1]);
    expect(found('roaming')).toEqual([]);
  });

  it('shows one step, its notes included', () => {
    expect(shown({ step: 1 })).toEqual(['· step.started', '→ AT␍␊', '← ␍␊OK␍␊', '· step.finished']);
    expect(shown({ step: 2 })).toEqual([]);
  });

  it('asks for all of it at once', () => {
    expect(shown({ show: 'received', step: 5, search: 'CREG' })).toEqual(['! ␍␊+CREG: 1␍␊']);
    expect(shown({ show: 'received', step: 1, search: 'CREG' })).toEqual([]);
  });
});

describe('a filtered log', () => {
  it('follows the book when it is told to, and only then', () => {
    const growing = new LogBook();
    const log = new FilteredLog(growing, { ...NO_FILTER, show: 'received' });
    expect(log.update()).toBe(false);
    growing.append({ events: [], trace: [sent(1, 'AT\r\n'), received(2, 'OK\r\n')] });
    expect(log.indices).toEqual([]);
    expect(log.update()).toBe(true);
    expect(log.indices).toEqual([1]);
    expect(log.update()).toBe(false);
  });

  it('takes back what no longer matches, and moves what others were put ahead of', () => {
    const growing = bookOf([received(5, 'RDY'), received(5, '')]);
    const log = new FilteredLog(growing, { ...NO_FILTER, search: 'rdy␍' });
    growing.append({ events: [], trace: [received(6, '\r\n')] });
    log.update();
    expect(log.indices).toEqual([0]);
    growing.append({ events: [], trace: [sent(1, 'AT\r\n')] });
    log.update();
    expect(log.indices).toEqual([1]);
    log.setFilter({ ...NO_FILTER, search: 'x' });
    expect(log.filter.search).toBe('x');
    expect(log.indices).toEqual([]);
  });

  it('sees that a step began only after its lines were read', () => {
    const growing = bookOf(TRACE);
    const log = new FilteredLog(growing, { ...NO_FILTER, step: 1 });
    expect(log.indices).toEqual([]);
    growing.append({ events: FACTS, trace: [] });
    log.update();
    expect(log.indices).toEqual([0, 1, 2, 3]);
  });

  it('is always what a look at the whole book would give', () => {
    const pages = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 10 });
    const filters = fc.array(
      fc.record({
        show: fc.constantFrom('all', 'sent', 'received', 'unsolicited', 'notes'),
        search: fc.constantFrom('', 'creg', '␊', '43 52'),
        hex: fc.boolean(),
        pattern: fc.constant(false),
        folded: fc.constant(false),
        step: fc.constantFrom(null, 1, 5),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(pages, filters, (cuts, wanted) => {
        const growing = new LogBook();
        const log = new FilteredLog(growing);
        let [event, piece] = [0, 0];
        for (const [turn, [facts, pieces]] of [...cuts, [9, 9] as const].entries()) {
          const page: LogPage = {
            events: FACTS.slice(event, event + facts),
            trace: TRACE.slice(piece, piece + pieces),
          };
          growing.append(page);
          event += facts;
          piece += pieces;
          const filter = wanted[turn % (wanted.length * 2)];
          if (filter !== undefined) log.setFilter(filter);
          log.update();
          expect(log.indices).toEqual(new FilteredLog(growing, log.filter).indices);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('looks for pairs of digits, too, where lines are shown in HEX', () => {
    const book = new LogBook();
    book.append({
      events: [],
      trace: [{ direction: 'received', bytes: 'OK\r\n\xc4\xe3\r\n', elapsedMs: 1 }],
    });
    const found = (search: string, hex: boolean) =>
      new FilteredLog(book, { ...NO_FILTER, search, hex }).indices.length;
    expect(found('c4 e3', true)).toBe(1);
    expect(found('c4 e3', false)).toBe(0);
    expect(found('ok', true)).toBe(1);
    expect(found('ok', false)).toBe(1);
  });
});
