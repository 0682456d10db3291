import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OpeningOrder } from '../../../electron/opening/open-file.ts';
import { type OpenFile, openInThread, resultOf } from '../../../electron/opening/opening-thread.ts';
import { OpenedLogs } from '../../../electron/service/opened-logs.ts';
import { ScratchRecords } from '../../../electron/service/scratch-record.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { EXCHANGED, eventsOf, STARTED } from '../records/synthetic.ts';

const BROKEN_OFF = { ok: false, fault: { kind: 'broken_off' } };
const GONE = { ok: false, fault: { kind: 'gone' } };

/** Files that are opened in a way that is looked at. */
function watched(openFile: OpenFile) {
  const orders: OpeningOrder[] = [];
  const told: string[] = [];
  const scratch = new ScratchRecords({
    addRecord: (path) => told.push(path),
    removeRecord: async () => {},
  });
  const logs = new OpenedLogs(new VirtualClock(), scratch, (order, ...rest) => {
    orders.push(order);
    return openFile(order, ...rest);
  });
  onTestFinished(async () => {
    await logs.close();
    await scratch.close();
  });
  /** Every file of it that is there: what was sent, and what is written. */
  const left = () =>
    orders.flatMap(({ path, scratch: record }) => [
      ...(existsSync(dirname(path)) ? [dirname(path)] : []),
      ...readdirSync(dirname(record)),
    ]);
  return { logs, orders, told, left };
}

/** Opens with a thread that does something else. */
const instead =
  (code: string): OpenFile =>
  (workerData, signal, onBug) =>
    resultOf(new Worker(code, { eval: true, workerData }), signal, onBug);

async function sent(logs: OpenedLogs, bytes: Uint8Array = Buffer.from('AT\r\nOK\r\n')): Promise<string> {
  const id = logs.begin('x');
  expect(await logs.chunk(id, bytes)).toEqual({ ok: true });
  return id;
}

/** A record that takes its time: a run of so many facts. */
function longRecord(facts = 60_000): Buffer {
  const all = eventsOf('a', [STARTED, ...Array.from({ length: facts }, () => EXCHANGED)]);
  return Buffer.from(all.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

describe('a thread that opens a file', () => {
  it.each(['cancel', 'close'] as const)(
    'leaves nothing when it is ended in the middle, by %s',
    async (how) => {
      const { logs, orders, told, left } = watched(openInThread);
      const id = await sent(logs, longRecord());
      const ended = logs.end(id);
      // It is at it once there is something of the record.
      await vi.waitFor(() => expect(existsSync(`${orders[0]?.scratch}-wal`)).toBe(true), {
        timeout: 20_000,
        interval: 5,
      });
      await logs[how](id);
      expect(left()).toEqual([]);
      expect(await ended).toEqual(GONE);
      expect(told).toEqual([]);
    },
  );

  it.each(['before it begins', 'while it goes round and round'])(
    'is ended when it is called off %s',
    async (when) => {
      const worker = new Worker('for (;;);', { eval: true });
      const stop = new AbortController();
      if (when === 'before it begins') stop.abort();
      const result = resultOf(worker, stop.signal, () => {});
      if (!stop.signal.aborted) await once(worker, 'online');
      stop.abort();
      expect(await result).toEqual(GONE);
      expect(worker.threadId).toBe(-1);
    },
  );

  it('is called off when its word is there already: then nothing is kept', async () => {
    const { logs, told, left } = watched(async (order, signal, onBug) => {
      const result = await openInThread(order, signal, onBug);
      void logs.cancel(id);
      return result;
    });
    const id = await sent(logs);
    expect(await logs.end(id)).toEqual(GONE);
    expect(left()).toEqual([]);
    expect(logs.opened(id)).toBeNull();
    expect(told).toHaveLength(1);
  });

  it.each([
    ['throws', 'throw new Error("lost")', /lost/],
    ['ends without a word', 'process.exit(0)', null],
  ])('that %s is told in words, and nothing stays', async (_, death, bug) => {
    const bugs = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => bugs.mockRestore());
    const half =
      'require("node:fs").writeFileSync(require("node:worker_threads").workerData.scratch, "half");';
    const { logs, told, left } = watched(instead(half + death));
    expect(await logs.end(await sent(logs))).toEqual(BROKEN_OFF);
    expect(left()).toEqual([]);
    expect(told).toEqual([]);
    expect(bugs.mock.calls.map(([text]) => text)).toEqual(bug === null ? [] : [expect.stringMatching(bug)]);
  });

  it('that died is no harm to the next one', async () => {
    let openFile = instead('process.exit(1)');
    const { logs } = watched((...order) => openFile(...order));
    expect(await logs.end(await sent(logs))).toEqual(BROKEN_OFF);
    openFile = openInThread;
    expect(await logs.end(await sent(logs))).toMatchObject({ ok: true, origin: { kind: 'log' } });
  });
});
