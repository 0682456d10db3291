import { expect, test } from 'vitest';
import { rememberTold } from '../../../renderer/store/window-memory.ts';
import { createWindowStore, tellKeeping } from '../../../renderer/store/window-store.ts';
import type { KeepingNews, Removal } from '../../../shared/keeping.ts';

const removal = (id: number, atMs: number): Removal => ({
  id,
  what: 'runs',
  reason: 'age',
  atMs,
  count: 3,
  oldestMs: 1,
  newestMs: 2,
  bytes: 4,
});
const NO_NEWS: KeepingNews = { logFault: null, removals: [] };

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test('what was taken away is told once, also when more of it comes', () => {
  const store = createWindowStore();
  const first = { ...NO_NEWS, removals: [removal(1, 100)] };
  tellKeeping(store, first, NO_NEWS);
  tellKeeping(store, first, first);
  expect(store.getState().notices).toMatchObject([{ kind: 'removed', removals: [{ id: 1 }] }]);
  store.setState({ notices: [] });
  tellKeeping(store, { ...first, removals: [removal(2, 200), removal(1, 100)] }, first);
  expect(store.getState().notices).toMatchObject([{ kind: 'removed', removals: [{ id: 2 }] }]);
});

test('what nobody has dismissed stays when more comes, the newest four of it', () => {
  const store = createWindowStore();
  let news = NO_NEWS;
  for (let id = 1; id <= 6; id += 1) {
    const more = { ...NO_NEWS, removals: [removal(id, 100 * id), ...news.removals].slice(0, 4) };
    tellKeeping(store, more, news);
    news = more;
  }
  expect(store.getState().notices).toMatchObject([
    { kind: 'removed', removals: [{ id: 6 }, { id: 5 }, { id: 4 }, { id: 3 }] },
  ]);
});

test('a window that is loaded again does not tell it again', () => {
  const storage = memory();
  const news = { ...NO_NEWS, removals: [removal(1, 100)] };
  for (const told of [1, 0]) {
    const store = createWindowStore();
    rememberTold(store, storage);
    tellKeeping(store, news, NO_NEWS);
    expect(store.getState().notices).toHaveLength(told);
  }
});

test('a memory that makes no sense is none', () => {
  const store = createWindowStore();
  rememberTold(store, { getItem: () => 'never', setItem: () => {} });
  tellKeeping(store, { ...NO_NEWS, removals: [removal(1, 100)] }, NO_NEWS);
  expect(store.getState().notices).toHaveLength(1);
});

test('a session log that cannot be written is told when it begins, and no longer when it is over', () => {
  const store = createWindowStore();
  const fault = { ...NO_NEWS, logFault: 'ENOSPC' };
  tellKeeping(store, fault, NO_NEWS);
  tellKeeping(store, fault, fault);
  expect(store.getState().notices).toMatchObject([{ kind: 'log_fault', code: 'ENOSPC' }]);
  tellKeeping(store, NO_NEWS, fault);
  expect(store.getState().notices).toEqual([]);
});
