import { type Browser, chromium } from 'playwright';
import { findBrowser } from '../../electron/web/browsers.ts';

/** A browser for the tests: the one that is installed here, else the one that comes as a package. */

/** What a machine of the tests needs: no sandbox for root, no graphics card, nothing that calls home. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser without a window; `close` it. `without` are arguments that it has otherwise. */
export async function launchBrowser(
  more: readonly string[] = [],
  without: readonly string[] = [],
): Promise<Browser> {
  const executablePath = findBrowser() ?? (await packaged());
  const args = [...ARGUMENTS, ...more];
  // Ctrl-C is the tests' business; a browser whose tests are gone ends by itself.
  return await chromium.launch({
    executablePath,
    args,
    ignoreDefaultArgs: [...without],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

async function packaged(): Promise<string> {
  const { default: binary } = await import('@sparticuz/chromium');
  return await binary.executablePath();
}
