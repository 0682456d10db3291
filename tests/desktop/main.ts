import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { buildDesktop } from '../../build/desktop-process.ts';
import { installedElectron } from '../../build/electron-binary.ts';
import { programRoot } from '../../electron/page/root.ts';
import { hasDisplay } from '../../electron/web/open-browser.ts';
import type { RunEvent } from '../../shared/events.ts';
import { withBench } from '../support/page-client.ts';

/**
 * `npm run test:desktop`: the way through the desktop with Electron itself, where its binary is there. What it does is
 * done with the stand-in as well, by the tests in `tests/integration/desktop`.
 */

const LASTING = 'sim:?fault=never-registers';
const root = programRoot(import.meta.dirname);

interface Session {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
}

/** The box with a question answers itself from now on. */
async function answersItself(application: ElectronApplication, response: number): Promise<void> {
  await application.evaluate(({ dialog }, button) => {
    dialog.showMessageBox = () => Promise.resolve({ response: button, checkboxChecked: false });
  }, response);
}

async function inPage<Result>({ page }: Session, expression: string): Promise<Result> {
  return await page.evaluate<Result>(await withBench(expression));
}

const STEPS: Readonly<Record<string, (session: Session) => Promise<void>>> = {
  'the page comes from the private scheme and is kept from Node': async ({ page }) => {
    assert.equal(page.url(), 'app://bench/');
    const seen = await page.evaluate<unknown>(
      `[window.isSecureContext, typeof require, typeof process, Object.keys(window.shell).join()]`,
    );
    assert.deepEqual(seen, [true, 'undefined', 'undefined', 'kind,onMenu']);
  },
  'the page comes with its policy, and the policy holds': async ({ page }) => {
    const policy = await page.evaluate<string>(
      `fetch('./').then(({ headers }) => headers.get('content-security-policy'))`,
    );
    assert.match(policy, /default-src 'none'/);
    const text = await page.evaluate<string>(
      `new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective));
        const script = document.createElement('script');
        script.textContent = '0';
        document.body.append(script);
      })`,
    );
    assert.match(text, /^script-src/);
  },
  'the page can go nowhere else': async ({ application, page }) => {
    await page.evaluate(`void window.open('https://elsewhere.invalid/')`);
    await page.evaluate(`void (window.location.href = 'https://elsewhere.invalid/')`);
    assert.equal(await page.evaluate<string>('window.location.href'), 'app://bench/');
    assert.equal(application.windows().length, 1);
  },
  'a whole simulated run passes': async (session) => {
    const { events } = await inPage<{ events: RunEvent[] }>(
      session,
      `bench.start('sim:').then(bench.follow)`,
    );
    assert.equal(events.filter(({ type }) => type === 'step.finished').length, 19);
    const finish = events.at(-1);
    assert.equal(finish?.type === 'run.finished' ? finish.outcome : null, 'passed');
  },
  'a file is saved where the dialog says, whole': async (session) => {
    const path = join(session.folder, 'saved.txt');
    await session.application.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    const reply = await inPage<object>(
      session,
      `bench.call('files.save', { fileName: 'saved.txt', text: '€'.repeat(100000) })`,
    );
    assert.deepEqual(reply, { kind: 'saved', path });
    assert.equal(await readFile(path, 'utf8'), '€'.repeat(100_000));
  },
  'a run may be kept when the window is closed, or stopped': async (session) => {
    const { application } = session;
    const runId = await inPage<string>(session, `bench.start(${JSON.stringify(LASTING)})`);
    const close = () =>
      application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await answersItself(application, 1);
    await close();
    const { bays } = await inPage<{ bays: readonly object[] }>(session, `bench.news('bays')`);
    assert.ok(
      bays.some((bay) => 'runId' in bay && bay.runId === runId && 'live' in bay && bay.live === true),
    );
    await answersItself(application, 0);
    const ended = application.waitForEvent('close');
    await close();
    await ended;
  },
};

async function main(executablePath: string): Promise<void> {
  const built = await buildDesktop(root, () => {});
  if (!built.ok) throw new Error(built.output);
  const folder = await mkdtemp(join(tmpdir(), 'desktop-'));
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const application = await _electron.launch({
    executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), root, '--data', join(folder, 'data')],
  });
  try {
    const session = { application, page: await application.firstWindow(), folder };
    await session.page.waitForLoadState();
    for (const [name, step] of Object.entries(STEPS)) {
      await step(session);
      console.log(`✓ ${name}`);
    }
  } finally {
    // It has ended already where everything went well.
    await application.close().catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

const binary = installedElectron(root);
if (binary === null) console.log('NOT TESTED: the Electron binary is not on this machine.');
else if (!hasDisplay(process.platform, process.env)) console.log('NOT TESTED: there is no display here.');
else await main(binary);
