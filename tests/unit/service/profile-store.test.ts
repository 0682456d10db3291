import { readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProfileText } from '../../../shared/profile-file.ts';
import { secretsSet } from '../../../shared/station.ts';
import {
  fileOf,
  fresh,
  namesOf,
  openedProfiles,
  SECRET_TEXTS,
  SMALLEST,
  storedOf,
  temporaryFolder,
  textsIn,
  vaultIn,
  WITH_SECRETS,
} from './data-folder.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOT_FOUND = { ok: false, fault: { kind: 'not_found' } };
const HOSTILE_IDS = [
  '../x',
  '..',
  'con',
  '',
  '__proto__',
  '/etc/passwd',
  '01234567-89ab-cdef-0123-456789abcdef',
  'C:\\x',
  'a\u0000b',
];

describe('saving a profile', () => {
  it('gives it an id, a file of its own and every default', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const stored = storedOf(await store.save(fresh()));
    expect(stored.id).toMatch(UUID);
    expect(stored.profile).toMatchObject({ ...SMALLEST, baudRate: 115200, after: 'disconnect' });
    expect(stored.secrets).toEqual(secretsSet({}));
    const text = readFileSync(fileOf(folder, stored.id), 'utf8');
    expect(text).toContain('\n  "name": "bench",\n');
    expect(readProfileText(text)).toMatchObject({ ok: true, profile: stored.profile });
    expect(readdirSync(folder)).toEqual(['profiles']);
  });

  it('is found again by the next opening', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    await store.save(fresh({ ...WITH_SECRETS, name: '温度台 😀' }));
    expect((await openedProfiles(folder)).list()).toEqual(store.list());
    expect(namesOf(store.list())).toEqual(['温度台 😀']);
  });

  it('changes it under the same id, also its name', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.save(fresh()));
    const changed = storedOf(await store.save({ ...fresh({ ...SMALLEST, name: 'renamed' }), id }));
    expect(changed).toMatchObject({ id, profile: { name: 'renamed' } });
    expect(store.list()).toEqual([changed]);
    expect(readdirSync(join(folder, 'profiles'))).toEqual([`${id}.json`]);
  });

  it('never takes the place of another one of the same name', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    await store.save(fresh());
    await store.save(fresh());
    expect(namesOf((await openedProfiles(folder)).list())).toEqual(['bench', 'bench']);
  });

  it('lists them by name, numbers as numbers, and then by id', async () => {
    const store = await openedProfiles(temporaryFolder());
    for (const name of ['bench 10', '温度台', 'bench 2', 'Alpha', 'bench 2'])
      await store.save(fresh({ ...SMALLEST, name }));
    expect(namesOf(store.list())).toEqual(['Alpha', 'bench 2', 'bench 2', 'bench 10', '温度台']);
    const [first, second] = store.list().filter(({ profile }) => profile.name === 'bench 2');
    expect((first?.id ?? '') < (second?.id ?? '')).toBe(true);
  });

  it('says what was mended on the way', async () => {
    const store = await openedProfiles(temporaryFolder());
    const saved = await store.save(fresh({ ...SMALLEST, broker: { host: ' broker.test ' } }));
    expect(saved).toMatchObject({
      stored: { profile: { broker: { host: 'broker.test' } } },
      changes: [{ path: 'broker.host', kind: 'blanks_removed' }],
    });
  });

  it.each([
    ['no object', null, { path: '', rule: 'not_an_object' }],
    ['a list', [], { path: '', rule: 'not_an_object' }],
    ['no broker', { name: 'n', mqtt: { clientId: 'c' } }, { path: 'broker', rule: 'required' }],
    ['an unknown field', { ...SMALLEST, colour: 1 }, { path: 'colour', rule: 'unknown_field' }],
    ['a part that is a text', { ...SMALLEST, sim: '1234' }, { path: 'sim', rule: 'wrong_type' }],
    ['a part that is null', { ...SMALLEST, apn: null }, { path: 'apn', rule: 'wrong_type' }],
    ['no name', { ...SMALLEST, name: '' }, { path: 'name', rule: 'empty' }],
  ])('with %s is refused with the field, and nothing is written', async (_, profile, fault) => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const secrets = { 'mqtt.password': 'p' };
    expect(await store.save({ id: null, profile, secrets })).toMatchObject({ ok: false, faults: [fault] });
    expect(store.list()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('200 times at once keeps every profile and whole files', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.save(fresh()));
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    const saved = await Promise.all(
      numbers.map((each) =>
        store.save({
          id: each % 2 === 0 ? id : null,
          profile: { ...SMALLEST, name: `n${each}` },
          secrets: { 'sim.pin': String(1000 + each) },
        }),
      ),
    );
    expect(saved.every(({ ok }) => ok)).toBe(true);
    const again = await openedProfiles(folder);
    expect(again.list()).toEqual(store.list());
    expect(again.damaged).toEqual([]);
    expect(again.list()).toHaveLength(101);
    expect(await again.resolve(id)).toMatchObject({ profile: { name: 'n198', sim: { pin: '1198' } } });
  });
});

