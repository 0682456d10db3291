import { describe, expect, it } from 'vitest';
import { openedStore, startRecorder, temporaryFile } from './recorder-process.ts';

describe('several processes', () => {
  it('create and fill one file at the same time', async () => {
    const path = temporaryFile();
    const ids = ['a', 'b', 'c', 'd'];
    const recorders = ids.map((id) => startRecorder(path, '--count', '300', id));
    for (const { ended } of recorders) expect(await ended).toEqual({ code: 0, signal: null, errors: '' });

    const store = await openedStore(path);
    expect(await store.check()).toEqual({ ok: true });
    for (const [index, id] of ids.entries()) {
      expect(recorders[index]?.published.get(id)).toBe(300);
      const run = await store.readRun(id);
      expect(run).toMatchObject({ ok: true, run: { state: 'finished' }, damaged: [] });
      expect(run.ok && run.events.map(({ seq }) => seq)).toEqual(
        Array.from({ length: 300 }, (_, n) => n + 1),
      );
      expect(await store.readTrace(id)).toMatchObject({ ok: true, damaged: [] });
    }
  }, 60_000);
});
