import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desktopOfFile } from './desktop-of-file.ts';

const { desktop } = desktopOfFile();

test('the first minute: one button, 19 steps, and the log saved from the native menu', async () => {
  const statuses = await desktop().inside(async ({ BrowserWindow }) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
    if (page === undefined) throw new Error('no window');
    await page.getByRole('button', { name: 'Try with the simulated module' }).click();
    await page.locator('button[data-step="19"][data-status="passed"]').waitFor();
    const rows = await page.locator('button[data-step]').all();
    return await Promise.all(rows.map((row) => row.getAttribute('data-status')));
  });
  expect(statuses).toHaveLength(19);
  expect(statuses.filter((status) => status !== 'passed' && status !== 'not_applicable')).toEqual([]);

  const path = join(desktop().folder, 'run.txt');
  await desktop().inside(async ({ answers, BrowserWindow, Menu }, chosen) => {
    answers.savePath.give(chosen);
    Menu.current[0]?.submenu?.[0]?.click?.();
    const page = BrowserWindow.getAllWindows()[0]?.webContents.page;
    const dialog = page?.getByRole('dialog');
    await dialog?.getByRole('radio', { name: /^Text log/ }).check();
    await dialog?.getByRole('button', { name: 'Export', exact: true }).click();
    await dialog?.getByText(chosen).waitFor();
    await dialog?.getByRole('button', { name: 'Show in folder' }).click();
  }, path);
  expect((await desktop().until('save_dialog')).fileName).toMatch(/^WIS800C-\d{15}-.*\.txt$/);
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(lines).toContain('# outcome: passed');
  expect(lines).toContainEqual(expect.stringContaining('AT+MDISCONNECT'));
  expect(await desktop().until('file_shown')).toMatchObject({ path });
});

test('all that time the page kept to its policy and stayed at home', () => {
  const wrong = ['violation', 'foreign_request', 'page_error', 'navigation_refused', 'window_refused'];
  expect(desktop().happenings.filter(({ kind }) => wrong.includes(kind))).toEqual([]);
});
