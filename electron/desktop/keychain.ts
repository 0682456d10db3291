import type { Cipher } from '../service/stores/secret-vault.ts';

/** The browser engine's way to the operating system's keychain. */
export interface Keychain {
  isEncryptionAvailable(): boolean;
  /** Linux only: which keyring keeps the key. */
  getSelectedStorageBackend(): string;
  encryptString(text: string): Uint8Array;
  decryptString(bytes: Buffer): string;
}

/** Linux without a keyring: the key is a fixed text that everybody knows. */
const NO_KEYRING: readonly string[] = ['basic_text', 'unknown'];

/** The keychain as a cipher; null where the system has none, or one that hides nothing. */
export function keychainCipher(keychain: Keychain, platform: NodeJS.Platform): Cipher | null {
  if (!keychain.isEncryptionAvailable()) return null;
  if (platform === 'linux' && NO_KEYRING.includes(keychain.getSelectedStorageBackend())) return null;
  return {
    encrypt: (text) => unlessRefused(() => keychain.encryptString(text)),
    decrypt: (bytes) => unlessRefused(() => keychain.decryptString(Buffer.from(bytes))),
  };
}

/** The keychain tells of a refusal by throwing, without a code. */
function unlessRefused<Result>(ask: () => Result): Result | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
