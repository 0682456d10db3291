import { mkdir, readdir, readFile, writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { SaveReply } from '../../../shared/contract.ts';
import { type BuiltDesktop, buildDesktop, type Desktop, startDesktop } from '../../support/desktop.ts';
import type { Machine } from '../../support/electron-stand-in/happenings.ts';
import { startService } from '../../e2e/support/service.ts';
import { cli } from '../../support/command-line.ts';
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

async function opened(machine: Partial<Machine> = {}): Promise<void> {
  desktop = await startDesktop(built, { machine });
  await desktop.until('window_shown');
}

/** Answers the next save dialog; an empty path for nowhere. */
async function savesTo(path: string): Promise<void> {
  await desktop.inside(({ answers }, given) => answers.savePath.give(given), path);
}

async function saved(text: string): Promise<SaveReply> {
  return await inPage(desktop, `bench.call('files.save', { fileName: 'a.txt', text: ${text} })`);
}

async function revealed(path: string): Promise<boolean> {
  const { ok } = await inPage<{ ok: boolean }>(
    desktop,
    `bench.call('files.reveal', { path: ${JSON.stringify(path)} })`,
  );
  return ok;
}

test('the whole log of a run is saved where the user says, and shown there', async () => {
  await opened();
  const path = join(desktop.folder, 'run.jsonl');
  await savesTo(path);
  const runId = await inPage<string>(
    desktop,
    `bench.start('sim:').then(async (runId) => { await bench.follow(runId); return runId; })`,
  );
  const reply = await inPage<SaveReply>(
    desktop,
    `bench.written({ what: { kind: 'runs', ids: ['${runId}'] }, format: 'jsonl', language: 'en', bom: false })`,
  );
  expect(reply).toEqual({ kind: 'saved', path });
  expect((await desktop.until('save_dialog')).fileName).toMatch(/\.jsonl$/);
  const text = await readFile(path, 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(text.endsWith('\n')).toBe(true);
  expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ type: 'run.finished', outcome: 'passed' }),
  );
  expect(await revealed(path)).toBe(true);
  expect(await desktop.until('file_shown')).toMatchObject({ path });
  expect(await readdir(desktop.folder)).not.toContainEqual(expect.stringMatching(/unfinished/));
});

test('a file that stands there is replaced by the whole new one', async () => {
  await opened();
  const path = join(desktop.folder, 'a.txt');
  await writeFile(path, 'old '.repeat(1000));
  await savesTo(path);
  expect(await saved(`'€'.repeat(1_000_000)`)).toEqual({ kind: 'saved', path });
  expect(await readFile(path, 'utf8')).toBe('€'.repeat(1_000_000));
});

test('nothing is written when the user cancels', async () => {
  await opened();
  await savesTo('');
  expect(await saved(`'text'`)).toEqual({ kind: 'cancelled' });
  expect(await readdir(desktop.folder)).toEqual(['data']);
});

test('a folder that is not there is a fault with its code, and nothing is left behind', async () => {
  await opened();
  await savesTo(join(desktop.folder, 'none', 'a.txt'));
  expect(await saved(`'text'`)).toEqual({ kind: 'failed', code: 'ENOENT' });
  await savesTo(join(desktop.folder, 'data'));
  expect(await saved(`'text'`)).toEqual({ kind: 'failed', code: 'EISDIR' });
  expect(await readdir(desktop.folder)).toEqual(['data']);
});

test('no file is shown that was not saved here', async () => {
  await opened();
  expect(await revealed('/etc/passwd')).toBe(false);
  expect(desktop.count('file_shown')).toBe(0);
});

test('the menu is in the language of the settings, and follows them', async () => {
  await opened({ locale: 'zh-CN' });
  const labels = () =>
    desktop.inside(({ Menu }) => Menu.current.map(({ label, submenu }) => [label, submenu?.[0]?.label]));
  expect(await labels()).toEqual([
    ['文件(&F)', '导出日志…'],
    ['编辑(&E)', '撤销'],
    ['视图(&V)', '重新加载'],
    ['帮助(&H)', '显示数据文件夹'],
  ]);
  await inPage(desktop, `bench.call('settings.change', { language: 'en', theme: 'dark' })`);
  expect(await labels()).toEqual([
    ['&File', 'Export log…'],
    ['&Edit', 'Undo'],
    ['&View', 'Reload'],
    ['&Help', 'Show the data folder'],
  ]);
  const ground = await desktop.inside(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.backgroundColor,
  );
  expect(ground).toBe('#0f1216');
});

