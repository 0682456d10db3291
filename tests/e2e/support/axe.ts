import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare global {
  // The name that axe gives itself.
  var axe: { run(): Promise<AxeResults> } | undefined;
}

/** Serious and critical findings, in words. The tool is brought in past the page's policy, which forbids it rightly. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(async () => {
    if (globalThis.axe === undefined) throw new Error('axe is not there');
    return await globalThis.axe.run();
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
