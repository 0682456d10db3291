import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topicMatches } from '../../shared/topic.ts';

describe('a topic filter', () => {
  test.each([
    ['test', 'test'],
    ['sport/tennis/player1/#', 'sport/tennis/player1'],
    ['sport/tennis/player1/#', 'sport/tennis/player1/ranking'],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon'],
    ['sport/#', 'sport'],
    ['#', 'sport'],
    ['#', '/finance'],
    ['+', 'finance'],
    ['+/+', '/finance'],
    ['/+', '/finance'],
    ['sport/+', 'sport/'],
    ['sport/tennis/+', 'sport/tennis/player1'],
    ['+/tennis/#', 'sport/tennis'],
    ['sport/+/player1', 'sport/tennis/player1'],
    ['$SYS/#', '$SYS/'],
    ['$SYS/monitor/+', '$SYS/monitor/Clients'],
    ['a/+/#', 'a/$b'],
    ['温/+', '温/度'],
  ])('%s takes %s', (filter, topic) => {
    expect(topicMatches(filter, topic)).toBe(true);
  });

  test.each([
    ['test', 'Test'],
    ['test', 'test/'],
    ['test', '/test'],
    ['test', 'tes'],
    ['test', ''],
    ['sport/tennis/+', 'sport/tennis/player1/ranking'],
    ['sport/+', 'sport'],
    ['sport/#', 'sports'],
    ['sport/#', 'Sport/x'],
    ['+', '/finance'],
    ['+', 'a/b'],
    ['/+', 'finance'],
    ['+/+', 'finance'],
    ['#', '$SYS/x'],
    ['+/monitor/Clients', '$SYS/monitor/Clients'],
    ['a/b/c', 'a/b'],
    ['a/b', 'a/b/c'],
    ['a//b', 'a/b'],
  ])('%s does not take %s', (filter, topic) => {
    expect(topicMatches(filter, topic)).toBe(false);
  });

  const level = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '温'), maxLength: 3 });
  const levels = fc.array(level, { minLength: 1, maxLength: 5 });

  test('without wildcards takes itself and nothing else', () => {
    fc.assert(
      fc.property(levels, levels, (left, right) => {
        const [filter, topic] = [left.join('/'), right.join('/')];
        expect(topicMatches(filter, topic)).toBe(filter === topic);
      }),
    );
  });

  test('takes the topic whose levels it was made from', () => {
    fc.assert(
      fc.property(levels, fc.array(fc.boolean()), fc.boolean(), (topic, plus, hash) => {
        const filter = topic.map((each, index) => (plus[index] === true ? '+' : each));
        if (hash) filter.push('#');
        expect(topicMatches(filter.join('/'), topic.join('/'))).toBe(true);
      }),
    );
  });
});
