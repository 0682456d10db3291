import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';

const MEGABYTE = 1_000_000;

/** Megabytes of the page's JavaScript, after what is not used any more was let go. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / MEGABYTE;
}

const RESIDENT = /^VmRSS:\s+(\d+) kB$/m;

/** Megabytes of the largest page process of a browser as Linux counts them; 0 elsewhere. */
export async function processMb(browser: Browser): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = await Promise.all(
    pages.map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return (Number(RESIDENT.exec(status)?.[1] ?? 0) * 1024) / MEGABYTE;
    }),
  );
  return Math.max(0, ...sizes);
}
