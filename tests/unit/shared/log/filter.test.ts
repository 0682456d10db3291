import { describe, expect, it } from 'vitest';
import { type LogFilter, type LogWording, matches, NO_FILTER } from '../../../../shared/log/filter.ts';
import { LogBook } from '../../../../shared/log/log-book.ts';
import type { LogEntry } from '../../../../shared/log/log-entry.ts';
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
  const isFound = (entry: LogEntry) => matches(entry, { ...NO_FILTER, ...filter }, of);
  return of.entries.filter(isFound).map(told);
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
  });

  it('finds a line by what its code means', () => {
    const denied = bookOf([sent(1, 'AT+CREG?\r\n'), received(2, '\r\n+CREG: 0,3\r\n')]);
    const found = (search: string, wording?: LogWording) =>
      denied.entries.flatMap((entry, index) =>
        matches(entry, { ...NO_FILTER, search }, denied, wording) ? [index] : [],
      );
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

  it('looks for pairs of digits, too, where lines are shown in HEX', () => {
    const book = new LogBook();
    book.append({
      events: [],
      trace: [{ direction: 'received', bytes: 'OK\r\n\xc4\xe3\r\n', elapsedMs: 1 }],
    });
    const found = (search: string, hex: boolean) =>
      book.entries.filter((entry) => matches(entry, { ...NO_FILTER, search, hex }, book)).length;
    expect(found('c4 e3', true)).toBe(1);
    expect(found('c4 e3', false)).toBe(0);
    expect(found('ok', true)).toBe(1);
    expect(found('ok', false)).toBe(1);
  });

  it('searches for a pattern, in either case, in what is shown without the line ends around it', () => {
    const found = (search: string) => shown({ search, pattern: true });
    expect(found('^at$')).toEqual(['→ AT␍␊']);
    expect(found('creg(: \\d)?$')).toEqual(['! ␍␊+CREG: 1␍␊']);
    expect(found('creg|ok')).toEqual(['← ␍␊OK␍␊', '→ AT+CREG?␍␊', '! ␍␊+CREG: 1␍␊']);
    expect(found('^温.$')).toEqual([]);
    expect(found('^温.<U\\+001B>$')).toEqual(['← 温度<U+001B>␍␊']);
    expect(found('timeout after \\d+ ms')).toEqual(['· at.exchanged']);
  });

  it('finds nothing with a pattern that is none', () => {
    expect(shown({ search: '(', pattern: true })).toEqual([]);
    expect(shown({ search: '(', pattern: false })).toEqual([]);
  });
});
