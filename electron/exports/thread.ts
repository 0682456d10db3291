import { parentPort, workerData } from 'node:worker_threads';
import { toFile } from './targets.ts';
import { writeExport } from './write-export.ts';
import type { ExportOrder, ExportReport } from './export-thread.ts';

/** Writes one file, in a thread of its own, and ends. */

/** Reports of progress come no more often than that, milliseconds. */
const REPORT_MS = 100;

const order: ExportOrder = workerData;
const calledOff = new AbortController();
let toldMs = 0;

const report = (message: ExportReport) => parentPort?.postMessage(message);

parentPort?.once('message', () => calledOff.abort());

const { path, live, ...rest } = order;
const result = await writeExport({
  ...rest,
  target: toFile(path),
  live: new Set(live),
  signal: calledOff.signal,
  onProgress: (done, total) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < REPORT_MS) return;
    toldMs = nowMs;
    report({ kind: 'progress', done, total });
  },
});
report({ kind: 'ended', result });
parentPort?.close();
