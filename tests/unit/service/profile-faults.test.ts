import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cipher } from '../../../electron/service/stores/secret-vault.ts';
import {
  fileOf,
  fresh,
  keychain,
  namesOf,
  openedProfiles,
  SMALLEST,
  storedOf,
  temporaryFolder,
  textsIn,
  vaultIn,
  WITH_SECRETS,
} from './data-folder.ts';

describe('what cannot be written', () => {
  it('is a fault while something stands where the folder belongs, and works afterwards', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    writeFileSync(join(folder, 'profiles'), 'kept');
    const refused = { ok: false, fault: { kind: 'not_writable', code: 'ENOTDIR' } };
    expect(await store.save(fresh(WITH_SECRETS))).toEqual(refused);
    expect(await store.importText(JSON.stringify(WITH_SECRETS))).toEqual(refused);
    expect([...textsIn(folder)]).toEqual([['profiles', 'kept']]);
    rmSync(join(folder, 'profiles'));
    expect(await store.save(fresh(WITH_SECRETS))).toMatchObject({ ok: true });
  });

  it('leaves profile and secrets as they were', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const before = storedOf(await store.save(fresh(WITH_SECRETS)));
    const { id } = before;
    rmSync(fileOf(folder, id));
    mkdirSync(fileOf(folder, id));
    const profile = { ...SMALLEST, name: 'changed' };
    const saved = await store.save({ id, profile, secrets: { 'sim.pin': '5555', 'mqtt.password': null } });
    expect(saved).toMatchObject({ ok: false, fault: { kind: 'not_writable' } });
    expect(await store.remove(id)).toMatchObject({ ok: false });
    expect(store.list()).toEqual([before]);
    expect(await store.resolve(id)).toMatchObject({ profile: WITH_SECRETS });
    expect(readdirSync(join(folder, 'profiles'))).toEqual([`${id}.json`]);
    rmdirSync(fileOf(folder, id));
    expect(await store.save({ id, profile, secrets: { 'mqtt.password': null } })).toMatchObject({ ok: true });
  });

  it('since the keychain refuses leaves the files as they were', async () => {
    const folder = temporaryFolder();
    const open = await openedProfiles(folder, vaultIn(folder, keychain('k1')));
    const { id } = storedOf(await open.save(fresh(WITH_SECRETS)));
    const before = textsIn(folder);
    const locked: Cipher = { ...keychain('k1'), encrypt: () => null };
    const store = await openedProfiles(folder, vaultIn(folder, locked));
    const fault = { kind: 'io', code: 'KEYCHAIN' };
    const profile = { ...WITH_SECRETS, name: 'changed' };
    expect(await store.save({ id, profile, secrets: { 'sim.pin': '5555' } })).toEqual({ ok: false, fault });
    expect(await store.save(fresh({ ...WITH_SECRETS, name: 'new' }))).toEqual({ ok: false, fault });
    expect(textsIn(folder)).toEqual(before);
    expect(namesOf(store.list())).toEqual(['bench']);
  });

  it('since the file of secrets cannot be read touches no profile', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id, profile } = storedOf(await store.save(fresh()));
    mkdirSync(join(folder, 'secrets.json'));
    const before = textsIn(folder);
    const refused = { ok: false, fault: { kind: 'secrets_unreadable', fields: [], code: 'EISDIR' } };
    expect(await store.save({ id, profile: { ...profile, name: 'n' }, secrets: {} })).toEqual(refused);
    expect(await store.save(fresh(WITH_SECRETS))).toEqual(refused);
    expect(await store.duplicate(id, 'copy')).toEqual(refused);
    expect(await store.resolve(id)).toEqual(refused);
    expect(await store.remove(id)).toEqual(refused);
    expect(textsIn(folder)).toEqual(before);
    expect(store.list()).toHaveLength(1);
    expect(await store.save(fresh({ ...SMALLEST, name: 'without secrets' }))).toMatchObject({ ok: true });
  });
});
