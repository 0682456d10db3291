import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeProfileFile } from '../../../electron/service/stores/profile-folder.ts';
import { openProfileStore } from '../../../electron/service/stores/profile-store.ts';
import { profileSchema } from '../../../shared/profile.ts';
import {
  fileOf,
  openedProfiles,
  SECRET_TEXTS,
  SMALLEST,
  storedOf,
  temporaryFolder,
  textsIn,
  vaultIn,
  WITH_SECRETS,
} from './data-folder.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const OTHER_ID = 'fedcba98-7654-3210-fedc-ba9876543210';

/** A data folder whose profiles somebody put there. */
function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'profiles'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'profiles', name), content);
  return folder;
}

describe('opening the profiles', () => {
  it('for the first time is empty and makes nothing', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    expect(store.list()).toEqual([]);
    expect(store.damaged).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fills in what a file leaves out, and leaves the file as it is', async () => {
    const text = JSON.stringify(SMALLEST);
    const folder = folderWith({ [`${ID}.json`]: text });
    const store = await openedProfiles(folder);
    expect(store.list()).toMatchObject([{ id: ID, profile: { ...SMALLEST, baudRate: 115200 } }]);
    expect(readFileSync(join(folder, 'profiles', `${ID}.json`), 'utf8')).toBe(text);
  });

  it('moves secrets that stand in a file to the vault', async () => {
    const folder = folderWith({ [`${ID}.json`]: JSON.stringify(WITH_SECRETS) });
    const store = await openedProfiles(folder);
    expect(store.list()[0]?.secrets).toEqual({
      'sim.pin': true,
      'apn.password': true,
      'mqtt.password': true,
    });
    const text = textsIn(folder).get(join('profiles', `${ID}.json`)) ?? '';
    for (const secret of SECRET_TEXTS) expect(text).not.toContain(secret);
    expect(text).toContain('bench');
    expect(await store.resolve(ID)).toMatchObject({ profile: WITH_SECRETS });
  });

  it('leaves a file alone whose secrets cannot be moved, and says so', async () => {
    const folder = folderWith({ [`${ID}.json`]: JSON.stringify(WITH_SECRETS) });
    mkdirSync(join(folder, 'secrets.json'));
    const before = textsIn(folder);
    const store = await openedProfiles(folder);
    expect(store.list()).toEqual([]);
    expect(store.damaged).toEqual([
      {
        fileName: `${ID}.json`,
        kind: 'secrets_not_moved',
        fault: { kind: 'secrets_unreadable', fields: [], code: 'EISDIR' },
      },
    ]);
    expect(textsIn(folder)).toEqual(before);
  });

  it.each([
    [
      'is cut off',
      '{"name":"n","mqtt":{"password":"top-secret"',
      { kind: 'not_a_profile', faults: [{ path: '', rule: 'not_json' }] },
    ],
    ['is empty', '', { kind: 'not_a_profile', faults: [{ path: '', rule: 'not_json' }] }],
    [
      'breaks a rule',
      JSON.stringify({ ...SMALLEST, broker: { host: 'mqtt://h' } }),
      { kind: 'not_a_profile', faults: [{ path: 'broker.host', rule: 'host_scheme' }] },
    ],
    [
      'is no text',
      Buffer.from([0xff, 0xfe, 0x00, 0x80]),
      { kind: 'not_readable', fault: { kind: 'not_text' } },
    ],
  ])(
    'lists a file that %s with the reason, leaves it alone, and reads the others',
    async (_, content, damage) => {
      const folder = folderWith({ [`${ID}.json`]: content, [`${OTHER_ID}.json`]: JSON.stringify(SMALLEST) });
      const before = textsIn(folder);
      const store = await openedProfiles(folder);
      expect(store.list().map(({ id }) => id)).toEqual([OTHER_ID]);
      expect(store.damaged).toEqual([{ fileName: `${ID}.json`, ...damage }]);
      expect(JSON.stringify(store.damaged)).not.toContain('top-secret');
      await store.save({ id: null, profile: SMALLEST, secrets: {} });
      expect(await store.remove(ID)).toMatchObject({ ok: false });
      expect(textsIn(folder)).toEqual(new Map([...textsIn(folder), ...before]));
    },
  );

  it.each(['bench.json', `${ID.toUpperCase()}.json`, `${ID}.json.txt`, 'notes.txt', '{}.json'])(
    'lists a file of a name that it does not give: %s',
    async (fileName) => {
      const folder = folderWith({ [fileName]: JSON.stringify(SMALLEST) });
      const store = await openedProfiles(folder);
      expect(store.list()).toEqual([]);
      expect(store.damaged).toEqual([{ fileName, kind: 'foreign_name' }]);
    },
  );

  it('says nothing of what systems put into folders, nor of what a crash left behind', async () => {
    const left = `${ID}.json.${OTHER_ID}.unfinished`;
    const store = await openedProfiles(folderWith({ '.DS_Store': '', 'Thumbs.db': '', [left]: '{"na' }));
    expect(store.damaged).toEqual([]);
  });

  it('lists a folder that stands in the place of a file', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'profiles', `${ID}.json`));
    const store = await openedProfiles(folder);
    const fault = { kind: 'not_readable', code: 'EISDIR' };
    expect(store.damaged).toEqual([{ fileName: `${ID}.json`, kind: 'not_readable', fault }]);
  });

  it('where a file stands in the place of the folder is a fault, and the file stays', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'profiles'), 'kept');
    expect(await openProfileStore({ folder, vault: vaultIn(folder) })).toEqual({
      ok: false,
      fault: { kind: 'not_writable', code: 'ENOTDIR' },
    });
    expect(readFileSync(join(folder, 'profiles'), 'utf8')).toBe('kept');
  });

  it('with a damaged file of secrets keeps the profiles, and says so', async () => {
    const folder = folderWith({ [`${ID}.json`]: JSON.stringify(SMALLEST) });
    writeFileSync(join(folder, 'secrets.json'), '{"');
    const store = await openedProfiles(folder);
    expect(store.list().map(({ id }) => id)).toEqual([ID]);
    expect(store.damaged).toEqual([{ fileName: 'secrets.json.damaged-1', kind: 'secrets_damaged' }]);
  });
});

