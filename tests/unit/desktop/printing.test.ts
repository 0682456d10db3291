import { describe, expect, it } from 'vitest';
import {
  paperOf,
  type PaperOptions,
  type PaperWindow,
  Printing,
} from '../../../electron/desktop/printing.ts';
import { paperWindowOptions } from '../../../electron/desktop/window-options.ts';

/** A window that takes the page it is sent to, and prints its text. */
class MadeUpWindow implements PaperWindow {
  static readonly opened: MadeUpWindow[] = [];
  readonly #printing: () => Printing;
  options: PaperOptions | null = null;
  url = '';
  destroyed = 0;
  #text = '';
  /** What it does instead of printing. */
  print: PaperWindow['print'] = async (options) => {
    this.options = options;
    return Buffer.from(`PDF of ${this.#text}`);
  };

  constructor(printing: () => Printing) {
    this.#printing = printing;
    MadeUpWindow.opened.push(this);
  }

  async load(url: string): Promise<void> {
    this.url = url;
    const response = this.#printing().answer(new Request(url));
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    this.#text = await response.text();
  }

  destroy(): void {
    this.destroyed += 1;
  }
}

function made(change: (window: MadeUpWindow) => void = () => {}) {
  const printing: Printing = new Printing({
    openWindow: () => {
      const window = new MadeUpWindow(() => printing);
      change(window);
      return window;
    },
    pageSize: 'A4',
  });
  return { printing, window: () => MadeUpWindow.opened.at(-1) };
}

async function* pageOf(...chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks;
}

const NOBODY = new AbortController().signal;

describe('printing a page', () => {
  it('loads it under an address of its own, puts it onto the paper of the place, and lets the window go', async () => {
    const { printing, window } = made();
    const printed = await printing.print(pageOf('<p>', 'é', '</p>'), NOBODY);
    expect(printed.ok && Buffer.from(printed.pdf).toString()).toBe('PDF of <p>é</p>');
    expect(window()?.url).toMatch(/^app:\/\/paper\/[0-9a-f-]{36}$/);
    expect(window()?.options).toMatchObject({ pageSize: 'A4', printBackground: true });
    expect(window()?.destroyed).toBe(1);
  });

  it('answers for that page once, and for nothing else', async () => {
    const { printing, window } = made((each) => {
      const { load } = each;
      each.load = async (url) => {
        for (const other of ['app://paper/', 'app://bench/', `${url}x`, 'app://paper/../bench'])
          expect(printing.answer(new Request(other)).status).toBe(404);
        expect(printing.answer(new Request(url, { method: 'HEAD' })).status).toBe(404);
        each.load = load;
      };
    });
    await printing.print(pageOf('x'), NOBODY);
    const { printing: second, window: secondWindow } = made();
    await second.print(pageOf('x'), NOBODY);
    expect(second.answer(new Request(secondWindow()?.url ?? '')).status).toBe(404);
    expect(window()).toBeDefined();
  });

  it('is called off by whoever no longer wants it', async () => {
    const stop = new AbortController();
    const { printing, window } = made((each) => {
      each.print = async () => {
        stop.abort();
        throw new Error('the window is gone');
      };
    });
    expect(await printing.print(pageOf('x'), stop.signal)).toEqual({ ok: false, reason: 'called_off' });
    expect(window()?.destroyed).toBeGreaterThan(0);
    const before = MadeUpWindow.opened.length;
    expect(await printing.print(pageOf('x'), stop.signal)).toEqual({ ok: false, reason: 'called_off' });
    expect(MadeUpWindow.opened).toHaveLength(before);
  });

  it('says that it cannot be done where the engine does not do it', async () => {
    const { printing, window } = made((each) => {
      each.print = async () => {
        throw new Error('Failed to generate PDF');
      };
    });
    expect(await printing.print(pageOf('x'), NOBODY)).toEqual({ ok: false, reason: 'unprintable' });
    expect(window()?.destroyed).toBe(1);
  });

  it('does not pass a part for the whole: what breaks the page off is thrown on', async () => {
    const broken = new Error('the record cannot be read');
    async function* part(): AsyncGenerator<string> {
      yield '<p>';
      throw broken;
    }
    const { printing, window } = made();
    await expect(printing.print(part(), NOBODY)).rejects.toBe(broken);
    expect(window()?.destroyed).toBe(1);
  });

  it('does not print a page that was not loaded to its end', async () => {
    const { printing } = made((each) => {
      each.load = async (url) => {
        const reader = printing.answer(new Request(url)).body?.getReader();
        await reader?.read();
      };
    });
    const printed = await printing.print(pageOf('<p>', 'and', 'much', 'more'), NOBODY);
    expect(printed).toEqual({ ok: false, reason: 'unprintable' });
  });
});

describe('the paper', () => {
  it.each([
    ['en-US', 'Letter'],
    ['es_MX', 'Letter'],
    ['en-GB', 'A4'],
    ['zh-CN', 'A4'],
    ['zh-Hant-TW', 'A4'],
    ['en', 'A4'],
    ['', 'A4'],
  ])('of %s is %s', (locale, paper) => {
    expect(paperOf(locale)).toBe(paper);
  });
});

describe('the window that prints', () => {
  it('is never seen, runs nothing, and is kept from everything', () => {
    const { show, webPreferences } = paperWindowOptions('paper');
    expect(show).toBe(false);
    expect(webPreferences).toMatchObject({
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      partition: 'paper',
    });
    expect(Object.keys(webPreferences)).not.toContain('preload');
  });
});
