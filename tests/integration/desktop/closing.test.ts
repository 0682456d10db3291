import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/events.ts';
import { openRecordStore } from '../../../electron/records/index.ts';
import { type BuiltDesktop, buildDesktop, type Desktop, startDesktop } from '../../support/desktop.ts';
import type { Machine } from '../../support/electron-stand-in/happenings.ts';
import { inPage } from '../../support/page-client.ts';

/** The run on this module waits for the network until it is stopped. */
const LASTING = 'sim:?fault=never-registers';

let built: BuiltDesktop;
let dataFolder: string;
let desktop: Desktop;

beforeAll(async () => {
  built = await buildDesktop();
  dataFolder = await mkdtemp(join(tmpdir(), 'desktop-data-'));
});
afterAll(async () => {
  await built.remove();
  await rm(dataFolder, { recursive: true, force: true });
});
afterEach(async () => {
  await desktop.end();
});

async function opened(machine: Partial<Machine> = {}): Promise<void> {
  desktop = await startDesktop(built, { dataFolder, machine });
  await desktop.until('window_shown');
}

/** The button in the corner of the window. */
async function closes(): Promise<void> {
  await desktop.inside(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

async function answered(button: number): Promise<void> {
  await desktop.inside(({ answers }, given) => answers.question.give(given), button);
}

/** The first question that was asked. */
async function asked(): Promise<string> {
  return (await desktop.until('question')).options.message;
}

/** What is in the record of a run, read after the program has ended. */
async function recorded(runId: string): Promise<readonly RunEvent[]> {
  const opened = await openRecordStore(join(dataFolder, 'record.sqlite'));
  if (!opened.ok) throw new Error(opened.fault.kind);
  const read = await opened.store.readPage({ runId, afterSeq: 0, afterOrdinal: 0, limit: 1000 });
  await opened.store.close();
  if (!read.ok) throw new Error(read.fault.kind);
  return read.page.events;
}

const STOP = 0;
const KEEP = 1;

test('a window without a run closes without a question, and the program ends', async () => {
  await opened();
  await closes();
  expect(await desktop.ended).toBe(0);
  expect(desktop.count('question')).toBe(0);
});

test('during a run the user is asked, and may keep it running', async () => {
  await opened();
  const runId = await inPage<string>(desktop, `bench.start('${LASTING}')`);
  await closes();
  expect(await asked()).toBe(`A run is in progress on ${LASTING}.`);
  await answered(KEEP);
  expect(await inPage(desktop, `bench.news('bays')`)).toMatchObject({ bays: [{ runId, live: true }] });
  expect(desktop.count('window_closed')).toBe(0);
});

test('the run is stopped in order when the user says so, and the record has its end', async () => {
  await opened();
  const runId = await inPage<string>(desktop, `bench.start('${LASTING}')`);
  await closes();
  await desktop.until('question');
  await answered(STOP);
  expect(await desktop.ended).toBe(0);
  const events = await recorded(runId);
  expect(events.map(({ type }) => type)).toContain('run.cancelRequested');
  expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled' });
});

test('Quit in the menu asks as the window does, and asks once', async () => {
  await opened();
  await inPage(desktop, `bench.start('${LASTING}')`);
  await desktop.inside(({ app }) => {
    app.quit();
    app.quit();
  });
  await closes();
  await desktop.until('question');
  await answered(STOP);
  expect(await desktop.ended).toBe(0);
  expect(desktop.count('question')).toBe(1);
});

test('Ctrl-C ends a run in order without a question', async () => {
  await opened();
  const runId = await inPage<string>(desktop, `bench.start('${LASTING}')`);
  desktop.signal('SIGINT');
  expect(await desktop.ended).toBe(0);
  expect(desktop.count('question')).toBe(0);
  expect((await recorded(runId)).at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled' });
});

test('the end of the Windows session finds everything in the record that was stated up to then', async () => {
  await opened();
  const runId = await inPage<string>(desktop, `bench.start('${LASTING}')`);
  await desktop
    .inside(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.emit('session-end');
      // The system waits for nobody.
      process.kill(process.pid, 'SIGKILL');
    })
    .catch(() => {});
  await desktop.ended;
  const events = await recorded(runId);
  const asked = events.filter(({ type }) => type === 'run.cancelRequested');
  expect(asked).toMatchObject([{ immediate: false }, { immediate: true }]);
});

test('Ctrl-C in the moment in which the question is answered ends the program without a fault', async () => {
  await opened();
  const runId = await inPage<string>(desktop, `bench.start('${LASTING}')`);
  await closes();
  await desktop.until('question');
  await desktop.inside(({ answers }, given) => {
    answers.question.give(given);
    process.emit('SIGINT');
  }, STOP);
  expect(await desktop.ended).toBe(0);
  expect((await recorded(runId)).at(-1)).toMatchObject({ type: 'run.finished', outcome: 'cancelled' });
});

/** A form in the page that has changes. */
async function unsaved(): Promise<void> {
  await desktop.inside(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
    await page?.mouse.click(5, 5);
    await page?.evaluate(`window.addEventListener('beforeunload', (event) => event.preventDefault())`);
  });
}

test('changes that are not saved are asked about, and the user may stay or leave', async () => {
  await opened();
  await unsaved();
  await answered(KEEP);
  await closes();
  expect(await asked()).toBe('There are changes that are not saved.');
  await inPage(desktop, `bench.news('info')`);
  expect(desktop.count('window_closed')).toBe(0);

  // Whoever stayed is asked everything anew.
  await inPage(desktop, `bench.start('${LASTING}')`);
  await closes();
  await desktop.until('question', ({ options }) => options.message.startsWith('A run is in progress'));
  await answered(STOP);
  await answered(STOP);
  expect(await desktop.ended).toBe(0);
  expect(desktop.count('question')).toBe(3);
});

async function placed(): Promise<object> {
  const found = await desktop.inside(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const { x, y, width, height } = window?.options ?? {};
    return { x, y, width, height, maximized: window?.isMaximized() };
  });
  return found;
}

