import { EventEmitter } from 'node:events';
import type { Dialog } from 'playwright';
import { app } from './app.ts';
import { Refusable, WebContents } from './contents.ts';
import { takePage, takePaper } from './engine.ts';
import { happened, machine } from './happenings.ts';
import { worldOf } from './session.ts';

/** The main process's ear. */
export const ipcMain = new EventEmitter();

interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly backgroundColor?: string;
  readonly webPreferences: {
    readonly preload?: string;
    readonly partition?: string;
    readonly javascript?: boolean;
  };
}

/** A window whose contents are a page of a real browser. */
export class BrowserWindow extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  backgroundColor: string;
  #bounds: { x: number; y: number; width: number; height: number };
  #isShown = false;
  #isMaximized = false;
  #isMinimized = false;
  #isDestroyed = false;
  readonly #prepared: Promise<void>;

  static getAllWindows(): readonly BrowserWindow[] {
    return [...app.windows].filter((window) => window instanceof BrowserWindow);
  }

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    const { x = 0, y = 0, width = 800, height = 600, backgroundColor = '#ffffff' } = options;
    const { preload, partition, javascript = true } = options.webPreferences;
    this.#bounds = { x, y, width, height };
    this.backgroundColor = backgroundColor;
    const page = javascript ? takePage() : takePaper();
    this.webContents = new WebContents({ page, handlers: worldOf(partition).handlers, ipcMain });
    this.#prepared = this.webContents.prepare(preload);
    page.on('dialog', (dialog) => void this.#heldBack(dialog));
    page.on('close', () => this.#gone());
    app.windows.add(this);
  }

  async loadURL(url: string): Promise<void> {
    await this.#prepared;
    await this.webContents.loadURL(url);
    this.emit('ready-to-show');
  }

  isVisible(): boolean {
    return this.#isShown;
  }

  show(): void {
    this.#isShown = true;
    happened({ kind: 'window_shown', maximized: this.#isMaximized });
  }

  focus(): void {
    happened({ kind: 'window_focused' });
  }

  maximize(): void {
    this.#isMaximized = true;
  }

  minimize(): void {
    this.#isMinimized = true;
  }

  restore(): void {
    this.#isMinimized = false;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  /** Whatever is done with a destroyed window throws, as it does in Electron. */
  #alive(): void {
    if (this.#isDestroyed) throw new Error('Object has been destroyed');
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    this.#alive();
    return { ...this.#bounds };
  }

  setBounds(bounds: { x: number; y: number; width: number; height: number }): void {
    this.#alive();
    this.#bounds = bounds;
  }

  setBackgroundColor(color: string): void {
    this.#alive();
    this.backgroundColor = color;
  }

  /** Asks the program, then the page. */
  close(): void {
    this.#alive();
    const event = new Refusable();
    this.emit('close', event);
    if (!event.isRefused) void this.webContents.page.close({ runBeforeUnload: true });
  }

  /** Asks nobody. */
  destroy(): void {
    this.#gone();
    void this.webContents.page.close();
  }

  async #heldBack(dialog: Dialog): Promise<void> {
    if (dialog.type() !== 'beforeunload') return;
    const event = new Refusable();
    this.webContents.emit('will-prevent-unload', event);
    await (event.isRefused ? dialog.accept() : dialog.dismiss());
  }

  #gone(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.webContents.emit('destroyed');
    happened({ kind: 'window_closed' });
    app.closed(this);
    this.emit('closed');
  }
}

export const screen = {
  getAllDisplays: () => machine().displays.map((workArea, id) => ({ id, workArea })),
  getPrimaryDisplay: () => ({ id: 0, workArea: machine().displays[0] }),
};
