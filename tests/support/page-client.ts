import { join } from 'node:path';
import { build } from 'vite';
import type { Desktop } from './desktop.ts';

/** The page's own way to the service, brought into the page of the desktop without its views. */

let bundle: Promise<string> | null = null;

async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'page-client.js'), name: 'bench', formats: ['iife'] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !('output' in output)) throw new Error('no bundle of the page client');
  return output.output[0].code;
}

/** The text of an expression to be evaluated in a page, in which `bench` is `page-client.js`. */
export async function withBench(expression: string): Promise<string> {
  bundle ??= bundled();
  return `(async () => {
    if (window.bench === undefined) { ${(await bundle).replace('var bench', 'window.bench')} }
    return await (${expression});
  })()`;
}

/** Carries out a JavaScript expression in the page; `bench` in it is `page-client.js`. */
export async function inPage<Result>(desktop: Desktop, expression: string): Promise<Result> {
  return await desktop.inside(
    async ({ BrowserWindow }, text) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined) throw new Error('no window');
      return await window.webContents.page.evaluate<Result>(text);
    },
    await withBench(expression),
  );
}
