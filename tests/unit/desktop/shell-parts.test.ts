import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chosenTexts, GROUND } from '../../../electron/desktop/appearance.ts';
import { type Keychain, keychainCipher } from '../../../electron/desktop/keychain.ts';
import { contextEntries, type MenuEntry, menuEntries } from '../../../electron/desktop/menu.ts';
import { quitQuestion } from '../../../electron/desktop/questions.ts';
import { translator } from '../../../shared/messages/index.ts';

const say = translator('en');
const nothing = () => {};
const PARTS = { say, development: false, toPage: nothing, showDataFolder: nothing, about: nothing };

/** The roles in a menu, with those of its submenus. */
function roles(entries: readonly MenuEntry[]): readonly string[] {
  return entries.flatMap(({ role, submenu = [] }) => [
    ...(role === undefined ? [] : [role]),
    ...roles(submenu),
  ]);
}

test('the page can be loaded again and looked into in development only', () => {
  const built = roles(menuEntries({ ...PARTS, platform: 'linux' }));
  const checkout = roles(menuEntries({ ...PARTS, platform: 'linux', development: true }));
  expect(built).not.toContain('reload');
  expect(built).not.toContain('toggleDevTools');
  expect(checkout).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
});

test.each(['linux', 'win32'] as const)('on %s Quit stands under File and About under Help', (platform) => {
  const [file, , , help] = menuEntries({ ...PARTS, platform });
  expect(file?.submenu?.at(-1)?.role).toBe('quit');
  expect(help?.submenu?.at(-1)?.label).toBe('About this program');
});

test('on macOS both stand in the menu with the name of the program', () => {
  const entries = menuEntries({ ...PARTS, platform: 'darwin' });
  expect(entries.map(({ label }) => label)).toEqual([
    'WIS800C Commissioner',
    '&File',
    '&Edit',
    '&View',
    '&Help',
  ]);
  expect(entries[0]?.submenu?.[0]?.label).toBe('About this program');
  expect(entries[0]?.submenu?.at(-1)?.role).toBe('quit');
  expect(roles(entries.slice(1))).not.toContain('quit');
});

test('text that cannot be changed can only be copied', () => {
  expect(roles(contextEntries(say, false))).toEqual(['copy']);
  expect(roles(contextEntries(say, true))).toEqual(expect.arrayContaining(['cut', 'copy', 'paste']));
});

test('Enter and Escape keep the run', () => {
  const { buttons, defaultId, cancelId } = quitQuestion(say, ['/dev/ttyUSB0', 'sim:']);
  expect(buttons).toEqual(['Stop the run and quit', 'Keep running']);
  expect([buttons[defaultId], buttons[cancelId]]).toEqual(['Keep running', 'Keep running']);
});

test('the chosen language goes before that of the system', () => {
  expect(chosenTexts({ language: 'system' }, 'zh-CN')('desktop.menu.quit')).toBe('退出');
  expect(chosenTexts({ language: 'en' }, 'zh-CN')('desktop.menu.quit')).toBe('Quit');
});

test('the window has the ground of the page before the page has painted', async () => {
  const styles = await readFile(join(import.meta.dirname, '../../../renderer/tokens.css'), 'utf8');
  const grounds = [...styles.matchAll(/--ground: (#[0-9a-f]{6});/g)].map(([, color]) => color);
  expect(grounds).toEqual([GROUND.light, GROUND.dark]);
});

function keychain(changes: Partial<Keychain>): Keychain {
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'kwallet6',
    encryptString: (text) => Buffer.from(text).toReversed(),
    decryptString: (bytes) => Buffer.from(bytes.toReversed()).toString(),
    ...changes,
  };
}

const refuse = () => {
  throw new Error('refused');
};

test('the keychain gives back what it was given', () => {
  const cipher = keychainCipher(keychain({}), 'linux');
  expect(cipher?.decrypt(cipher.encrypt('secret') ?? new Uint8Array())).toBe('secret');
});

test('a keychain that refuses gives nothing', () => {
  const cipher = keychainCipher(keychain({ encryptString: refuse, decryptString: refuse }), 'linux');
  expect(cipher?.encrypt('secret')).toBeNull();
  expect(cipher?.decrypt(new Uint8Array([1]))).toBeNull();
});

test.each(['basic_text', 'unknown'])('on Linux %s is no keychain', (backend) => {
  expect(keychainCipher(keychain({ getSelectedStorageBackend: () => backend }), 'linux')).toBeNull();
});

test('elsewhere nobody asks which keyring it is', () => {
  expect(keychainCipher(keychain({ getSelectedStorageBackend: refuse }), 'win32')).not.toBeNull();
});

test('no keychain is none on any system', () => {
  expect(keychainCipher(keychain({ isEncryptionAvailable: () => false }), 'darwin')).toBeNull();
});
