import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fileOf,
  fresh,
  keychain,
  openedProfiles,
  SECRET_TEXTS,
  SMALLEST,
  storedOf,
  temporaryFolder,
  textsIn,
  vaultIn,
  WITH_SECRETS,
} from './data-folder.ts';

describe('the secrets of a profile', () => {
  it('go to the vault, and the profile tells only which ones are set', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const secrets = { 'sim.pin': '1234', 'mqtt.password': 'p' };
    const profile = { ...SMALLEST, mqtt: { clientId: 'c', username: 'u' } };
    const stored = storedOf(await store.save({ id: null, profile, secrets }));
    expect(stored.secrets).toEqual({ 'sim.pin': true, 'apn.password': false, 'mqtt.password': true });
    expect(stored.profile).toMatchObject({ sim: { pin: '' }, mqtt: { password: '' } });
    expect(await vaultIn(folder).read(stored.id)).toMatchObject({ secrets });
  });

  it('that stand in the profile itself are kept like entered ones', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id, secrets } = storedOf(await store.save(fresh(WITH_SECRETS)));
    expect(secrets).toEqual({ 'sim.pin': true, 'apn.password': true, 'mqtt.password': true });
    expect(await store.resolve(id)).toMatchObject({ ok: true, profile: WITH_SECRETS });
  });

  it('stay, are replaced and are removed as the changes say', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id, profile } = storedOf(await store.save(fresh(WITH_SECRETS)));
    const changed = await store.save({
      id,
      profile,
      secrets: { 'sim.pin': null, 'apn.password': 'new-pass' },
    });
    expect(storedOf(changed).secrets).toEqual({
      'sim.pin': false,
      'apn.password': true,
      'mqtt.password': true,
    });
    expect(await store.resolve(id)).toMatchObject({
      profile: { sim: { pin: '' }, apn: { password: 'new-pass' }, mqtt: { password: 'mqtt-pass-0815' } },
    });
  });

  it('are never in any other file, whatever is done', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.save(fresh(WITH_SECRETS)));
    await store.save({ id, profile: { ...WITH_SECRETS, name: 'again' }, secrets: {} });
    await store.importText(JSON.stringify(WITH_SECRETS));
    await store.duplicate(id, 'copy');
    await store.save({ id: null, profile: { ...WITH_SECRETS, colour: 1 }, secrets: {} });
    writeFileSync(fileOf(folder, '01234567-89ab-cdef-0123-456789abcdef'), JSON.stringify(WITH_SECRETS));
    await openedProfiles(folder);
    const texts = textsIn(folder);
    expect(texts.size).toBe(5);
    for (const [name, text] of texts)
      for (const secret of SECRET_TEXTS) expect(text.includes(secret)).toBe(name === 'secrets.json');
  });

  it('kept for it are judged together with what is saved', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id, profile } = storedOf(await store.save(fresh(WITH_SECRETS)));
    const nameless = { ...profile, mqtt: { ...profile.mqtt, username: '' } };
    expect(await store.save({ id, profile: nameless, secrets: {} })).toEqual({
      ok: false,
      faults: [{ path: 'mqtt.username', rule: 'password_without_username' }],
    });
    expect(await store.save({ id, profile: nameless, secrets: { 'mqtt.password': null } })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['a PIN with letters', { 'sim.pin': '12a4' }, { path: 'sim.pin', rule: 'pin_digits' }],
    ['a quotation mark', { 'apn.password': 'a"b' }, { path: 'apn.password', rule: 'quote' }],
    [
      'a line that is too long',
      { 'mqtt.password': 'x'.repeat(4000) },
      { path: 'mqtt', rule: 'line_too_long' },
    ],
  ])('with %s are refused without being told, and the kept ones stay', async (_, secrets, fault) => {
    const store = await openedProfiles(temporaryFolder());
    const { id, profile } = storedOf(await store.save(fresh(WITH_SECRETS)));
    const saved = await store.save({ id, profile, secrets });
    expect(saved).toMatchObject({ ok: false, faults: [fault] });
    for (const secret of Object.values(secrets)) expect(JSON.stringify(saved)).not.toContain(secret);
    expect(await store.resolve(id)).toMatchObject({ profile: WITH_SECRETS });
  });

  it('lose quotation marks that were typed around them', async () => {
    const store = await openedProfiles(temporaryFolder());
    const profile = { ...SMALLEST, apn: { username: 'u' } };
    const saved = await store.save({ id: null, profile, secrets: { 'apn.password': '“p”' } });
    expect(saved).toMatchObject({ changes: [{ path: 'apn.password', kind: 'quotes_removed' }] });
    expect(await store.resolve(storedOf(saved).id)).toMatchObject({ profile: { apn: { password: 'p' } } });
  });
});