describe('removing a profile', () => {
  it('takes its file and its secrets with it', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const gone = storedOf(await store.save(fresh(WITH_SECRETS)));
    const stays = storedOf(await store.save(fresh({ ...WITH_SECRETS, name: 'stays' })));
    expect(await store.remove(gone.id)).toEqual({ ok: true });
    expect(store.list()).toEqual([stays]);
    expect(await vaultIn(folder).read(gone.id)).toMatchObject({ secrets: {} });
    expect((await openedProfiles(folder)).list()).toEqual([stays]);
    expect(await store.resolve(gone.id)).toEqual(NOT_FOUND);
  });

  it('whose file somebody removed already is removed', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const { id } = storedOf(await store.save(fresh(WITH_SECRETS)));
    unlinkSync(fileOf(folder, id));
    expect(await store.remove(id)).toEqual({ ok: true });
    expect(store.list()).toEqual([]);
  });
});

describe('duplicating a profile', () => {
  it('copies it with its secrets under a name that is free', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id } = storedOf(await store.save(fresh(WITH_SECRETS)));
    const copies = [await store.duplicate(id, 'bench'), await store.duplicate(id, 'bench')].map(storedOf);
    expect(namesOf(copies)).toEqual(['bench (2)', 'bench (3)']);
    expect(new Set([id, ...copies.map((copy) => copy.id)]).size).toBe(3);
    await store.remove(id);
    const copy = copies[0]?.id ?? '';
    expect(await store.resolve(copy)).toMatchObject({ profile: { ...WITH_SECRETS, name: 'bench (2)' } });
  });

  it('gives each its own name when it is asked at once', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id } = storedOf(await store.save(fresh()));
    await Promise.all(Array.from({ length: 5 }, () => store.duplicate(id, 'bench')));
    expect(namesOf(store.list())).toEqual([
      'bench',
      'bench (2)',
      'bench (3)',
      'bench (4)',
      'bench (5)',
      'bench (6)',
    ]);
  });

  it('without a name is refused', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id } = storedOf(await store.save(fresh()));
    expect(await store.duplicate(id, '')).toEqual({ ok: false, faults: [{ path: 'name', rule: 'empty' }] });
    expect(store.list()).toHaveLength(1);
  });
});