test('Export in the menu asks the page', async () => {
  await opened();
  const asked = inPage(desktop, `new Promise((resolve) => window.shell.onMenu(resolve))`);
  await inPage(desktop, `'the page listens'`);
  await desktop.inside(({ Menu }) => Menu.current[0]?.submenu?.[0]?.click?.());
  expect(await asked).toBe('export');
});

test('Help shows the data folder, and the version in a box', async () => {
  await opened();
  await desktop.inside(({ Menu, answers }) => {
    const help = Menu.current.at(-1)?.submenu;
    help?.[0]?.click?.();
    answers.question.give(0);
    help?.[1]?.click?.();
  });
  expect(await desktop.until('folder_opened')).toMatchObject({ path: desktop.dataFolder });
  expect((await desktop.until('question')).options.message).toMatch(/^WIS800C Commissioner \d+\.\d+\.\d+$/);
});

test('the folder of the session log is opened, also before anything is in it', async () => {
  await opened();
  expect(await inPage(desktop, `bench.call('keeping.openLogs')`)).toEqual({ opened: true });
  expect(await desktop.until('folder_opened')).toMatchObject({ path: join(desktop.dataFolder, 'logs') });
  expect(await readdir(join(desktop.dataFolder, 'logs'))).toEqual([]);
});

const SECRET = 'marker-of-a-secret';

test.each([
  ['available', 'keychain', false],
  ['basic_text', 'file', true],
  ['absent', 'file', true],
] as const)('with a keyring that is %s secrets are kept by the %s', async (keychain, keptBy, readable) => {
  await opened({ keychain });
  const { info } = await inPage<{ info: { secretsKeptBy: string } }>(desktop, `bench.news('info')`);
  expect(info.secretsKeptBy).toBe(
    process.platform === 'linux' || keychain !== 'basic_text' ? keptBy : 'keychain',
  );
  await inPage(
    desktop,
    `bench.news('profiles').then(({ profiles: [{ id, profile }] }) =>
      bench.call('profiles.save', { id, profile, secrets: { 'mqtt.password': '${SECRET}' } }))`,
  );
  const file = await readFile(join(desktop.dataFolder, 'secrets.json'), 'utf8');
  expect(file.includes(SECRET)).toBe(readable);
});

test('a record that cannot be opened is told in a sentence, and the program ends', async () => {
  const { folder } = (desktop = await startDesktop(built, { words: ['--version'] }));
  await desktop.end();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'record.sqlite'), { recursive: true });
  desktop = await startDesktop(built, { dataFolder: folder, machine: { locale: 'zh-CN' } });
  const { title, text } = await desktop.until('error_box');
  expect(title).toBe('WIS800C 联网调试无法启动');
  expect(text).toContain(join(folder, 'record.sqlite'));
  expect(await desktop.ended).toBe(1);
  expect(desktop.count('window_shown')).toBe(0);
});

test('a record that a browser service has is told with who that is, and the program ends', async () => {
  const service = await startService();
  desktop = await startDesktop(built, { dataFolder: service.dataFolder });
  const { text } = await desktop.until('error_box');
  expect(text).toContain(join(service.dataFolder, 'record.sqlite'));
  expect(text).toContain(`the program in a browser (serve) at ${new URL(service.url).origin}, process `);
  expect(await desktop.ended).toBe(1);
  expect(desktop.count('window_shown')).toBe(0);
  await service.close();
});

test('a service that finds the desktop at work says so', async () => {
  await opened();
  const refused = await cli('serve', '--data', desktop.dataFolder);
  expect(refused).toMatchObject({ status: 2, out: '' });
  expect(refused.err).toContain('in use by the desktop program, process ');
});

test('--data without a folder is told in a sentence, and the program ends', async () => {
  desktop = await startDesktop(built, { words: ['--data'] });
  expect(await desktop.until('error_box')).toMatchObject({
    title: 'WIS800C Commissioner cannot start',
    text: '--data wants a folder after it.',
  });
  expect(await desktop.ended).toBe(1);
});
