import type { Page, WebSocketRoute } from 'playwright';
import { history as en } from '../../../shared/messages/en/history.ts';
import { type Language, partTranslatorOf, translator } from '../../../shared/messages/index.ts';
import { history as zhCN } from '../../../shared/messages/zh-CN/history.ts';
import { stepRow, verdict } from '../support/window.ts';

export type Take = (state: string) => Promise<unknown>;

const SAYS = {
  en: partTranslatorOf<typeof en>(en),
  'zh-CN': partTranslatorOf<typeof en>(zhCN),
};

/** Keeps what the service says to the page back, so that what passes quickly can be looked at. */
export class HeldLine {
  #isHeld = false;
  readonly #kept: (() => void)[] = [];

  /** Before the page is opened. */
  async of(page: Page): Promise<void> {
    await page.routeWebSocket(/\/rpc$/, (socket: WebSocketRoute) => {
      const service = socket.connectToServer();
      service.onMessage((message) => {
        const pass = () => socket.send(message);
        if (this.#isHeld) this.#kept.push(pass);
        else pass();
      });
    });
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    for (const pass of this.#kept.splice(0)) pass();
  }
}

/** The history with what can be done in it, from the bench with a run on it; ends with an old run on the screen. */
export async function takeHistory(page: Page, language: Language, take: Take, line: HeldLine): Promise<void> {
  const say = translator(language);
  const sayHistory = SAYS[language];
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const rows = page.locator('[data-run]');
  await button(say('window.page.history')).click();
  await rows.first().waitFor();
  await take('history');
  await button(sayHistory('history.outcome')).click();
  await page.getByRole('menuitemcheckbox', { name: say('outcome.failed') }).click();
  await page.locator('[data-run] [data-status=passed]').first().waitFor({ state: 'detached' });
  await take('history-filter');
  await page.keyboard.press('Escape');
  await rows.nth(0).getByRole('checkbox').click();
  await rows.nth(1).getByRole('checkbox').click();
  await take('history-marked');
  await button(sayHistory('history.compare')).click();
  await page.locator('[data-step]').first().waitFor();
  await take('comparison');
  await page.getByRole('checkbox', { name: sayHistory('compare.only') }).check();
  await take('comparison-differences');
  await button(sayHistory('compare.export')).click();
  await page.getByRole('radio', { name: sayHistory('export.csv-runs') }).check();
  await take('export');
  line.hold();
  await button(sayHistory('export.write')).click();
  await button(sayHistory('export.stop')).waitFor();
  await take('exporting');
  line.release();
  await button(sayHistory('export.close')).last().click();
  await button(sayHistory('compare.back')).click();
  await button(sayHistory('history.filters.clear')).click();
  await page.getByRole('searchbox').fill('nothing-like-it');
  await button(sayHistory('history.all')).waitFor();
  await take('history-nothing');
  await button(sayHistory('history.all')).click();
  await rows.first().locator('[data-status]').first().click();
  await page.locator('[data-old-run]').waitFor();
  await verdict(page);
  await page.getByRole('slider').waitFor();
  await take('old');
  await page.getByRole('slider').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await stepRow(page, 13).and(page.locator('[data-status=running]')).waitFor();
  await page.keyboard.press('Shift+ArrowLeft');
  await stepRow(page, 13).and(page.locator('[data-status=pending]')).waitFor();
  await take('past');
  await page.keyboard.press('End');
  await verdict(page);
}
