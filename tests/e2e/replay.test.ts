import { describe, expect, test } from 'vitest';
import { benchOfFile } from './support/bench-of-file.ts';
import { expectNoComplaints, runOn, verdict } from './support/window.ts';

const bench = benchOfFile();

describe('an old run', () => {
  test('becomes a port that answers as its unit did, and the run on it is held against the old one', async () => {
    const window = await bench().open();
    const { page, context } = window;
    await runOn(page, 'sim:?speed=instant&fault=connack-refused:5');
    await page.getByRole('button', { name: 'Last runs' }).click();
    await page.getByRole('row').nth(1).getByRole('button', { name: 'Open' }).click();
    await page.getByRole('button', { name: 'Replay this run' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    expect(await verdict(page)).toMatch(/FAILED · at step 13/);
    expect(await page.getByRole('button', { name: 'Choose the port' }).innerText()).toContain('Recording');
    const card = page.locator('section', { hasText: 'Compared with the recording' }).last();
    await expect.poll(() => card.innerText()).toContain('No difference');
    expectNoComplaints(window);
    await context.close();
  });

  test('that cannot be replayed any more says so', async () => {
    const window = await bench().open();
    const { page, context } = window;
    expect(await runOn(page, 'sim:?replay=run:nobody')).toMatch(/COULD NOT JUDGE/);
    expect(await page.getByRole('alert').first().innerText()).toContain('the recording is not there');
    expect(await page.getByText('Compared with the recording').count()).toBe(0);
    expectNoComplaints(window);
    await context.close();
  });
});
