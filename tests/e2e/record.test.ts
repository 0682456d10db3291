import { describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { smallDisk, smallDiskAvailable, smallDiskNote } from '../support/small-disk.ts';
import { startService } from './support/service.ts';
import { openWindow, runOn, runWaiting, verdict } from './support/window.ts';

const LASTING = 'sim:full?speed=instant&fault=never-registers';

/** A window on a service whose data is on a small disk. */
async function onSmallDisk(locale: 'en-GB' | 'zh-CN') {
  const disk = smallDisk(4);
  const service = await startService(0, disk.folder);
  onTestFinished(() => service.kill());
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const { page } = await openWindow(browser, service.url, { locale });
  return { disk, page };
}

describe.runIf(smallDiskAvailable)(`a disk that fills up under a run${smallDiskNote}`, () => {
  test('ends the run with a word at once, lets none begin, and is forgotten when there is room', async () => {
    const { disk, page } = await onSmallDisk('en-GB');
    await runWaiting(page, LASTING);
    disk.fill();
    const banner = page.getByRole('alert').filter({ hasText: 'Every run is stopped' });
    await banner.waitFor();
    await expect
      .poll(() => banner.innerText())
      .toBe(
        `The record cannot be written: the disk is full (${disk.folder}). Every run is stopped, because nothing may go on unrecorded. Make room on the disk that holds it, then start the run again.`,
      );
    expect(await verdict(page)).toMatch(/interrupted/i);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const refusal = page.getByText('Nothing is begun: the record cannot be written (the disk is full).');
    await refusal.waitFor();
    disk.free();
    // The end of the run was waiting for the record.
    await banner.waitFor({ state: 'detached' });
    await refusal.waitFor({ state: 'detached' });
    await page.locator('[data-verdict]').filter({ hasText: 'COULD NOT JUDGE · at step 5' }).waitFor();
    await page.getByText('The record cannot be written, so nothing would be proved').waitFor();
    await page.locator('code').filter({ hasText: 'the disk is full' }).waitFor();
    expect(await runOn(page, 'sim:next?speed=instant')).toMatch(/^PASSED/);
  }, 90_000);

  test('is told in Chinese', async () => {
    const { disk, page } = await onSmallDisk('zh-CN');
    disk.fill();
    await page.getByRole('button', { name: '用模拟模块试试' }).first().click();
    await page
      .getByText('未启动：记录无法写入（磁盘已满）。请清理记录所在磁盘的空间，然后重新启动运行。')
      .waitFor();
  }, 90_000);
});
