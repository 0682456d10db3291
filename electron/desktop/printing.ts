import { randomUUID } from 'node:crypto';
import { FIXED_HEADERS } from '../page/policy.ts';
import type { PagePrinter, PrintResult } from '../service/shell.ts';
import { SCHEME } from './own-page.ts';

/** Reports as PDF: each is loaded by a window that nobody sees, that runs no script, and that reaches nothing else. */

/** Such a window. */
export interface PaperWindow {
  load(url: string): Promise<void>;
  print(options: PaperOptions): Promise<Uint8Array>;
  /** Idempotent. Whatever it is at is broken off. */
  destroy(): void;
}

export interface PaperOptions {
  readonly pageSize: 'A4' | 'Letter';
  readonly printBackground: true;
  /** The page has its own. */
  readonly margins: { readonly top: 0; readonly bottom: 0; readonly left: 0; readonly right: 0 };
  /** For those who listen to it. */
  readonly generateTaggedPDF: true;
}

const HOST = 'paper';
const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0 } as const;

/** Where paper is cut to Letter (Unicode CLDR, paperSize US-Letter). */
const LETTER_REGIONS = 'BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' ');

/** The paper of a locale such as `en-US`. */
export function paperOf(locale: string): PaperOptions['pageSize'] {
  const region = /[-_]([A-Z]{2})\b/.exec(locale)?.[1] ?? '';
  return LETTER_REGIONS.includes(region) ? 'Letter' : 'A4';
}

export interface PrintingParts {
  readonly openWindow: () => PaperWindow;
  readonly pageSize: PaperOptions['pageSize'];
}

export class Printing implements PagePrinter {
  readonly #parts: PrintingParts;
  /** Pages that wait to be loaded, by their addresses. */
  readonly #pages = new Map<string, ReadableStream<Uint8Array>>();

  constructor(parts: PrintingParts) {
    this.#parts = parts;
  }

  async print(page: AsyncIterable<string>, signal: AbortSignal): Promise<PrintResult> {
    if (signal.aborted) return CALLED_OFF;
    const url = `${SCHEME}://${HOST}/${randomUUID()}`;
    const body = new PageBody(page);
    this.#pages.set(url, body.stream);
    const window = this.#parts.openWindow();
    const stop = () => window.destroy();
    signal.addEventListener('abort', stop);
    try {
      await window.load(url);
      const pdf = await window.print({
        pageSize: this.#parts.pageSize,
        printBackground: true,
        margins: NO_MARGINS,
        generateTaggedPDF: true,
      });
      // A page that was broken off must not pass for a whole one.
      return body.isWhole ? { ok: true, pdf } : UNPRINTABLE;
    } catch {
      return signal.aborted ? CALLED_OFF : UNPRINTABLE;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#pages.delete(url);
      window.destroy();
      body.rethrow();
    }
  }

  /** Answers a request of such a window: with the page that it is to print, once, and with nothing else. */
  answer({ url, method }: Pick<Request, 'url' | 'method'>): Response {
    const stream = method === 'GET' ? this.#pages.get(url) : undefined;
    this.#pages.delete(url);
    if (stream === undefined) return new Response(null, { status: 404, headers: { ...FIXED_HEADERS } });
    // The page has a policy of its own, which is as strict.
    return new Response(stream, {
      headers: { ...FIXED_HEADERS, 'Content-Type': 'text/html; charset=utf-8' },
    });
  }
}

/** The text of a page on its way to the window. */
class PageBody {
  readonly stream: ReadableStream<Uint8Array>;
  isWhole = false;
  #fault: { readonly thrown: unknown } | null = null;

  constructor(page: AsyncIterable<string>) {
    const chunks = page[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    this.stream = new ReadableStream({
      pull: async (controller) => {
        try {
          const next = await chunks.next();
          if (next.done === true) {
            this.isWhole = true;
            controller.close();
          } else controller.enqueue(encoder.encode(next.value));
        } catch (thrown) {
          this.#fault = { thrown };
          controller.error(thrown);
        }
      },
      cancel: async () => {
        await chunks.return?.();
      },
    });
  }

  /** @throws what the page threw. */
  rethrow(): void {
    if (this.#fault !== null) throw this.#fault.thrown;
  }
}

const CALLED_OFF = { ok: false, reason: 'called_off' } as const;
const UNPRINTABLE = { ok: false, reason: 'unprintable' } as const;
