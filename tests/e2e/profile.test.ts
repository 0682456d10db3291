import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { expectNoComplaints, runOn } from './support/window.ts';

const bench = benchOfFile();

const profiles = (page: Page) => page.getByRole('button', { name: 'Profiles', exact: true }).click();
const section = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const preview = (page: Page) => page.getByRole('complementary', { name: 'What will be sent' });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

describe('the form of a profile', () => {
  test('shows the exact lines a run will send, and what is wrong with a value at its field', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await profiles(page);
    await section(page, 'Broker');
    await field(page, 'Host').fill('mqtt.example.org');
    await expect.poll(() => preview(page).innerText()).toContain('AT+MIPSTART="mqtt.example.org","1883"');
    await field(page, 'Host').fill('ssl://mqtt.example.org');
    await page.getByText('Must be a bare host name').waitFor();
    const described = await field(page, 'Host').getAttribute('aria-describedby');
    expect(described).not.toBeNull();
    await expect.poll(() => field(page, 'Host').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => save(page).isEnabled()).toBe(false);
    await field(page, 'Host').fill('mqtt.example.org');
    await save(page).click();
    await page.getByText('Saved.').waitFor();
    expectNoComplaints(window);
    await context.close();
  });

  test('marks a quotation mark inside a value, where it stands in the line', async () => {
    const { page, context } = await bench().open();
    await profiles(page);
    await section(page, 'Identity');
    await field(page, 'User name').fill('wis"800c');
    await expect.poll(() => page.locator('main').innerText()).toMatch(/quotation mark/i);
    await expect.poll(() => preview(page).innerText()).toContain('wis"800c');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => field(page, 'User name').inputValue()).toBe('user');
    await context.close();
  });

  test('keeps what was typed while one looks at the bench, and says that it is not saved', async () => {
    const { page, context } = await bench().open();
    await profiles(page);
    await section(page, 'Test message');
    await field(page, 'Payload').fill('typed, not saved');
    await page.getByRole('button', { name: 'Bench', exact: true }).click();
    await profiles(page);
    await section(page, 'Test message');
    await expect.poll(() => field(page, 'Payload').inputValue()).toBe('typed, not saved');
    await expect.poll(() => page.locator('main').innerText()).toMatch(/unsaved|not saved/i);
    const asked = page.waitForEvent('dialog');
    const leaving = page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.accept();
    await leaving;
    await context.close();
  });
});

describe('a password', () => {
  const PASSWORD = 'Marker-Secret-71';

  test('is stored, masked in the preview, used by the run, and shown nowhere', async () => {
    const { page, context } = await bench().open();
    await profiles(page);
    await section(page, 'Identity');
    await field(page, 'Password').fill(PASSWORD);
    await save(page).click();
    await page.getByText('Saved.').waitFor();
    await expect.poll(() => preview(page).innerText()).toContain('"•••"');
    expect(await runOn(page, 'sim:password?speed=instant')).toMatch(/^PASSED/);
    expect(await page.content()).not.toContain(PASSWORD);
    await page.reload();
    await profiles(page);
    await section(page, 'Identity');
    await expect.poll(() => field(page, 'Password').inputValue()).toBe('');
    const files = await readdir(bench().service.dataFolder, { recursive: true, withFileTypes: true });
    const holding = await Promise.all(
      files.map(async (file) => {
        if (!file.isFile()) return [];
        const content = await readFile(join(file.parentPath, file.name), 'latin1');
        return content.includes(PASSWORD) ? [file.name] : [];
      }),
    );
    expect(holding.flat()).toEqual(['secrets.json']);
    await context.close();
  });

  test('is exported only when it is asked for', async () => {
    const { page, context } = await bench().open();
    await profiles(page);
    const exported = async (choose: () => Promise<void>) => {
      const [download] = await Promise.all([page.waitForEvent('download'), choose()]);
      return await readFile(await download.path(), 'utf8');
    };
    const menu = async (entry: string) => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    };
    const plain = await exported(() => menu('Without passwords'));
    expect(JSON.parse(plain)).toMatchObject({ name: 'demo', mqtt: { username: 'user', password: '' } });
    const whole = await exported(async () => {
      await menu('With passwords…');
      await page.getByRole('button', { name: 'Export with passwords' }).click();
    });
    expect(JSON.parse(whole)).toMatchObject({ mqtt: { password: PASSWORD } });
    await context.close();
  });
});

describe('a profile file', () => {
  test('is imported under a name of its own, and one that is none is refused with its faults', async () => {
    const { page, context } = await bench().open();
    await profiles(page);
    const good = join(bench().service.dataFolder, 'good.json');
    const bad = join(bench().service.dataFolder, 'bad.json');
    await writeFile(good, '{"name":"demo","broker":{"host":"imported.example"},"mqtt":{"clientId":"c"}}');
    await writeFile(bad, '{"name":"x","broker":{"port":70000},"mqtt":{"clientId":"c"}}');
    const chosen = page.locator('input[type=file]');
    await chosen.setInputFiles(bad);
    await page.getByText(/Not imported: bad.json/).waitFor();
    await expect.poll(() => page.locator('main').innerText()).toContain('broker.host');
    await chosen.setInputFiles(good);
    await page.getByText('Imported as “demo (2)”.').waitFor();
    await section(page, 'Broker');
    await expect.poll(() => field(page, 'Host').inputValue()).toBe('imported.example');
    await context.close();
  });
});
