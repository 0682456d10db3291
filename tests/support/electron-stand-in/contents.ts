import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page, Route } from 'playwright';
import { fromBrowser, toBrowser } from './addresses.ts';
import { happened } from './happenings.ts';
import { MessagePortMain, type ToPage } from './message-port.ts';

export type PageHandler = (request: Request) => Promise<Response> | Response;

/** What the page world tells, in the words of `page-world.js`. */
type FromPage =
  | { readonly type: 'post'; readonly channel: string; readonly ports: readonly number[] }
  | { readonly type: 'port_message'; readonly port: number; readonly data: unknown }
  | { readonly type: 'port_closed'; readonly port: number }
  | { readonly type: 'violation'; readonly text: string };

/** An event that can be refused. */
export class Refusable {
  isRefused = false;
  readonly url: string;

  constructor(url = '') {
    this.url = url;
  }

  preventDefault(): void {
    this.isRefused = true;
  }
}

interface PaperOptions {
  readonly pageSize: 'A4' | 'Letter';
  readonly printBackground: boolean;
}

export interface ContentsParts {
  readonly page: Page;
  readonly handlers: ReadonlyMap<string, PageHandler>;
  /** The main process's ear. */
  readonly ipcMain: EventEmitter;
}

/** What is in the window: a page of a real browser. */
export class WebContents extends EventEmitter {
  readonly page: Page;
  /** Documents of elsewhere, by their address. */
  readonly elsewhere = new Map<string, string>();
  readonly #parts: ContentsParts;
  readonly #ports = new Map<number, MessagePortMain>();
  #isOwnWish = false;
  #openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  constructor(parts: ContentsParts) {
    super();
    this.#parts = parts;
    this.page = parts.page;
  }

  /** Brings the preload into the page's world; before the first document. A world without scripts has none. */
  async prepare(preload: string | undefined): Promise<void> {
    await this.page.context().route('**/*', (route) => this.#answer(route));
    this.page.on('framenavigated', (frame) => {
      if (frame === this.page.mainFrame()) this.#navigated();
    });
    if (preload !== undefined) await this.#bring(preload);
  }

  async #bring(preload: string): Promise<void> {
    const world = await readFile(join(import.meta.dirname, 'page-world.js'), 'utf8');
    const text = await readFile(preload, 'utf8');
    await this.page.exposeBinding('__standInTell', ({ frame }, message: string) =>
      this.#hear(frame, JSON.parse(message)),
    );
    const sandboxed = `if (window === window.top) ((require, module) => {\n${text}\n})(__standInRequire, { exports: {} });`;
    await this.page.addInitScript({ content: `${world}\n${sandboxed}` });
    this.page.on('pageerror', ({ message }) => happened({ kind: 'page_error', text: message }));
    this.page.on('popup', (popup) => {
      const url = popup.url();
      if (this.#openHandler({ url }).action !== 'deny') return;
      happened({ kind: 'window_refused', url });
      void popup.close();
    });
  }

  get ports(): readonly MessagePortMain[] {
    return [...this.#ports.values()];
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.#deliver({ type: 'send', channel, args });
  }

  async loadURL(url: string): Promise<void> {
    await this.#wished(() => this.page.goto(toBrowser(url), { waitUntil: 'domcontentloaded' }));
  }

  /** As Electron's, which knows more of paper than is used here. */
  async printToPDF({ pageSize, printBackground }: PaperOptions): Promise<Buffer> {
    happened({ kind: 'printed', pageSize, url: fromBrowser(this.page.url()) });
    return await this.page.pdf({ format: pageSize, printBackground });
  }

  /** A window that is closed meanwhile breaks it off, of which nobody is told. */
  async reload(): Promise<void> {
    await this.#wished(() => this.page.reload({ waitUntil: 'domcontentloaded' })).catch(() => {});
  }

  /** What the program answers to a request for an address; null when the scheme is none of the program's. */
  serve(url: string, method: string): Promise<Response> | Response | null {
    const handler = this.#parts.handlers.get(new URL(url).protocol.slice(0, -1));
    return handler === undefined ? null : handler(new Request(url, { method }));
  }

  /** What the program itself wants is not asked about. */
  async #wished(go: () => Promise<unknown>): Promise<void> {
    this.#isOwnWish = true;
    try {
      await go();
    } finally {
      this.#isOwnWish = false;
    }
  }

  #deliver(message: ToPage): void {
    if (this.page.isClosed()) return;
    // A page that goes in this moment takes the message with it.
    void this.page.evaluate(`__standInDeliver(${JSON.stringify(message)})`).catch(() => {});
  }

  #hear(frame: Frame, message: FromPage): void {
    switch (message.type) {
      case 'post': {
        const ports = message.ports.map((id) => this.#handed(id));
        const senderFrame = {
          url: fromBrowser(frame.url()),
          origin: originOf(frame.url()),
          parent: frame.parentFrame(),
          detached: frame.isDetached(),
        };
        this.#parts.ipcMain.emit(message.channel, { sender: this, senderFrame, ports });
        return;
      }
      case 'port_message':
        this.#ports.get(message.port)?.received(message.data);
        return;
      case 'port_closed':
        this.#ports.get(message.port)?.wentAway();
        return;
      case 'violation':
        happened({ kind: 'violation', text: message.text });
    }
  }

  #handed(id: number): MessagePortMain {
    const port = new MessagePortMain(id, (message) => this.#deliver(message));
    this.#ports.set(id, port);
    return port;
  }

  #navigated(): void {
    const url = fromBrowser(this.page.url());
    this.emit('did-navigate', {}, url);
    happened({ kind: 'page_loaded', url });
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromBrowser(request.url());
    const isNavigation = request.isNavigationRequest() && request.frame() === this.page.mainFrame();
    if (isNavigation && !this.#isOwnWish && this.#refusesToGo(url)) {
      happened({ kind: 'navigation_refused', url });
      await route.abort('aborted');
      return;
    }
    const document = this.elsewhere.get(url);
    if (document !== undefined) {
      await route.fulfill({ contentType: 'text/html', body: document });
      return;
    }
    const handled = this.serve(url, request.method());
    if (handled === null) {
      happened({ kind: 'foreign_request', url });
      await route.abort('blockedbyclient');
      return;
    }
    const response = await handled;
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #refusesToGo(url: string): boolean {
    const event = new Refusable(url);
    this.emit('will-frame-navigate', event);
    this.emit('will-navigate', event);
    return event.isRefused;
  }
}

function originOf(url: string): string {
  const [scheme = '', , host = ''] = fromBrowser(url).split('/');
  return `${scheme}//${host}`;
}
