import { beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { inPage } from '../../support/page-client.ts';
import { desktopOfFile } from './desktop-of-file.ts';

const { desktop } = desktopOfFile();

// A page of its own for every test, in the one window.
beforeEach(async () => {
  await desktop().inside(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.loadURL('app://bench/');
  });
});

/** The ports that the main process holds open. */
async function openPorts(): Promise<number> {
  return await desktop().inside(({ BrowserWindow }) => {
    const ports = BrowserWindow.getAllWindows().flatMap(({ webContents }) => webContents.ports);
    return ports.filter(({ isClosed }) => !isClosed).length;
  });
}

test('a whole simulated run passes over the port that the page hands over', async () => {
  const run = await inPage<{ events: RunEvent[]; pieces: number }>(
    desktop(),
    `bench.start('sim:').then(bench.follow)`,
  );
  expect(run.events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed' });
  expect(run.events.map(({ seq }) => seq)).toEqual(run.events.map((_, index) => index + 1));
  expect(run.events.filter(({ type }) => type === 'step.finished')).toHaveLength(19);
  expect(run.pieces).toBeGreaterThan(19);
});

test('the log of a run is read by a thread of the built program, and followed to the end of the run', async () => {
  const head = await inPage<{ live: boolean; rows: number; summary: { lines: number } }>(
    desktop(),
    `bench.start('sim:').then(bench.followLog)`,
  );
  expect(head).toMatchObject({ live: false, percent: null, fault: null });
  expect(head.summary.lines).toBeGreaterThan(60);
  expect(head.rows).toBeGreaterThan(head.summary.lines);
});

test('a file of elsewhere is opened by a thread of the built program', async () => {
  const text = JSON.stringify('AT\r\nOK\r\nAT+CPIN?\r\n+CME ERROR: SIM not inserted\r\n');
  expect(await inPage(desktop(), `bench.openText('bench.log', ${text})`)).toMatchObject({
    ok: true,
    origin: { kind: 'log' },
    runs: [{ summary: { port: 'bench.log', failedStep: 4 } }],
  });
});

test('the station tells the page that it is on a desktop', async () => {
  const { info } = await inPage<{ info: object }>(desktop(), `bench.news('info')`);
  expect(info).toMatchObject({ shell: 'desktop', dataFolder: desktop().dataFolder });
});

test('the page sees nothing of the shell but its kind and the menu', async () => {
  expect(await inPage(desktop(), `Object.keys(window.shell)`)).toEqual(['kind', 'onMenu']);
  expect(await inPage(desktop(), `[typeof require, typeof process, window.shell.kind]`)).toEqual([
    'undefined',
    'undefined',
    'desktop',
  ]);
});

test('anything but the one message hands no port over', async () => {
  await inPage(desktop(), `bench.news('info')`);
  const before = desktop().count('port_opened');
  await inPage(
    desktop(),
    `(() => {
      const port = () => new MessageChannel().port2;
      window.postMessage({ type: 'other' }, '*', [port()]);
      window.postMessage('connect-service', '*', [port()]);
      window.postMessage(null, '*', [port()]);
      window.postMessage({ type: 'connect-service' }, '*');
      window.postMessage({ type: 'connect-service' }, '*', [port(), port()]);
      window.postMessage({ type: 'connect-service' }, '*', [port()]);
    })()`,
  );
  await inPage(desktop(), `bench.news('info')`);
  expect(desktop().count('port_opened')).toBe(before + 1);
});

test('a message from a frame within the page hands no port over', async () => {
  await inPage(desktop(), `bench.news('info')`);
  const before = desktop().count('port_opened');
  await desktop().inside(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
    await page?.evaluate(`document.body.append(document.createElement('iframe'))`);
    await page
      ?.frames()[1]
      ?.evaluate(`parent.postMessage({ type: 'connect-service' }, '*', [new MessageChannel().port2])`);
    await page?.evaluate(`new Promise((resolve) => setTimeout(resolve))`);
  });
  await inPage(desktop(), `bench.news('info')`);
  expect(desktop().count('port_opened')).toBe(before);
});

test('a page of elsewhere in the window is given no line', async () => {
  const end = await desktop().inside(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.elsewhere.set('https://elsewhere.invalid/', '<title>elsewhere</title>');
    await contents?.loadURL('https://elsewhere.invalid/');
    return await contents?.page.evaluate(
      `new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve('answered'));
        port1.addEventListener('close', () => resolve('closed by ' + document.title));
        port1.start();
        window.postMessage({ type: 'connect-service' }, '*', [port2]);
        port1.postMessage(JSON.stringify({ i: '1', p: { u: '/station/faults' } }));
      })`,
    );
  });
  expect(end).toBe('closed by elsewhere');
  expect(await openPorts()).toBe(0);
});

test.each([
  ['another window', { sender: 'other' }],
  ['a frame that is gone', { senderFrame: null }],
  ['a frame within a page', { senderFrame: { parent: {} } }],
  ['a page that was left', { senderFrame: { detached: true } }],
  ['another host of the scheme', { senderFrame: { url: 'app://other/', origin: 'app://other' } }],
  ['another scheme', { senderFrame: { url: 'https://bench/', origin: 'https://bench' } }],
  ['an address of elsewhere', { senderFrame: { url: 'https://elsewhere.invalid/' } }],
  ['a page without an origin', { senderFrame: { origin: 'null' } }],
])('%s is given no line', async (_who, difference) => {
  const port = await desktop().inside(
    ({ BrowserWindow, ipcMain }, { sender, senderFrame }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const own = { url: 'app://bench/', origin: 'app://bench', parent: null, detached: false };
      const seen = { started: false, closed: false };
      const handed = {
        on: () => {},
        start: () => {
          seen.started = true;
        },
        close: () => {
          seen.closed = true;
        },
      };
      ipcMain.emit('connect-service', {
        sender: sender === undefined ? contents : {},
        senderFrame: senderFrame === null ? null : { ...own, ...senderFrame },
        ports: [handed],
      });
      return seen;
    },
    { sender: undefined, senderFrame: undefined, ...difference },
  );
  expect(port).toEqual({ started: false, closed: true });
});

test('the port of a page ends with it, and the page that follows gets its own', async () => {
  await inPage(desktop(), `bench.news('info')`);
  const before = desktop().count('port_opened');
  await desktop().inside(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    await window?.webContents.page.evaluate(`window.isOld = true`);
    await window?.webContents.reload();
  });
  expect(await inPage(desktop(), `window.isOld === undefined && bench.news('info')`)).toMatchObject({
    kind: 'info',
  });
  expect(desktop().count('port_closed')).toBeGreaterThanOrEqual(before);
  expect(desktop().count('port_opened')).toBeGreaterThan(before);
});

test('a run goes on while the page is loaded again', async () => {
  const runId = await inPage<string>(desktop(), `bench.start('sim:')`);
  await desktop().inside(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.webContents.reload();
  });
  const run = await inPage<{ events: RunEvent[] }>(desktop(), `bench.follow('${runId}')`);
  expect(run.events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed' });
});
