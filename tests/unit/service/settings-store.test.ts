import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettingsStore } from '../../../electron/service/stores/settings-store.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/station.ts';
import { temporaryFolder } from './data-folder.ts';

const CHOSEN: Settings = {
  language: 'zh-CN',
  theme: 'dark',
  port: 'COM5',
  profileId: 'a',
  operator: '李 😀',
  commandLists: [{ id: 'l', name: '上电', text: 'AT\nAT+CSQ  # wait=5' }],
  sessionLog: false,
  retention: { days: 365, megabytes: null },
};

const fileIn = (folder: string) => join(folder, 'settings.json');

describe('settings', () => {
  it('are the defaults at first, and no file is made for that', async () => {
    const folder = temporaryFolder();
    const store = await openSettingsStore(folder);
    expect(store.get()).toEqual(DEFAULT_SETTINGS);
    expect(store.keptAside).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are found again after the program ended', async () => {
    const folder = temporaryFolder();
    const store = await openSettingsStore(folder);
    expect(await store.change(CHOSEN)).toEqual({ ok: true });
    expect((await openSettingsStore(folder)).get()).toEqual(CHOSEN);
  });

  it('change one by one', async () => {
    const folder = temporaryFolder();
    const store = await openSettingsStore(folder);
    await store.change({ theme: 'dark' });
    await store.change({ port: 'COM5' });
    await store.change({ port: null });
    expect(store.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect((await openSettingsStore(folder)).get()).toEqual(store.get());
  });

  it('hold as soon as they are changed, and every follower is told', async () => {
    const store = await openSettingsStore(temporaryFolder());
    const told: Settings[] = [];
    const unfollow = store.follow((settings) => told.push(settings));
    store.follow((settings) => told.push(settings));
    const written = store.change({ theme: 'dark' });
    expect(store.get().theme).toBe('dark');
    expect(told.map(({ theme }) => theme)).toEqual(['dark', 'dark']);
    unfollow();
    await Promise.all([written, store.change({ theme: 'light' })]);
    expect(told.map(({ theme }) => theme)).toEqual(['dark', 'dark', 'light']);
  });

  it('changed 200 times at once are the last ones', async () => {
    const folder = temporaryFolder();
    const store = await openSettingsStore(folder);
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    const written = await Promise.all(numbers.map((each) => store.change({ operator: `operator ${each}` })));
    expect(written.every(({ ok }) => ok)).toBe(true);
    expect((await openSettingsStore(folder)).get().operator).toBe('operator 199');
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('of an earlier or a newer release are taken field by field', async () => {
    const folder = temporaryFolder();
    const stored = { theme: 'dark', language: 'fr', port: 7, later: true };
    writeFileSync(fileIn(folder), JSON.stringify(stored));
    const store = await openSettingsStore(folder);
    expect(store.get()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(store.keptAside).toBeNull();
  });
});

describe('a damaged file of settings', () => {
  it.each(['', '{"theme":"da', '[]', '"dark"', 'null'])(
    'is kept aside, and the defaults hold: %j',
    async (text) => {
      const folder = temporaryFolder();
      writeFileSync(fileIn(folder), text);
      const store = await openSettingsStore(folder);
      expect(store.get()).toEqual(DEFAULT_SETTINGS);
      expect(store.keptAside).toBe('settings.json.damaged-1');
      await store.change({ theme: 'dark' });
      expect(readFileSync(join(folder, 'settings.json.damaged-1'), 'utf8')).toBe(text);
      expect((await openSettingsStore(folder)).get().theme).toBe('dark');
    },
  );
});

describe('settings that cannot be written', () => {
  it('hold until the program ends, and the fault is told', async () => {
    const store = await openSettingsStore(join(temporaryFolder(), 'missing'));
    const fault = { kind: 'not_writable', code: 'ENOENT' };
    expect(await store.change({ theme: 'dark' })).toEqual({ ok: false, fault });
    expect(store.get().theme).toBe('dark');
  });

  it('since a folder stands in their place are written once it is gone', async () => {
    const folder = temporaryFolder();
    mkdirSync(fileIn(folder));
    const store = await openSettingsStore(folder);
    expect(store.get()).toEqual(DEFAULT_SETTINGS);
    expect(await store.change({ theme: 'dark' })).toMatchObject({
      ok: false,
      fault: { kind: 'not_writable' },
    });
    expect(readdirSync(folder)).toEqual(['settings.json']);
    rmdirSync(fileIn(folder));
    expect(await store.change({ operator: 'Li' })).toEqual({ ok: true });
    expect((await openSettingsStore(folder)).get()).toMatchObject({ theme: 'dark', operator: 'Li' });
  });

  it('do not take the place of what somebody put there meanwhile', async () => {
    const folder = temporaryFolder();
    mkdirSync(fileIn(folder));
    const store = await openSettingsStore(folder);
    rmdirSync(fileIn(folder));
    writeFileSync(fileIn(folder), 'not ours');
    expect(await store.change({ theme: 'dark' })).toEqual({ ok: true });
    expect(store.keptAside).toBe('settings.json.damaged-1');
    expect(readFileSync(join(folder, 'settings.json.damaged-1'), 'utf8')).toBe('not ours');
  });
});
