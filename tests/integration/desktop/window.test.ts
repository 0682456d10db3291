import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desktopOfFile } from './desktop-of-file.ts';

const { built, desktop } = desktopOfFile({ machine: { dark: true } });

/** Evaluates an expression in the page as it stands. */
async function evaluate<Result>(expression: string): Promise<Result> {
  return await desktop().inside(async ({ BrowserWindow }, text) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
    if (page === undefined) throw new Error('no window');
    return await page.evaluate<Result>(text);
  }, expression);
}

test('the page is kept from Node and from other worlds', async () => {
  const options = await desktop().inside(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options);
  expect(options?.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    preload: join(built().folder, 'preload.cjs'),
  });
});

test('the window stays hidden until the page is ready, on the ground of the theme', async () => {
  const options = await desktop().inside(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options);
  expect(options).toMatchObject({ show: false, backgroundColor: '#0f1216' });
  expect(desktop().count('window_shown')).toBe(1);
});

test('the private scheme has the rights of https and no more', async () => {
  expect(await desktop().inside(({ protocol }) => protocol.schemes)).toEqual([
    {
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        codeCache: true,
      },
    },
  ]);
});

test('the page comes with its policy, breaks it nowhere, and asks for nothing of elsewhere', async () => {
  const policy = await evaluate<string>(
    `fetch('/').then(({ headers }) => headers.get('content-security-policy'))`,
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
  const wrong = ['violation', 'foreign_request', 'page_error'];
  expect(desktop().happenings.filter(({ kind }) => wrong.includes(kind))).toEqual([]);
});

test('the policy holds: a script in the page does not run, and that is reported', async () => {
  await evaluate(
    `(() => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
    })()`,
  );
  const { text } = await desktop().until('violation');
  expect(text).toContain('script-src');
  expect(await evaluate('window.wasRun === undefined')).toBe(true);
});

test.each(['/../package.json', '/%2e%2e/package.json', '/.npmrc', '/none.js', '//bench/index.html'])(
  'nothing stands at %s',
  async (path) => {
    const found = await desktop().inside(async ({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows();
      const reply = await window?.webContents.serve(`app://bench${wanted}`, 'GET');
      return [reply?.status, await reply?.text()];
    }, path);
    expect(found).toEqual([404, '']);
  },
);

test.each(['https://elsewhere.invalid/', 'app://other/', 'app://bench/other.html'])(
  'the page cannot go to %s',
  async (url) => {
    await evaluate(
      `void (window.location.href = ${JSON.stringify(url)}.replace(/^app:\\/\\/(\\w+)/, 'https://$1.app.invalid'))`,
    );
    await desktop().until('navigation_refused', (refused) => refused.url === url);
    expect(await evaluate('document.title')).toBe('WIS800C Commissioner');
  },
);

test('no further window opens', async () => {
  await evaluate(`void window.open('about:blank')`);
  await desktop().until('window_refused');
  expect(desktop().count('window_refused')).toBe(1);
});

test('no guest page is attached', async () => {
  const refused = await desktop().inside(({ BrowserWindow }) => {
    let isRefused = false;
    const event = {
      preventDefault: () => {
        isRefused = true;
      },
    };
    BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
    return isRefused;
  });
  expect(refused).toBe(true);
});

test('the page may write to the clipboard, and nobody may do anything else', async () => {
  const allowed = await desktop().inside(async ({ session }) => {
    const { defaultSession } = session;
    const asked = (permission: string, requestingUrl: string) =>
      new Promise<boolean>((resolve) => {
        defaultSession.asked({}, permission, resolve, { requestingUrl });
      });
    const both = async (permission: string, url: string) => [
      await asked(permission, url),
      defaultSession.checked({}, permission, url, {}),
    ];
    return {
      write: await both('clipboard-sanitized-write', 'app://bench/'),
      elsewhere: await both('clipboard-sanitized-write', 'https://elsewhere.invalid/'),
      read: await both('clipboard-read', 'app://bench/'),
      serial: await both('serial', 'app://bench/'),
      media: await both('media', 'app://bench/'),
      device: defaultSession.device({ deviceType: 'serial', origin: 'app://bench' }),
    };
  });
  const no = [false, false];
  expect(allowed).toEqual({
    write: [true, true],
    elsewhere: no,
    read: no,
    serial: no,
    media: no,
    device: false,
  });
});

test('the preload is one file that requires nothing but electron', async () => {
  const text = await readFile(join(built().folder, 'preload.cjs'), 'utf8');
  const required = [...text.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name);
  expect(required).toEqual(['"electron"']);
  expect(text).not.toMatch(/\bimport\b/);
});
