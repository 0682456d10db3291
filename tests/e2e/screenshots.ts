/**
 * Pictures of the main states, light and dark, English and Chinese, small and large window.
 *
 *   npm run screenshots               into dist/screenshots
 *   npm run screenshots -- FOLDER     elsewhere
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { type Language, translator } from '../../shared/messages/index.ts';
import { launchBrowser } from '../support/browser.ts';
import buildPage from '../support/build-page.ts';
import { startService } from './support/service.ts';
import { openWindow, stepRow, verdict } from './support/window.ts';

interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: Language;
  readonly width: number;
  readonly height: number;
}

const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const;

const LOOKS: readonly Look[] = SIZES.flatMap((size) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['en', 'zh-CN'] as const).map((language) => ({ theme, language, ...size })),
  ),
);

const folder = process.argv[2] ?? join('dist', 'screenshots');
await mkdir(folder, { recursive: true });
await buildPage();
const browser = await launchBrowser();
try {
  for (const look of LOOKS) await takeAll(browser, look);
} finally {
  await browser.close();
}

/** One service a look: the first screen is there only once. */
async function takeAll(on: Browser, look: Look): Promise<void> {
  const service = await startService();
  const { theme, language, width, height } = look;
  const say = translator(language);
  const locale = language === 'en' ? 'en-GB' : 'zh-CN';
  const { page, context } = await openWindow(on, service.url, { theme, locale, width, height });
  const take = (state: string) =>
    page.screenshot({ path: join(folder, `${state}-${theme}-${language}-${width}.png`) });
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  await take('first');
  await page.getByRole('button', { name: say('window.first.try') }).click();
  await stepRow(page, 5).and(page.locator('[data-status=waiting]')).waitFor();
  await take('running');
  await verdict(page);
  await take('passed');
  await page.getByLabel(say('window.console')).pressSequentially('AT+M');
  await take('console');
  await page.getByLabel(say('window.console')).fill('');
  await button(say('meter.open')).click();
  await page.locator('output').filter({ hasText: /\d/ }).waitFor();
  await take('meter');
  await button(say('meter.close')).last().click();
  await choose(page, look, 'sim:?fault=connect-fails');
  await button(say('window.start')).click();
  await page.locator('[data-verdict][data-status=failed]').waitFor({ timeout: 25_000 });
  await take('failed');
  await button(say('window.page.runs')).click();
  await page.getByRole('table').waitFor();
  await take('runs');
  await page
    .getByRole('button', { name: say('window.runs.open') })
    .last()
    .click();
  await page.getByText(say('window.old')).waitFor();
  await verdict(page);
  await take('old');
  await button(say('window.page.profile')).click();
  await page.getByRole('textbox').first().waitFor();
  await take('profile');
  await context.close();
  await service.close();
}

async function choose(page: Page, { language }: Look, address: string): Promise<void> {
  const say = translator(language);
  await page.getByRole('button', { name: say('window.port.choose') }).click();
  await page.getByRole('menuitem', { name: say('window.port.enter') }).click();
  await page.getByLabel(say('window.port.address')).fill(address);
  await page.getByRole('button', { name: say('window.port.use') }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
