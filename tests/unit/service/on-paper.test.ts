import { describe, expect, it } from 'vitest';
import type { ExportTarget } from '../../../electron/exports/index.ts';
import { writeExport } from '../../../electron/exports/index.ts';
import { onPaper } from '../../../electron/service/on-paper.ts';
import type { PagePrinter } from '../../../electron/service/shell.ts';
import type { RunFact } from '../../../shared/events.ts';
import { runs } from '../exports/exported.ts';
import { eventsOf, FINISHED, openedStore, STARTED, temporaryFile } from '../records/synthetic.ts';

const NAMED: RunFact = Object.assign({}, STARTED, { unit: 'é中' });

/** Prints by telling what it was given. */
const printing: PagePrinter = {
  print: async (page) => {
    let text = '';
    for await (const chunk of page) text += chunk;
    return { ok: true, pdf: Buffer.from(`%PDF of ${text}`) };
  },
};

async function written(printer: PagePrinter | null, signal = new AbortController().signal) {
  const record = temporaryFile();
  const store = await openedStore(record);
  await store.append({ events: eventsOf('a', [NAMED, FINISHED]), trace: [] });
  let text = '';
  const target: ExportTarget = async (blocks) => {
    for await (const block of blocks) text += Buffer.from(block).toString();
    return { ok: true };
  };
  const result = await writeExport({
    record,
    what: runs('a'),
    format: 'report',
    language: 'zh-CN',
    bom: false,
    target: onPaper(printer, target, signal),
  });
  return { result, text };
}

describe('a report on paper', () => {
  it('is the page as it was printed, whole', async () => {
    const { result, text } = await written(printing);
    expect(result).toEqual({ ok: true, runs: 1 });
    expect(text).toMatch(/^%PDF of <!doctype html>.*é中.*<\/html>\n$/s);
  });

  it.each([
    ['where nobody prints', null, 'unprintable'],
    [
      'when the engine gives up',
      { print: async () => ({ ok: false, reason: 'unprintable' }) },
      'unprintable',
    ],
    ['when it is called off', { print: async () => ({ ok: false, reason: 'called_off' }) }, 'cancelled'],
  ] satisfies readonly (readonly [string, PagePrinter | null, string])[])(
    'is none %s',
    async (_when, printer, kind) => {
      const { result, text } = await written(printer);
      expect(result).toEqual({ ok: false, fault: { kind } });
      expect(text).toBe('');
    },
  );
});