describe('the first profile', () => {
  it('is stored where there was no folder yet, its secrets in the vault', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.seed(WITH_SECRETS));
    expect(store.list()).toHaveLength(1);
    expect(await store.resolve(id)).toMatchObject({ profile: WITH_SECRETS });
  });

  it('is stored once, also when the user removed it', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.seed(SMALLEST));
    expect(await store.seed(SMALLEST)).toBeNull();
    await store.remove(id);
    const again = await openedProfiles(folder);
    expect(await again.seed(SMALLEST)).toBeNull();
    expect(again.list()).toEqual([]);
  });

  it('is stored by one of two processes that start at once', async () => {
    const folder = temporaryFolder();
    const [one, other] = [await openedProfiles(folder), await openedProfiles(folder)];
    const results = await Promise.all([one.seed(SMALLEST), other.seed(SMALLEST)]);
    expect(results.filter((result) => result === null)).toHaveLength(1);
    expect((await openedProfiles(folder)).list()).toHaveLength(1);
  });

  it('is not stored beside profiles of the user', async () => {
    const store = await openedProfiles(folderWith({ [`${ID}.json`]: JSON.stringify(SMALLEST) }));
    expect(await store.seed({ ...SMALLEST, name: 'first' })).toBeNull();
    expect(store.list().map(({ id }) => id)).toEqual([ID]);
  });

  it('that could not be stored is tried again by the next start', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    expect(await store.seed({ ...SMALLEST, name: '' })).toMatchObject({ ok: false });
    expect(readdirSync(folder)).toEqual([]);
    expect(await (await openedProfiles(folder)).seed(SMALLEST)).toMatchObject({ ok: true });
  });
});

describe('the file of a profile', () => {
  it('has no secrets, whatever it is written from', async () => {
    const folder = folderWith({});
    const profile = profileSchema.parse(WITH_SECRETS);
    expect(await writeProfileFile(join(folder, 'profiles'), ID, profile)).toEqual({ ok: true });
    const text = readFileSync(fileOf(folder, ID), 'utf8');
    for (const secret of SECRET_TEXTS) expect(text).not.toContain(secret);
    expect(text).toContain('"password": ""');
  });
});
