import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../../../electron/service/desk.ts';
import { exportRuns } from '../../../electron/service/exporting.ts';
import type { FileSaving, PrintResult } from '../../../electron/service/shell.ts';
import type { ExportProgress } from '../../../shared/contract/exports.ts';
import { EXPORT_FORMATS, type ExportFormat, type ExportRequest } from '../../../shared/export-request.ts';
import { EVERY_RUN } from '../../../shared/history.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { finishedRun, order, PASSWORD, savedProfile } from './run-reading.ts';

let test: TestDesk;
let runId: string;

beforeAll(async () => {
  test = await openTestDesk();
  const profileId = await savedProfile(test.desk, {});
  const given = { unit: 'SN 0117/a', operator: 'Li' };
  runId = await finishedRun(test.desk, order('sim:file?speed=instant&fault=echo-stays', profileId, given));
});

afterAll(() => test.close());

const never = new AbortController().signal;

const request = (format: ExportFormat, what?: ExportRequest['what']): ExportRequest => ({
  what: what ?? { kind: 'runs', ids: [runId] },
  format,
  language: 'en',
  bom: false,
});

async function lastOf(progress: AsyncIterable<ExportProgress>): Promise<ExportProgress | null> {
  let last = null;
  for await (const each of progress) last = each;
  return last;
}

async function download(format: ExportFormat, what?: ExportRequest['what']) {
  const last = await lastOf(exportRuns(test.desk, request(format, what), never));
  if (last?.kind !== 'done' || last.reply.kind !== 'download') throw new Error(JSON.stringify(last));
  const file = test.desk.downloads.find(last.reply.path.split('/').at(-1) ?? '');
  if (file === null) throw new Error('nothing is offered');
  return { file, bytes: await readFile(file.path) };
}

/** A desk of a shell that saves in the data folder, and prints where it is told how. */
function saver(printed: PrintResult | null, path: string | null): Desk {
  const saving: FileSaving = {
    save: () => Promise.reject(new Error('not asked for')),
    choose: () => Promise.resolve(path),
    saved: () => {},
    reveal: () => Promise.resolve(false),
  };
  const printer = printed === null ? null : { print: () => Promise.resolve(printed) };
  return { ...test.desk, usual: test.desk.usual, ports: test.desk.ports, saving, printer };
}

describe('a file of a run', () => {
  it.each(EXPORT_FORMATS.filter((format) => format !== 'pdf'))(
    'waits for the browser under the name of its unit, without a secret: %s',
    async (format) => {
      const { file, bytes } = await download(format);
      expect(file.fileName).toMatch(/^WIS800C-SN-0117-a-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.[a-z.]+$/);
      expect(bytes.length).toBeGreaterThan(100);
      expect(bytes.includes(PASSWORD)).toBe(false);
    },
  );

  it('has the runs that a query finds', async () => {
    const { file, bytes } = await download('csv-runs', { kind: 'query', query: EVERY_RUN });
    expect(file.fileName).toMatch(/^WIS800C-\d{4}-\d\d-\d\d\.runs\.csv$/);
    expect(bytes.toString()).toContain(runId);
  });

  it('is none where no run is found', async () => {
    const query = { ...EVERY_RUN, profile: 'nobody' };
    expect(await lastOf(exportRuns(test.desk, request('text', { kind: 'query', query }), never))).toEqual({
      kind: 'done',
      reply: { kind: 'failed', code: 'no_runs' },
    });
  });

  it('is none where the run is in no record', async () => {
    const what = { kind: 'runs', ids: ['0b0a0908-0706-0504-0302-010000000000'] } as const;
    expect(await lastOf(exportRuns(test.desk, request('jsonl', what), never))).toEqual({
      kind: 'done',
      reply: { kind: 'failed', code: 'not_found' },
    });
  });

  it('is not begun by who calls it off at once', async () => {
    const last = await lastOf(exportRuns(test.desk, request('pack'), AbortSignal.abort()));
    expect(last).toEqual({ kind: 'done', reply: { kind: 'cancelled' } });
  });

  it('goes where the user says, whole', async () => {
    const path = join(test.desk.info.dataFolder, 'mine.jsonl');
    const last = await lastOf(exportRuns(saver(null, path), request('jsonl'), never));
    expect(last).toEqual({ kind: 'done', reply: { kind: 'saved', path } });
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'run.finished', runId });
  });

  it('goes nowhere where the user says so', async () => {
    expect(await lastOf(exportRuns(saver(null, null), request('text'), never))).toEqual({
      kind: 'done',
      reply: { kind: 'cancelled' },
    });
  });

  it('cannot go into a folder that is not there', async () => {
    const path = join(test.desk.info.dataFolder, 'nowhere', 'a.txt');
    expect(await lastOf(exportRuns(saver(null, path), request('text'), never))).toEqual({
      kind: 'done',
      reply: { kind: 'failed', code: 'ENOENT' },
    });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a report as PDF', () => {
  it('is none in a browser, which prints by itself', async () => {
    expect(await lastOf(exportRuns(test.desk, request('pdf'), never))).toEqual({
      kind: 'done',
      reply: { kind: 'failed', code: 'unprintable' },
    });
  });

  it('is what the shell printed', async () => {
    const path = join(test.desk.info.dataFolder, 'report.pdf');
    const desk = saver({ ok: true, pdf: new TextEncoder().encode('%PDF-1.7') }, path);
    expect(await lastOf(exportRuns(desk, request('pdf'), never))).toEqual({
      kind: 'done',
      reply: { kind: 'saved', path },
    });
    expect(await readFile(path, 'utf8')).toBe('%PDF-1.7');
  });

  it('is none where the shell cannot print', async () => {
    const path = join(test.desk.info.dataFolder, 'other.pdf');
    const desk = saver({ ok: false, reason: 'unprintable' }, path);
    expect(await lastOf(exportRuns(desk, request('pdf'), never))).toEqual({
      kind: 'done',
      reply: { kind: 'failed', code: 'unprintable' },
    });
    expect(existsSync(path)).toBe(false);
  });
});