describe('a profile whose secrets are sealed elsewhere', () => {
  async function sealed() {
    const folder = temporaryFolder();
    const desktop = await openedProfiles(folder, vaultIn(folder, keychain('k1')));
    const { id, profile } = storedOf(await desktop.save(fresh(WITH_SECRETS)));
    return { folder, id, profile, store: await openedProfiles(folder) };
  }

  it('shows them as set, and cannot be run or exported with them', async () => {
    const { store, id } = await sealed();
    const fields = ['sim.pin', 'apn.password', 'mqtt.password'];
    const refused = { ok: false, fault: { kind: 'secrets_unreadable', fields, code: 'SEALED' } };
    expect(store.list()[0]?.secrets).toEqual({
      'sim.pin': true,
      'apn.password': true,
      'mqtt.password': true,
    });
    expect(await store.resolve(id)).toEqual(refused);
    expect(await store.exportText(id, true)).toEqual(refused);
    expect(await store.exportText(id, false)).toMatchObject({ ok: true });
  });

  it('can be changed without losing them', async () => {
    const { folder, store, id, profile } = await sealed();
    await store.save({ id, profile: { ...profile, name: 'renamed' }, secrets: {} });
    const copy = storedOf(await store.duplicate(id, 'copy'));
    expect(copy.secrets['sim.pin']).toBe(true);
    const desktop = await openedProfiles(folder, vaultIn(folder, keychain('k1')));
    expect(await desktop.resolve(id)).toMatchObject({ profile: { ...WITH_SECRETS, name: 'renamed' } });
    expect(await desktop.resolve(copy.id)).toMatchObject({ profile: { ...WITH_SECRETS, name: 'copy' } });
  });

  it('runs again when they are entered anew or removed', async () => {
    const { store, id, profile } = await sealed();
    await store.save({ id, profile, secrets: { 'sim.pin': null, 'apn.password': '', 'mqtt.password': 'q' } });
    expect(await store.resolve(id)).toMatchObject({
      ok: true,
      profile: { sim: { pin: '' }, apn: { password: '' }, mqtt: { password: 'q' } },
    });
  });

  it('is judged whole where they can be read again', async () => {
    const { folder, store, id, profile } = await sealed();
    storedOf(
      await store.save({ id, profile: { ...profile, mqtt: { ...profile.mqtt, username: '' } }, secrets: {} }),
    );
    const desktop = await openedProfiles(folder, vaultIn(folder, keychain('k1')));
    expect(await desktop.resolve(id)).toEqual({
      ok: false,
      fault: {
        kind: 'profile_invalid',
        faults: [{ path: 'mqtt.username', rule: 'password_without_username' }],
      },
    });
  });

  it('cannot be run either when they were sealed after this process read the list', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.save(fresh()));
    await vaultIn(folder, keychain('k1')).write(id, { 'sim.pin': '1234' });
    const fault = { kind: 'secrets_unreadable', fields: ['sim.pin'], code: 'SEALED' };
    expect(await store.resolve(id)).toEqual({ ok: false, fault });
  });
});

describe('secrets that are gone', () => {
  it('keep the profile from being run as if it never had any', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.save(fresh(WITH_SECRETS)));
    writeFileSync(join(folder, 'secrets.json'), '{"dam');
    expect(await store.resolve(id)).toMatchObject({
      ok: false,
      fault: { kind: 'secrets_unreadable', code: 'MISSING' },
    });
    expect(store.damaged).toEqual([{ fileName: 'secrets.json.damaged-1', kind: 'secrets_damaged' }]);
  });
});