const TWO_DISPLAYS = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 2560, height: 1400 },
];

test('the window opens where it stood, unless its display is gone', async () => {
  await opened({ displays: TWO_DISPLAYS });
  await desktop.inside(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds({ x: 2100, y: 90, width: 1500, height: 950 });
    window?.maximize();
  });
  await closes();
  expect(await desktop.ended).toBe(0);
  await desktop.end();

  await opened({ displays: TWO_DISPLAYS });
  expect(await placed()).toEqual({ x: 2100, y: 90, width: 1500, height: 950, maximized: true });
  expect(desktop.happenings).toContainEqual({ kind: 'window_shown', maximized: true });
  await desktop.end();

  await opened();
  expect(await placed()).toEqual({ width: 1500, height: 950, maximized: true });
});

test('a file of the window that makes no sense is passed over', async () => {
  await writeFile(join(dataFolder, 'window.json'), '{"x":"left"');
  await opened();
  expect(await placed()).toEqual({ width: 1440, height: 900, maximized: false });
  await closes();
  await desktop.ended;
  expect(JSON.parse(await readFile(join(dataFolder, 'window.json'), 'utf8'))).toMatchObject({ width: 1440 });
});

test('a second start brings the first window to the front', async () => {
  await opened();
  const isMinimized = await desktop.inside(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.minimize();
    app.emit('second-instance');
    return window?.isMinimized();
  });
  expect(isMinimized).toBe(false);
  expect(desktop.count('window_focused')).toBe(1);
});

test('the second start itself ends without a window', async () => {
  desktop = await startDesktop(built, { dataFolder, machine: { taken: true } });
  expect(await desktop.ended).toBe(0);
  expect(desktop.happenings).toEqual([]);
});

test('a page that ended by itself can be loaded again, or the program quit', async () => {
  await opened();
  const crash = () =>
    desktop.inside(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    });
  const before = desktop.count('page_loaded');
  await answered(0);
  await crash();
  expect(await asked()).toContain('crashed');
  await desktop.until('page_loaded', () => desktop.count('page_loaded') > before);
  await answered(1);
  await crash();
  expect(await desktop.ended).toBe(0);
});
