import { describe, expect, it } from 'vitest';
import { isRpcFrame } from '../../../electron/web/rpc-frame.ts';

describe('a message of a window', () => {
  it.each([
    ['is a call', '{"i":"1","p":{"u":"/runs/stop","b":{"json":{"runId":"x"}}}}'],
    ['is a call without input', '{"i":"1","p":{"u":"/station/follow"}}'],
    ['is a call that names its kind', '{"i":"1","t":1,"p":{"u":"/station/follow"}}'],
    ['is the end of a call', '{"i":"1","t":4}'],
  ])('%s', (_, message) => {
    expect(isRpcFrame(message)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['bytes', Buffer.from('{"i":"1","t":4}')],
    ['several pieces', [Buffer.from('{}')]],
    ['nothing', undefined],
    ['no JSON', '{"i":"1",'],
    ['an id beyond measure', `{"i":"${'1'.repeat(65)}","t":4}`],
    ['an empty id', '{"i":"","t":4}'],
    ['a path beyond measure', `{"i":"1","p":{"u":"/${'a'.repeat(256)}"}}`],
    ['an address', '{"i":"1","p":{"u":"https://evil.example/"}}'],
    ['headers', '{"i":"1","p":{"u":"/a","h":{}}}'],
    ['an item of a stream', '{"i":"1","t":3,"p":{"e":"message"}}'],
    ['an end with a reason', '{"i":"1","t":4,"p":{}}'],
    ['both kinds at once', '{"i":"1","t":4,"p":{"u":"/a"}}'],
    ['more than there is', '{"i":"1","t":4,"x":1}'],
  ])('is not %s', (_, message) => {
    expect(isRpcFrame(message)).toBe(false);
  });
});
