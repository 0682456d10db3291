import { describe, expect, it } from 'vitest';
import { rememberLog, rememberPort } from '../../../renderer/store/window-memory.ts';
import { createWindowStore } from '../../../renderer/store/window-store.ts';

function storageOf(first: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(first));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('a window that is loaded again', () => {
  it('is at the port at which it was', () => {
    const storage = storageOf();
    const store = createWindowStore();
    rememberPort(store, storage);
    expect(store.getState().chosen.port).toBeNull();
    store.setState(({ chosen }) => ({ chosen: { ...chosen, port: 'sim:a' } }));
    const again = createWindowStore();
    rememberPort(again, storage);
    expect(again.getState().chosen.port).toBe('sim:a');
  });

  it('writes nothing down that has not changed', () => {
    const storage = storageOf();
    const store = createWindowStore();
    rememberPort(store, storage);
    store.setState({ page: 'history' });
    expect(storage.kept.size).toBe(0);
  });
});

describe('how a log is shown', () => {
  it('is remembered: time and HEX, and nothing of what was searched', () => {
    const storage = storageOf();
    const store = createWindowStore();
    rememberLog(store, storage);
    expect(storage.kept.size).toBe(0);
    store.setState(({ log }) => ({
      log: { ...log, time: 'before', filter: { ...log.filter, search: 'x' } },
    }));
    store.setState(({ log }) => ({ log: { ...log, hex: true } }));
    const again = createWindowStore();
    rememberLog(again, storage);
    expect(again.getState().log).toMatchObject({
      time: 'before',
      hex: true,
      filter: { hex: true, search: '' },
    });
  });

  it.each(['', '{', 'null', '{"time":"never","hex":true}', '[]'])(
    'is the usual where what was kept makes no sense: %s',
    (kept) => {
      const store = createWindowStore();
      rememberLog(store, storageOf({ 'log-sight': kept }));
      expect(store.getState().log).toMatchObject({ time: 'clock', hex: false });
    },
  );
});
