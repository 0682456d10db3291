import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ExportProgress } from '../../shared/contract/exports.ts';
import type { SaveReply } from '../../shared/contract/parts.ts';
import type { ExportRequest } from '../../shared/export-request.ts';
import { exportInThread } from '../exports/export-thread.ts';
import { FORMATS, type WrittenFormat } from '../exports/formats.ts';
import { environment } from '../exports/pack/environment.ts';
import type { Surroundings } from '../exports/source.ts';
import { writeWhole } from '../files/whole-file.ts';
import { systemClock } from '../system-clock.ts';
import type { Desk } from './desk.ts';
import type { Download } from './downloads.ts';
import { exportName } from './export-name.ts';
import type { PagePrinter } from './shell.ts';
import { VERSION } from './version.ts';

/** As any new file: others may read it as far as the user's umask goes. */
const MODE = 0o666;

const done = (reply: SaveReply): ExportProgress => ({ kind: 'done', reply });
const failed = (code: string): ExportProgress => done({ kind: 'failed', code });

/** Writes a file of one or many runs, and tells how far it has come. Nothing stays of one that is called off. */
export async function* exportRuns(
  desk: Desk,
  request: ExportRequest,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress> {
  const { saving, printer } = desk;
  if (request.format === 'pdf' && printer === null) {
    yield failed('unprintable');
    return;
  }
  const extension = request.format === 'pdf' ? 'pdf' : FORMATS[request.format].extension;
  const fileName = await exportName(desk.runs, request, extension, systemClock.now());
  if (saving === null) yield* toBrowser(desk, request, fileName, signal);
  else {
    const path = await saving.choose(fileName);
    if (path === null) yield done({ kind: 'cancelled' });
    else yield* toDisk(desk, request, path, signal);
  }
}

async function* toBrowser(
  desk: Desk,
  request: ExportRequest,
  fileName: string,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress> {
  // Whoever has a browser prints the report there.
  if (request.format === 'pdf') {
    yield failed('unprintable');
    return;
  }
  const file = await desk.downloads.place(fileName, FORMATS[request.format].mediaType);
  const reply = yield* write(desk, request, request.format, file.path, signal);
  if (reply.kind !== 'saved') yield done(reply);
  else {
    desk.downloads.offer(file);
    yield done({ kind: 'download', path: `/download/${file.id}` });
  }
}

async function* toDisk(
  desk: Desk,
  request: ExportRequest,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress> {
  const { format } = request;
  const reply =
    format === 'pdf'
      ? yield* printed(desk, request, path, signal)
      : yield* write(desk, request, format, path, signal);
  if (reply.kind === 'saved') desk.saving?.saved(path);
  yield done(reply);
}

async function* write(
  desk: Desk,
  { what, language, bom }: ExportRequest,
  format: WrittenFormat,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress, SaveReply> {
  const order = {
    record: recordOf(desk, what),
    what,
    format,
    language,
    bom,
    surroundings: surroundingsOf(desk, what, language),
    path,
    live: desk.station.commissioner.bays.filter(({ over }) => !over).map(({ runId }) => runId),
  };
  for await (const report of exportInThread(order, signal)) {
    if (report.kind === 'progress') yield report;
    else if (report.result.ok) return { kind: 'saved', path };
    else return refusal(report.result.fault);
  }
  return { kind: 'cancelled' };
}

function refusal(fault: { readonly kind: string; readonly code?: string }): SaveReply {
  if (fault.kind === 'cancelled') return { kind: 'cancelled' };
  return { kind: 'failed', code: fault.code ?? fault.kind };
}

/** A report, put onto paper by the shell's browser engine. */
async function* printed(
  desk: Desk,
  request: ExportRequest,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<ExportProgress, SaveReply> {
  const { printer, downloads } = desk;
  const page: Download = await downloads.place('report.html', FORMATS.report.mediaType);
  try {
    const reply = yield* write(desk, request, 'report', page.path, signal);
    if (reply.kind !== 'saved' || printer === null) return reply;
    return await print(printer, page.path, path, signal);
  } finally {
    await rm(page.path, { force: true });
  }
}

async function print(
  printer: PagePrinter,
  page: string,
  path: string,
  signal: AbortSignal,
): Promise<SaveReply> {
  const result = await printer.print(textOf(page), signal);
  if (!result.ok)
    return result.reason === 'called_off' ? { kind: 'cancelled' } : { kind: 'failed', code: result.reason };
  const written = await writeWhole(path, [result.pdf], MODE);
  return written.ok ? { kind: 'saved', path } : refusal(written.fault);
}

async function* textOf(path: string): AsyncGenerator<string> {
  for await (const text of createReadStream(path, 'utf8')) yield String(text);
}

/** The file that the runs are in: the record, or where something that was opened is kept. */
function recordOf({ station, scratch }: Desk, what: ExportRequest['what']): string {
  const [first] = what.kind === 'runs' ? what.ids : [];
  return (first === undefined ? null : scratch.pathOf(first)) ?? station.recordPath;
}

function surroundingsOf(
  { usual, ports, logs }: Desk,
  what: ExportRequest['what'],
  language: ExportRequest['language'],
): Surroundings {
  const ids = what.kind === 'runs' ? what.ids : [];
  const origins = ids.flatMap((id) => {
    const origin = logs.originOf(id, language);
    return origin === null ? [] : [[id, origin] as const];
  });
  return {
    productVersion: VERSION,
    atMs: systemClock.now(),
    usual,
    ports,
    environment: environment(),
    origins: Object.fromEntries(origins),
  };
}
