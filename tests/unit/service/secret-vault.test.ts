import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cipher } from '../../../electron/service/stores/secret-vault.ts';
import { keychain, modeOf, temporaryFolder, vaultIn } from './data-folder.ts';

const ALL = { 'sim.pin': '1234', 'apn.password': '密码 😀', 'mqtt.password': 'pass "word"\\' };
const NOTHING = { ok: true, secrets: {}, unreadable: [] };

const fileIn = (folder: string) => join(folder, 'secrets.json');
const textIn = (folder: string) => readFileSync(fileIn(folder), 'utf8');

describe.each([
  ['without a keychain', null, 'file'],
  ['with a keychain', keychain('k1'), 'keychain'],
] as const)('a vault %s', (_, cipher, keptBy) => {
  it('gives back what it was given, also after the program ended', async () => {
    const folder = temporaryFolder();
    const vault = vaultIn(folder, cipher);
    expect(vault.keptBy).toBe(keptBy);
    expect(await vault.write('a', ALL)).toEqual({ ok: true });
    expect(await vault.read('a')).toEqual({ ok: true, secrets: ALL, unreadable: [] });
    expect(await vaultIn(folder, cipher).read('a')).toEqual({ ok: true, secrets: ALL, unreadable: [] });
  });

  it('has nothing of a profile that it does not know, and makes no file for asking', async () => {
    const folder = temporaryFolder();
    const vault = vaultIn(folder, cipher);
    expect(await vault.read('a')).toEqual(NOTHING);
    expect(await vault.remove('a')).toEqual({ ok: true });
    expect(await vault.copy('a', 'b')).toEqual({ ok: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('replaces, removes and leaves alone as it is told', async () => {
    const vault = vaultIn(temporaryFolder(), cipher);
    await vault.write('a', ALL);
    await vault.write('a', { 'sim.pin': null, 'mqtt.password': 'new' });
    expect(await vault.read('a')).toMatchObject({
      secrets: { 'apn.password': '密码 😀', 'mqtt.password': 'new' },
    });
    await vault.write('a', { 'apn.password': '', 'mqtt.password': null });
    expect(await vault.read('a')).toEqual(NOTHING);
  });

  it('keeps profiles apart', async () => {
    const folder = temporaryFolder();
    const vault = vaultIn(folder, cipher);
    await vault.write('a', { 'sim.pin': '1111' });
    await vault.write('b', { 'sim.pin': '2222' });
    await vault.remove('a');
    expect(await vault.read('a')).toEqual(NOTHING);
    expect(await vault.read('b')).toMatchObject({ secrets: { 'sim.pin': '2222' } });
    expect(Object.keys(JSON.parse(textIn(folder)))).toEqual(['b']);
  });

  it('copies the secrets of one profile to another', async () => {
    const vault = vaultIn(temporaryFolder(), cipher);
    await vault.write('a', ALL);
    expect(await vault.copy('a', 'b')).toEqual({ ok: true });
    await vault.write('a', { 'sim.pin': null });
    expect(await vault.read('b')).toMatchObject({ secrets: ALL });
  });

  it.each(['__proto__', 'constructor', '../x', ''])(
    'takes any id for a name and nothing else: %j',
    async (id) => {
      const folder = temporaryFolder();
      const vault = vaultIn(folder, cipher);
      await vault.write(id, { 'sim.pin': '1234' });
      expect(await vault.read(id)).toMatchObject({ secrets: { 'sim.pin': '1234' } });
      expect(await vault.read('toString')).toEqual(NOTHING);
      expect(readdirSync(folder)).toEqual(['secrets.json']);
    },
  );

  it('asked 200 times at once loses nothing', async () => {
    const folder = temporaryFolder();
    const vault = vaultIn(folder, cipher);
    const ids = Array.from({ length: 200 }, (_, index) => `profile-${index}`);
    const written = await Promise.all(ids.map((id) => vault.write(id, { 'mqtt.password': `of ${id}` })));
    expect(written.every(({ ok }) => ok)).toBe(true);
    const read = await Promise.all(ids.map((id) => vaultIn(folder, cipher).read(id)));
    expect(read.map((each) => each.ok && each.secrets['mqtt.password'])).toEqual(ids.map((id) => `of ${id}`));
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });
});

describe('the file of secrets', () => {
  it('is for its owner alone', async () => {
    const folder = temporaryFolder();
    await vaultIn(folder).write('a', ALL);
    if (process.platform !== 'win32') expect(modeOf(fileIn(folder))).toBe(0o600);
    expect(JSON.parse(textIn(folder))).toEqual({
      a: {
        'sim.pin': { plain: '1234' },
        'apn.password': { plain: '密码 😀' },
        'mqtt.password': { plain: 'pass "word"\\' },
      },
    });
  });

  it('that was opened to others is closed again by reading it', async () => {
    const folder = temporaryFolder();
    await vaultIn(folder).write('a', ALL);
    chmodSync(fileIn(folder), 0o644);
    expect(await vaultIn(folder).read('a')).toMatchObject({ secrets: ALL });
    if (process.platform !== 'win32') expect(modeOf(fileIn(folder))).toBe(0o600);
  });

  it('does not show what a keychain sealed', async () => {
    const folder = temporaryFolder();
    await vaultIn(folder, keychain('k1')).write('a', ALL);
    const text = textIn(folder);
    expect(JSON.parse(text)).toMatchObject({ a: { 'sim.pin': { sealed: expect.any(String) } } });
    expect(text).not.toContain('plain');
    for (const secret of Object.values(ALL)) expect(text).not.toContain(secret);
  });

  it('that another process changed is read anew', async () => {
    const folder = temporaryFolder();
    const [one, other] = [vaultIn(folder), vaultIn(folder)];
    await one.write('a', { 'sim.pin': '1111' });
    await other.write('b', { 'sim.pin': '2222' });
    await one.write('a', { 'apn.password': 'p' });
    expect(await one.read('b')).toMatchObject({ secrets: { 'sim.pin': '2222' } });
    expect(await other.read('a')).toMatchObject({ secrets: { 'sim.pin': '1111', 'apn.password': 'p' } });
  });
});

describe.each([
  ['by a station without a keychain', null],
  ['by another keychain', keychain('k2')],
] as const)('what a keychain sealed, opened %s,', (_, cipher) => {
  async function sealed() {
    const folder = temporaryFolder();
    await vaultIn(folder, keychain('k1')).write('a', { 'sim.pin': '1234', 'mqtt.password': 'p' });
    return folder;
  }

  it('reads as set but unreadable', async () => {
    const folder = await sealed();
    const vault = vaultIn(folder, cipher);
    const unreadable = ['sim.pin', 'mqtt.password'];
    expect(await vault.read('a')).toEqual({ ok: true, secrets: {}, unreadable });
    expect(vault.keptAside).toEqual([]);
  });

  it('survives what is done to another profile, and to other secrets of its own', async () => {
    const folder = await sealed();
    const vault = vaultIn(folder, cipher);
    await vault.write('b', ALL);
    await vault.remove('b');
    await vault.write('a', { 'apn.password': 'new', 'mqtt.password': null });
    expect(await vault.read('a')).toEqual({
      ok: true,
      secrets: { 'apn.password': 'new' },
      unreadable: ['sim.pin'],
    });
    const back = await vaultIn(folder, keychain('k1')).read('a');
    expect(back.ok && back.secrets['sim.pin']).toBe('1234');
  });

  it('can be copied, and be opened again where it was sealed', async () => {
    const folder = await sealed();
    await vaultIn(folder, cipher).copy('a', 'b');
    expect(await vaultIn(folder, keychain('k1')).read('b')).toMatchObject({
      secrets: { 'sim.pin': '1234', 'mqtt.password': 'p' },
    });
  });

  it('is replaced when a new secret is entered', async () => {
    const vault = vaultIn(await sealed(), cipher);
    await vault.write('a', { 'sim.pin': '9999', 'mqtt.password': 'q' });
    expect(await vault.read('a')).toEqual({
      ok: true,
      secrets: { 'sim.pin': '9999', 'mqtt.password': 'q' },
      unreadable: [],
    });
  });
});

describe('a keychain', () => {
  it('reads what was written without one, and seals it with the next change of the profile', async () => {
    const folder = temporaryFolder();
    await vaultIn(folder).write('a', ALL);
    const vault = vaultIn(folder, keychain('k1'));
    expect(await vault.read('a')).toMatchObject({ secrets: ALL, unreadable: [] });
    await vault.write('a', { 'sim.pin': '5678' });
    expect(textIn(folder)).not.toContain('plain');
    expect(await vault.read('a')).toMatchObject({ secrets: { ...ALL, 'sim.pin': '5678' } });
  });

  it('that refuses leaves the file as it was', async () => {
    const folder = temporaryFolder();
    const locked: Cipher = { encrypt: () => null, decrypt: () => null };
    await vaultIn(folder, keychain('k1')).write('a', ALL);
    const before = textIn(folder);
    const fault = { kind: 'io', code: 'KEYCHAIN' };
    expect(await vaultIn(folder, locked).write('a', { 'sim.pin': '5678' })).toEqual({ ok: false, fault });
    expect(textIn(folder)).toBe(before);
    expect(await vaultIn(folder, locked).read('a')).toMatchObject({
      secrets: {},
      unreadable: Object.keys(ALL),
    });
  });
});

describe('a damaged file of secrets', () => {
  it.each([
    ['that is cut off', '{"a":{"sim.pin":{"plain":"1234"'],
    ['that is empty', ''],
    ['that is a list', '[1,2]'],
    ['whose profile is a text', '{"a":"1234"}'],
    ['that is no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('%s is kept aside, told, and secrets can be entered again', async (_, content) => {
    const folder = temporaryFolder();
    writeFileSync(fileIn(folder), content, { mode: 0o644 });
    const vault = vaultIn(folder);
    expect(await vault.read('a')).toEqual(NOTHING);
    expect(vault.keptAside).toEqual(['secrets.json.damaged-1']);
    const aside = join(folder, 'secrets.json.damaged-1');
    expect(readFileSync(aside).equals(Buffer.from(content))).toBe(true);
    if (process.platform !== 'win32') expect(modeOf(aside)).toBe(0o600);
    await vault.write('a', { 'sim.pin': '5678' });
    expect(await vault.read('a')).toMatchObject({ secrets: { 'sim.pin': '5678' } });
    expect(readdirSync(folder).sort()).toEqual(['secrets.json', 'secrets.json.damaged-1']);
  });

  it('is kept aside before it is written over, each under a name of its own', async () => {
    const folder = temporaryFolder();
    const vault = vaultIn(folder);
    for (const content of ['{', '}']) {
      writeFileSync(fileIn(folder), content);
      expect(await vault.write('a', { 'sim.pin': '1234' })).toEqual({ ok: true });
    }
    expect(vault.keptAside).toEqual(['secrets.json.damaged-1', 'secrets.json.damaged-2']);
    expect(readFileSync(join(folder, 'secrets.json.damaged-1'), 'utf8')).toBe('{');
    expect(readFileSync(join(folder, 'secrets.json.damaged-2'), 'utf8')).toBe('}');
  });

  it.each([
    ['a secret of no known form', { 'sim.pin': { wrapped: 'x' } }],
    ['a secret that is a number', { 'sim.pin': 1234 }],
    ['bytes that are not base64', { 'sim.pin': { sealed: '***' } }],
  ])('with %s is readable otherwise, and nothing in it is lost', async (_, entries) => {
    const folder = temporaryFolder();
    const more = { 'apn.password': { plain: 'p' }, 'later.field': { plain: 'of a newer release' } };
    writeFileSync(fileIn(folder), JSON.stringify({ a: { ...entries, ...more } }));
    const vault = vaultIn(folder, keychain('k1'));
    const read = { ok: true, secrets: { 'apn.password': 'p' }, unreadable: ['sim.pin'] };
    expect(await vault.read('a')).toEqual(read);
    await vault.write('b', ALL);
    await vault.write('a', { 'mqtt.password': 'q' });
    expect(vault.keptAside).toEqual([]);
    expect(JSON.parse(textIn(folder))['a']).toMatchObject({ ...entries, 'later.field': more['later.field'] });
  });
});

describe('a file of secrets that cannot be read or written', () => {
  it('is a fault of every call, and is not touched', async () => {
    const folder = temporaryFolder();
    mkdirSync(fileIn(folder));
    const vault = vaultIn(folder);
    const refused = { ok: false, fault: { kind: 'secrets_unreadable', fields: [], code: 'EISDIR' } };
    expect(await vault.read('a')).toEqual(refused);
    expect(await vault.write('a', ALL)).toEqual(refused);
    expect(await vault.copy('a', 'b')).toEqual(refused);
    expect(await vault.remove('a')).toEqual(refused);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
  });

  it('since its folder went away is a fault, and works again when it is back', async () => {
    const folder = join(temporaryFolder(), 'data');
    const vault = vaultIn(folder);
    expect(await vault.write('a', ALL)).toEqual({
      ok: false,
      fault: { kind: 'not_writable', code: 'ENOENT' },
    });
    mkdirSync(folder);
    expect(await vault.write('a', ALL)).toEqual({ ok: true });
    rmSync(fileIn(folder));
    expect(await vault.read('a')).toEqual(NOTHING);
    expect(existsSync(fileIn(folder))).toBe(false);
  });
});
