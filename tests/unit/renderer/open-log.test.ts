import { describe, expect, it } from 'vitest';
import { openLog } from '../../../renderer/service/open-log.ts';

/** A service that reads a file until it is called off. */
function slowService() {
  const asked: string[] = [];
  type Gone = { readonly ok: false; readonly fault: { readonly kind: 'gone' } };
  let answer: (gone: Gone) => void = () => {};
  const logs = {
    begin: async () => ({ ok: true as const, id: 'a' }),
    chunk: async () => ({ ok: true as const }),
    end: () => {
      asked.push('end');
      return new Promise<Gone>((resolve) => {
        answer = resolve;
      });
    },
    cancel: async ({ id }: { readonly id: string }) => {
      asked.push(`cancel ${id}`);
      answer({ ok: false, fault: { kind: 'gone' } });
      return { ok: true as const };
    },
  };
  return { logs, asked };
}

describe('a file that was sent', () => {
  it('can still be stopped while it is read', async () => {
    const { logs, asked } = slowService();
    const stop = new AbortController();
    const opening = openLog({ logs }, new File(['AT\r\nOK\r\n'], 'bench.log'), () => {}, stop.signal);
    await expect.poll(() => asked).toEqual(['end']);
    stop.abort();
    expect(await opening).toEqual({ kind: 'stopped' });
    expect(asked).toEqual(['end', 'cancel a']);
  });
});
