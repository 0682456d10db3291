import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { expectNoComplaints, openFromHistory, runOn, verdict } from './support/window.ts';

const bench = benchOfFile();

describe('an old run', () => {
  test('becomes a port that answers as its unit did, and the run on it is held against the old one', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await runOn(page, 'sim:?speed=instant&fault=connack-refused:5');
    await openFromHistory(page, 'connack-refused:5');
    await page.getByRole('button', { name: 'Replay this run' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    expect(await verdict(page)).toMatch(/FAILED · at step 13/);
    await expect
      .poll(() => page.getByRole('button', { name: 'Choose the port' }).innerText())
      .toContain('Recording');
    const card = page.locator('section', { hasText: 'Compared with the recording' }).last();
    await expect.poll(() => card.innerText()).toContain('No difference');
    expectNoComplaints(window);
    await context.close();
  });

  test('that is the log of another program is replayed in the same way', async () => {
    const window = await bench().open();
    const { page, context } = window;
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose the port' }).click();
    await page.getByRole('menuitem', { name: /Open a log/ }).click();
    const buffer = Buffer.from('AT\r\nOK\r\nATE0\r\nOK\r\nAT+CPIN?\r\n+CPIN: SIM PUK\r\nOK\r\n');
    await (await chooser).setFiles({ name: 'yesterday.txt', mimeType: 'text/plain', buffer });
    await page.getByRole('button', { name: 'Replay this run' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    expect(await verdict(page)).toMatch(/FAILED · at step 4/);
    const card = page.locator('section', { hasText: 'Compared with the recording' }).last();
    await expect.poll(() => card.innerText()).toContain('Not in the recording: AT+IPR');
    expectNoComplaints(window);
    await context.close();
  });

  test('that cannot be replayed any more says so', async () => {
    const window = await bench().open();
    const { page, context } = window;
    expect(await runOn(page, 'sim:?replay=run:nobody')).toMatch(/COULD NOT JUDGE/);
    await expect
      .poll(() => page.getByRole('alert').first().innerText())
      .toContain('the recording is not there');
    expect(await page.getByText('Compared with the recording').count()).toBe(0);
    expectNoComplaints(window);
    await context.close();
  });
});
