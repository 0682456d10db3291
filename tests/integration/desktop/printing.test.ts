import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SaveReply } from '../../../shared/contract.ts';
import { type BuiltDesktop, buildDesktop, type Desktop, startDesktop } from '../../support/desktop.ts';
import { inPage } from '../../support/page-client.ts';

let built: BuiltDesktop;
let desktop: Desktop;

beforeAll(async () => {
  built = await buildDesktop();
});
afterAll(async () => {
  await built.remove();
});
afterEach(async () => {
  await desktop.end();
});

/** A desktop of a place, with one run in its record. */
async function opened(locale: string): Promise<string> {
  desktop = await startDesktop(built, { machine: { locale } });
  await desktop.until('window_shown');
  return await inPage<string>(
    desktop,
    `bench.start('sim:?speed=instant').then(async (runId) => { await bench.follow(runId); return runId; })`,
  );
}

async function printed(runId: string, path: string): Promise<SaveReply> {
  await desktop.inside(({ answers }, given) => answers.savePath.give(given), path);
  const request = { what: { kind: 'runs', ids: [runId] }, format: 'pdf', language: 'en', bom: false };
  return await inPage(desktop, `bench.write(${JSON.stringify(request)})`);
}

/** Every stream of a PDF, unpacked. */
function streamsOf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n(.*?)\r?\nendstream/gs)]
    .map(([, body = '']) => {
      try {
        return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

test.each([
  ['zh-CN', 'A4', /\/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/],
  ['en-US', 'Letter', /\/MediaBox \[0 0 612 792\]/],
] as const)('a report is put onto the paper of the place: %s, %s', async (locale, paper, box) => {
  const runId = await opened(locale);
  const path = join(desktop.folder, 'report.pdf');
  expect(await printed(runId, path)).toEqual({ kind: 'saved', path });
  const happened = await desktop.until('printed');
  expect(happened).toMatchObject({ pageSize: paper });
  expect(happened.url).toMatch(/^app:\/\/paper\//);
  const pdf = await readFile(path);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1')).toMatch(box);
  expect(streamsOf(pdf).length).toBeGreaterThan(10_000);
  expect(await readdir(desktop.folder)).not.toContainEqual(expect.stringMatching(/unfinished/));
});

test('the window that prints is gone afterwards, broke no policy, and asked for nothing else', async () => {
  const runId = await opened('en-GB');
  const paths = ['a.pdf', 'b.pdf', 'c.pdf'].map((name) => join(desktop.folder, name));
  for (const path of paths) expect(await printed(runId, path)).toEqual({ kind: 'saved', path });
  const windows = await desktop.inside(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
  expect(desktop.count('printed')).toBe(3);
  for (const kind of ['violation', 'foreign_request', 'navigation_refused', 'page_error'] as const)
    expect(desktop.count(kind)).toBe(0);
});

test('nobody who prints may ask the browser engine for anything', async () => {
  await opened('en-GB');
  const answers = await desktop.inside(({ session }) => {
    const world = session.fromPartition('paper');
    let asked = true;
    world.asked(
      null,
      'media',
      (may) => {
        asked = may;
      },
      {},
    );
    return [asked, world.checked(null, 'media', 'app://paper', {}), world.device({})];
  });
  expect(answers).toEqual([false, false, false]);
});
