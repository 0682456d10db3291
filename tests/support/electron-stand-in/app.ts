import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { Refusable } from './contents.ts';
import { startEngine, stopEngine } from './engine.ts';
import { machine } from './happenings.ts';

interface Closable {
  close(): void;
  isDestroyed(): boolean;
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly windows = new Set<Closable>();
  readonly #paths = new Map([['documents', machine().documents]]);
  #ready: Promise<void> | null = null;

  whenReady(): Promise<void> {
    this.#ready ??= startEngine(machine());
    return this.#ready;
  }

  requestSingleInstanceLock(): boolean {
    return !machine().taken;
  }

  getLocale(): string {
    return machine().locale;
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`no path for ${name}`);
    return path;
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Path does not exist: ${path}`);
    this.#paths.set(name, path);
  }

  /** Asks everybody; ends when nobody minds. */
  quit(): void {
    const event = new Refusable();
    this.emit('before-quit', event);
    if (event.isRefused) return;
    for (const window of this.windows) window.close();
    if ([...this.windows].every((window) => window.isDestroyed())) this.exit(0);
  }

  exit(status: number): void {
    void stopEngine().then(() => {
      // What was told before must arrive before the end does.
      if (process.send === undefined) process.exit(status);
      process.send({ ending: status }, () => process.exit(status));
    });
  }

  /** The last window is gone. */
  closed(window: Closable): void {
    this.windows.delete(window);
    if (this.windows.size === 0 && !this.emit('window-all-closed')) this.quit();
  }
}

export const app = new App();
