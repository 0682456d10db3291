import { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { Answers, happened, machine, type QuestionOptions } from './happenings.ts';

/** What the tests answer. */
export const answers = {
  question: new Answers<number>(),
  /** Where a file is to go; empty for nowhere. */
  savePath: new Answers<string>(),
};

interface SaveOptions {
  readonly defaultPath: string;
}

export const dialog = {
  showErrorBox: (title: string, text: string) => happened({ kind: 'error_box', title, text }),
  showMessageBox: async (_window: unknown, options: QuestionOptions) => {
    happened({ kind: 'question', options });
    return { response: await answers.question.take(), checkboxChecked: false };
  },
  showMessageBoxSync: (_window: unknown, options: QuestionOptions) => {
    happened({ kind: 'question', options });
    return answers.question.takeNow();
  },
  showSaveDialog: async (_window: unknown, { defaultPath }: SaveOptions) => {
    happened({ kind: 'save_dialog', fileName: basename(defaultPath) });
    const filePath = await answers.savePath.take();
    return { canceled: filePath === '', filePath };
  },
};

export const shell = {
  showItemInFolder: (path: string) => happened({ kind: 'file_shown', path }),
  openPath: async (path: string) => {
    happened({ kind: 'folder_opened', path });
    return '';
  },
};

/** An entry of a menu as the program states it. */
export interface Entry {
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly Entry[];
}

export class Menu {
  static current: readonly Entry[] = [];
  readonly entries: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  static buildFromTemplate(entries: readonly Entry[]): Menu {
    return new Menu(entries);
  }

  static setApplicationMenu(menu: Menu): void {
    Menu.current = menu.entries;
    happened({ kind: 'menu_set' });
  }

  popup(): void {}
}

class NativeTheme extends EventEmitter {
  #source = 'system';

  get themeSource(): string {
    return this.#source;
  }

  set themeSource(source: string) {
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? machine().dark : this.#source === 'dark';
  }
}

export const nativeTheme = new NativeTheme();

/** Hides nothing, but changes what it is given. */
export const safeStorage = {
  isEncryptionAvailable: () => machine().keychain !== 'absent',
  getSelectedStorageBackend: () => (machine().keychain === 'basic_text' ? 'basic_text' : 'gnome_libsecret'),
  encryptString: (text: string) => Buffer.from(`kept:${Buffer.from(text).toString('hex')}`),
  decryptString: (bytes: Buffer) => {
    const [, hex] = /^kept:([0-9a-f]*)$/.exec(bytes.toString()) ?? [];
    if (hex === undefined) throw new Error('Error while decrypting the ciphertext');
    return Buffer.from(hex, 'hex').toString();
  },
};
