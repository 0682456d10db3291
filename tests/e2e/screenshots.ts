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
import { HeldLine, type Take, takeHistory } from './pictures/history.ts';
import { startService } from './support/service.ts';
import { REFUSED, talk, tappedLine, UP_TO_BROKER } from './support/tapped-line.ts';
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

/** A card that has no data service, as a serial program saw it. */
const FIELD_LOG =
  'AT|OK|AT+CPIN?|+CPIN: READY|OK|AT+CREG?|+CREG: 0,1|OK|AT+CGATT?|+CGATT: 1|OK|AT+CSTT="CMNET"|OK|AT+CIICR|+CME ERROR: 133|'.replaceAll(
    '|',
    '\r\n',
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
  const line = new HeldLine();
  const { page, context } = await openWindow(on, service.url, {
    theme,
    locale,
    width,
    height,
    prepare: (opened) => line.of(opened),
  });
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
  await takeLog(page, look, take);
  await button(say('meter.open')).click();
  await page.locator('output').filter({ hasText: /\d/ }).waitFor();
  await take('meter');
  await button(say('meter.close')).last().click();
  await choose(page, look, 'sim:apn?fault=unicom-sim');
  await button(say('window.start')).click();
  const failed = page.locator('[data-verdict][data-status=failed]');
  await failed.waitFor({ timeout: 25_000 });
  await page.locator('[data-cause]').first().waitFor();
  await take('failed');
  await page.locator('[data-remedy=try]').first().click();
  await page.locator('section[data-result=passed]').waitFor({ timeout: 25_000 });
  await take('tried');
  await choose(page, look, 'sim:off?off=1');
  await button(say('window.start')).click();
  await page.locator('[data-cause]').first().waitFor();
  await take('silent');
  await button(say('remedy.pulse_power_key')).click();
  await button(say('remedy.pulse_power_key.over', { line: 'DTR' })).click();
  await page.locator('[data-tool][data-result=passed]').waitFor({ timeout: 20_000 });
  await take('tool');
  await takeListening(page, look, take);
  await choose(page, look, 'sim:refused?fault=connack-refused:4');
  await button(say('window.start')).click();
  await failed.waitFor({ timeout: 25_000 });
  await takeHistory(page, language, take, line);
  await button(say('replay.run')).click();
  await button(say('window.start')).click();
  await page.getByRole('heading', { name: say('replay.title') }).waitFor({ timeout: 25_000 });
  await take('replay');
  await takeOpenedLog(page, look, take);
  await button(say('keeping.page')).click();
  await button(say('keeping.log.open')).waitFor();
  await take('keeping');
  await button(say('window.page.profile')).click();
  await page.getByRole('textbox').first().waitFor();
  await take('profile');
  await context.close();
  await service.close();
}

/** The log searched, with HEX beside the text and a line in full. */
async function takeLog(page: Page, { language }: Look, take: Take): Promise<void> {
  const say = translator(language);
  const hex = page
    .getByRole('region', { name: say('window.log'), exact: true })
    .getByText('HEX')
    .first();
  await hex.click();
  await page.getByLabel(say('window.log.search')).fill('CREG');
  const row = page
    .getByRole('log')
    .getByRole('row')
    .filter({ has: page.locator('mark') });
  await row.first().click();
  await page.getByRole('region', { name: say('window.log.line') }).waitFor();
  await take('log');
  await page.getByRole('button', { name: say('window.log.showAll') }).click();
  await page.getByRole('button', { name: say('window.dismiss') }).click();
  await hex.click();
}

/** A product whose firmware is refused by its broker, with a tap on each of its lines. */
async function takeListening(page: Page, { language }: Look, take: Take): Promise<void> {
  const say = translator(language);
  const [commands, answers] = [await tappedLine(), await tappedLine()];
  await page.getByRole('button', { name: say('window.start.more') }).click();
  await page.getByRole('menuitem', { name: say('listening.menu') }).click();
  await page.getByLabel(say('listening.commands')).fill(commands.address);
  await page.getByLabel(say('listening.answers')).fill(answers.address);
  await take('listen-only');
  await page.getByRole('button', { name: say('listening.start'), exact: true }).click();
  await talk(await commands.tap, await answers.tap, [...UP_TO_BROKER, ...REFUSED]);
  await page.locator('[data-cause]').first().waitFor();
  await take('listening');
  await page.getByRole('button', { name: say('window.stop'), exact: true }).click();
  await page.locator('[data-verdict][data-over=true]').waitFor();
  commands.close();
  answers.close();
}

async function takeOpenedLog(page: Page, { language }: Look, take: Take): Promise<void> {
  const say = translator(language);
  await page.getByRole('button', { name: say('window.port.choose') }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: say('log.open') }).click(),
  ]);
  await chooser.setFiles({ name: 'field.log', mimeType: 'text/plain', buffer: Buffer.from(FIELD_LOG) });
  await page.locator('[data-opened-log]').waitFor();
  await page.locator('[data-cause]').first().waitFor();
  await take('opened-log');
  await page.getByRole('button', { name: say('log.close') }).click();
}

async function choose(page: Page, { language }: Look, address: string): Promise<void> {
  const say = translator(language);
  await page.getByRole('button', { name: say('window.port.choose') }).click();
  await page.getByRole('menuitem', { name: say('window.port.enter') }).click();
  await page.getByLabel(say('window.port.address')).fill(address);
  await page.getByRole('button', { name: say('window.port.use') }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
