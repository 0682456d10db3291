import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { enterPort, expectNoComplaints, runOn, runWaiting, stepRow } from './support/window.ts';

const bench = benchOfFile();

const start = (page: Page) => page.getByRole('button', { name: 'Start', exact: true }).click();

describe('a run that gets no connection to the broker', () => {
  test('shows the broker as this computer sees it, and asks again when told to', async () => {
    const window = await bench().open();
    const { page, context } = window;
    const broker = page.getByRole('region', { name: 'Broker, from this computer' });
    await enterPort(page, 'sim:seen?speed=instant&fault=connect-fails');
    await broker.getByRole('button').click();
    // The client id has the IMEI in it, and no unit has told its own yet.
    await broker.getByText('contain {imei}').waitFor();
    expect(await runOn(page, 'sim:seen?speed=instant&fault=connect-fails')).toMatch(/^FAILED · at step 11/);
    await broker.getByText('is up and takes these credentials').waitFor();
    await broker.getByRole('button', { name: 'Check from here' }).click();
    await expect.poll(() => broker.getByRole('button').isEnabled()).toBe(true);
    await expect.poll(() => broker.innerText()).toContain('is up and takes these credentials');
    expectNoComplaints(window);
    await context.close();
  });
});

describe('a run that waits', () => {
  test('says for what, how long still, and how often it has asked', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await runWaiting(page, 'sim:waits?fault=never-registers');
    await page.getByText(/waiting for the network · \d\d s left of 60 · .*asked \d+ times/).waitFor();
    await expect
      .poll(() => page.getByRole('region', { name: 'Broker' }).getByRole('button').isDisabled())
      .toBe(true);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await context.close();
  });

  test('in silence is explained, until a byte comes', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await enterPort(page, 'sim:off?off=1');
    await start(page);
    await page.getByRole('heading', { name: 'Nothing heard for 3 s' }).waitFor({ timeout: 10_000 });
    await expect.poll(() => stepRow(page, 1).getAttribute('data-status')).toBe('running');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('heading', { name: 'Nothing heard' }).waitFor({ state: 'detached' });
    expectNoComplaints(window);
    await context.close();
  });
});
