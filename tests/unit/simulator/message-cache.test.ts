import { describe, expect, test } from 'vitest';
import { MessageCache } from '../../../electron/simulator/message-cache.ts';

const message = (text: string) => ({ topic: 't', payload: Uint8Array.from(Buffer.from(text)) });

describe('the message cache', () => {
  test('uses its four slots in turn and overwrites the first with the fifth message', () => {
    const cache = new MessageCache();
    expect(['a', 'b', 'c', 'd', 'e'].map((each) => cache.put(message(each)))).toEqual([0, 1, 2, 3, 0]);
    expect(cache.takeAll().map((each) => Buffer.from(each.payload).toString())).toEqual(['e', 'b', 'c', 'd']);
  });

  test('says which slots are taken', () => {
    const cache = new MessageCache();
    cache.put(message('a'));
    expect(cache.occupied()).toEqual([true, false, false, false]);
  });

  test('is empty after it was read and starts at slot 0 again', () => {
    const cache = new MessageCache();
    cache.put(message('a'));
    expect(cache.takeAll()).toHaveLength(1);
    expect(cache.takeAll()).toEqual([]);
    expect(cache.occupied()).toEqual([false, false, false, false]);
    expect(cache.put(message('b'))).toBe(0);
  });
});
