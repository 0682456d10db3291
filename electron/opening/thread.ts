import { parentPort, workerData } from 'node:worker_threads';
import { type OpeningOrder, openFile } from './open-file.ts';

/** Opens one file, in a thread of its own, and ends. */

const order: OpeningOrder = workerData;
parentPort?.postMessage(await openFile(order));
