import { parentPort, workerData } from 'node:worker_threads';
import { onError, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { systemClock } from '../system-clock.ts';
import { beginningSchema, type Order, orderSchema, type Report } from './messages.ts';
import { Reading } from './reading.ts';
import { createReadingRouter } from './router.ts';
import { RpcPort } from './rpc-port.ts';

/** The thread that reads the records, so that no dialogue waits for it. */

const reading = new Reading({ ...beginningSchema.parse(workerData), clock: systemClock });
const port = new RpcPort((text) => parentPort?.postMessage(text));

const handler = new RPCHandler(createReadingRouter(reading), {
  clientInterceptors: [
    onError((fault) => {
      if (!(fault instanceof ORPCError) || fault.status >= 500) console.error(stackOf(fault));
    }),
  ],
});
handler.upgrade(port);

parentPort?.on('message', (message: unknown) => {
  if (!port.take(message)) carryOut(orderSchema.parse(message));
});

function carryOut(order: Order): void {
  switch (order.kind) {
    case 'grown':
      reading.grown(order.growth);
      return;
    case 'shrunk':
      reading.history.changed();
      return;
    case 'add':
      reading.addRecord(order.path);
      return;
    case 'remove':
      reading.removeRecord(order.path);
      report({ kind: 'removed', path: order.path });
      return;
    case 'close':
      reading.close();
      // Of a thread this ends the thread.
      process.exit();
  }
}

function report(what: Report): void {
  parentPort?.postMessage(what);
}

/** A bug, without what else hangs on it. */
function stackOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : typeof fault;
}
