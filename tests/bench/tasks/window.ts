import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { z } from 'zod';
import { programRoot } from '../../../electron/page/root.ts';
import { enterPort, openWindow, usable, verdict } from '../../e2e/support/window.ts';
import { startService } from '../../e2e/support/service.ts';
import { launchBrowser } from '../../support/browser.ts';
import buildPage from '../../support/build-page.ts';
import type { Samples } from '../child.ts';
import { idleFrames, scrollThrough, watched, watchRows } from '../window/in-page.ts';
import { recordLongRun } from '../window/long-run.ts';
import { withTemporaryFolder } from './station.ts';

const STARTS = 5;
const RUNS = 3;
const LINES = 200_000;
const SCREENS = 600;
const IDLE_FRAMES = 120;

/** The window in a real browser: how soon it is there, how soon it shows things, how smoothly it moves. */
export async function measureWindow(): Promise<Samples> {
  await buildPage();
  const browser = await launchBrowser();
  try {
    // What the browser does once in its life falls on neither.
    await (await browser.newPage()).close();
    return {
      ...(await pageSize()),
      ...(await firstSize(browser)),
      ...(await coldStarts(browser)),
      ...(await paintedRows(browser)),
      ...(await longLog(browser)),
    };
  } finally {
    await browser.close();
  }
}

async function pageSize(): Promise<Samples> {
  const folder = join(programRoot(), 'dist', 'renderer');
  const names = await readdir(folder, { recursive: true });
  const texts = names.filter((name) => /\.(?:html|js|css|svg)$/.test(name));
  const contents = await Promise.all(texts.map((name) => readFile(join(folder, name))));
  return {
    pageKb: [zippedKb(contents)],
    plainKb: [kilobytes(contents.map(({ length }) => length))],
  };
}

const kilobytes = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0) / 1000;
const zippedKb = (contents: readonly Buffer[]) =>
  kilobytes(contents.map((content) => gzipSync(content, { level: 9 }).length));

/** What a window asks for until it can be used; what it loads when it has nothing else to do is held back. */
async function firstSize(browser: Browser): Promise<Samples> {
  const service = await startService();
  const context = await browser.newContext();
  await context.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  const page = await context.newPage();
  const paths = new Set<string>();
  page.on('request', (request) => {
    const { protocol, pathname } = new URL(request.url());
    if (protocol === 'http:') paths.add(pathname === '/' ? '/index.html' : pathname);
  });
  await page.goto(service.url);
  await usable(page);
  await context.close();
  await service.close();
  const folder = join(programRoot(), 'dist', 'renderer');
  const contents = await Promise.all([...paths].map((path) => readFile(join(folder, path))));
  return { firstKb: [zippedKb(contents)] };
}

async function coldStarts(browser: Browser): Promise<Samples> {
  const [startMs, loadMs, emptyMs]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < STARTS; round += 1) {
    emptyMs.push(await emptyPage(browser));
    const beganMs = performance.now();
    const service = await startService();
    const servedMs = performance.now();
    const { context } = await openWindow(browser, service.url);
    const readyMs = performance.now();
    startMs.push(readyMs - beganMs);
    loadMs.push(readyMs - servedMs);
    await context.close();
    await service.close();
  }
  return { startMs, loadMs, emptyMs };
}

/** How long the same browser takes for a page with nothing in it. */
async function emptyPage(browser: Browser): Promise<number> {
  const server = createServer((_, response) => response.end('<!doctype html><nav data-service="up">.</nav>'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const beganMs = performance.now();
  const { context } = await openWindow(browser, `http://127.0.0.1:${address.port}/`);
  const tookMs = performance.now() - beganMs;
  await context.close();
  server.close();
  return tookMs;
}

const factLine = z.object({ type: z.literal('step.finished'), step: z.number(), atMs: z.number() });

/** The record of the run on the screen, as programs read it. */
async function exported(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Export…' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /JSON Lines/ }).click(),
  ]);
  return await readFile(await download.path(), 'utf8');
}

async function paintedRows(browser: Browser): Promise<Samples> {
  const service = await startService();
  const paintMs: number[] = [];
  const fullSpeedTaskMs: number[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    const { page, context } = await openWindow(browser, service.url);
    await enterPort(page, `sim:paint${round}?speed=realistic`);
    await watchRows(page);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await verdict(page);
    const { painted } = await watched(page);
    const facts = await exported(page);
    for (const line of facts.trim().split('\n')) {
      const fact = factLine.safeParse(JSON.parse(line));
      const at = fact.success ? painted[String(fact.data.step)] : undefined;
      if (fact.success && at !== undefined && at > 0) paintMs.push(at - fact.data.atMs);
    }
    await enterPort(page, `sim:fast${round}?speed=instant`);
    await watchRows(page);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await verdict(page);
    fullSpeedTaskMs.push((await watched(page)).longestTaskMs);
    await context.close();
  }
  await service.close();
  return { paintMs, fullSpeedTaskMs };
}

function longLog(browser: Browser): Promise<Samples> {
  return withTemporaryFolder(async (folder) => {
    await recordLongRun(folder, LINES);
    const service = await startService(0, folder);
    const { page, context } = await openWindow(browser, service.url);
    await usable(page);
    const idle = await idleFrames(page, IDLE_FRAMES);
    await page.getByRole('button', { name: 'History', exact: true }).click();
    const row = page.locator('[data-run]').first();
    await row.waitFor();
    const beganMs = performance.now();
    await row.locator('[data-status]').first().click();
    await page.locator('[data-verdict][data-over="true"]').waitFor({ timeout: 60_000 });
    const openMs = performance.now() - beganMs;
    const { frames, longestTaskMs } = await scrollThrough(page, SCREENS);
    await context.close();
    await service.close();
    return {
      openMs: [openMs],
      idleFps: idle.map((ms) => 1000 / ms),
      scrollFps: frames.map((ms) => 1000 / ms),
      scrollTaskMs: [longestTaskMs],
    };
  });
}