describe('importing a profile', () => {
  it('takes the text of a profile file, its secrets into the vault', async () => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    const stored = storedOf(await store.importText(`\ufeff${JSON.stringify(WITH_SECRETS)}`));
    expect(stored.secrets).toEqual({ 'sim.pin': true, 'apn.password': true, 'mqtt.password': true });
    expect(await store.resolve(stored.id)).toMatchObject({ profile: WITH_SECRETS });
  });

  it('gives a name that is taken a number, and says what was mended', async () => {
    const store = await openedProfiles(temporaryFolder());
    const text = JSON.stringify({ ...SMALLEST, apn: { name: '“CMNET”' } });
    await store.importText(text);
    const again = await store.importText(text);
    expect(again).toMatchObject({
      stored: { profile: { name: 'bench (2)' } },
      changes: [{ path: 'apn.name', kind: 'quotes_removed' }],
    });
  });

  it.each([
    ['', { path: '', rule: 'not_json' }],
    ['{"name":"n"', { path: '', rule: 'not_json' }],
    ['[]', { path: '', rule: 'not_an_object' }],
    ['{"name":"n","broker":{"host":"h"}}', { path: 'mqtt', rule: 'required' }],
    ['{"__proto__":{},"name":"n","broker":{"host":"h"},"mqtt":{"clientId":"c"}}', { rule: 'unknown_field' }],
  ])('refuses %j with the reason', async (text, fault) => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    expect(await store.importText(text)).toMatchObject({ ok: false, faults: [fault] });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('exporting a profile', () => {
  it('has no secrets unless they are asked for', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id, profile } = storedOf(await store.save(fresh(WITH_SECRETS)));
    const without = await store.exportText(id, false);
    const including = await store.exportText(id, true);
    if (!without.ok || !including.ok) throw new Error('not exported');
    for (const secret of SECRET_TEXTS) {
      expect(without.text).not.toContain(secret);
      expect(including.text).toContain(secret);
    }
    expect(readProfileText(without.text)).toMatchObject({ ok: true, profile });
    expect(readProfileText(including.text)).toMatchObject({ ok: true, profile: WITH_SECRETS });
  });

  it('gives a file name that every system takes', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id } = storedOf(await store.save(fresh({ ...SMALLEST, name: 'con' })));
    expect(await store.exportText(id, false)).toMatchObject({ fileName: '_con.json' });
  });

  it('and importing it again is the same profile', async () => {
    const store = await openedProfiles(temporaryFolder());
    const { id } = storedOf(await store.save(fresh({ ...WITH_SECRETS, name: '温度台' })));
    const exported = await store.exportText(id, true);
    await store.remove(id);
    const back = storedOf(await store.importText(exported.ok ? exported.text : ''));
    expect(await store.resolve(back.id)).toMatchObject({ profile: { ...WITH_SECRETS, name: '温度台' } });
  });
});

describe('an id', () => {
  it.each(HOSTILE_IDS)('that no profile has is refused everywhere: %j', async (id) => {
    const folder = temporaryFolder();
    const store = await openedProfiles(folder);
    await store.save(fresh());
    const before = textsIn(folder);
    expect(await store.save({ id, profile: SMALLEST, secrets: { 'sim.pin': '1234' } })).toEqual(NOT_FOUND);
    expect(await store.duplicate(id, 'n')).toEqual(NOT_FOUND);
    expect(await store.remove(id)).toEqual(NOT_FOUND);
    expect(await store.exportText(id, true)).toEqual(NOT_FOUND);
    expect(await store.resolve(id)).toEqual(NOT_FOUND);
    expect(textsIn(folder)).toEqual(before);
  });
});

describe('those who follow the profiles', () => {
  it('are told the whole list after every change, and not when nothing changed', async () => {
    const store = await openedProfiles(temporaryFolder());
    const told: (readonly string[])[] = [];
    const unfollow = store.follow((profiles) => told.push(namesOf(profiles)));
    const { id } = storedOf(await store.save(fresh()));
    await store.save(fresh({}));
    await store.remove('no such id');
    await store.duplicate(id, 'bench');
    await store.remove(id);
    unfollow();
    await store.save(fresh());
    expect(told).toEqual([['bench'], ['bench', 'bench (2)'], ['bench (2)']]);
  });
});
