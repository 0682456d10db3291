import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenedLogs } from '../../../electron/service/opened-logs.ts';
import { readRunPage } from '../../../electron/service/run-feed.ts';
import type { PageQuery, PageResult } from '../../../electron/records/index.ts';
import { ScratchRecords } from '../../../electron/service/scratch-record.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { runText } from '../../support/run-text.ts';

const encoder = new TextEncoder();
const DIALOGUE = encoder.encode('AT\r\nOK\r\nAT+CPIN?\r\n+CME ERROR: SIM not inserted\r\n');

let clock: VirtualClock;
let logs: OpenedLogs;
let scratch: ScratchRecords;

beforeEach(() => {
  clock = new VirtualClock();
  scratch = new ScratchRecords({ addRecord: () => {}, removeRecord: async () => {} });
  logs = new OpenedLogs(clock, scratch);
});

afterEach(async () => {
  await logs.close();
  await scratch.close();
});

/** Sends a file whole; the run's id. */
async function opened(bytes: Uint8Array = DIALOGUE): Promise<string> {
  const id = logs.begin('bench.log');
  expect(await logs.chunk(id, bytes)).toEqual({ ok: true });
  expect(await logs.end(id)).toMatchObject({ ok: true, runId: id });
  return id;
}

/** Which lines of the file the facts tell of comes with its end. */
const linesAtEnd = async (): Promise<readonly (readonly number[])[]> => {
  const id = logs.begin('bench.log');
  await logs.chunk(id, DIALOGUE);
  const ended = await logs.end(id);
  return ended.ok ? ended.lines : [];
};

const pages = {
  readPage: async (query: PageQuery): Promise<PageResult> =>
    scratch.readPage(query) ?? { ok: false, fault: { kind: 'not_found' } },
};

/** All facts of a run, read in pages of a size. */
async function factsOf(runId: string, limit: number): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for (let at = { afterSeq: 0, afterOrdinal: 0 }; ; ) {
    const read = await readRunPage(pages, { runId, ...at, limit });
    if (!read.ok) throw new Error(read.fault.kind);
    events.push(...read.page.events);
    if (!read.page.more) return events;
    at = { afterSeq: read.page.seq, afterOrdinal: read.page.ordinal };
  }
}

describe('a log that is opened', () => {
  it('tells at its end which lines of the file each fact is of', async () => {
    const lines = await linesAtEnd();
    expect(lines.map(([, first, last]) => [first, last])).toContainEqual([3, 4]);
    expect(new Set(lines.map(([seq]) => seq)).size).toBe(lines.length);
  });

  it('is a run like any other, in pages of any size', async () => {
    const id = await opened();
    const events = await factsOf(id, 500);
    expect(events[0]).toMatchObject({ type: 'run.started', purpose: 'opened_log', port: 'bench.log' });
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', failedStep: 4, code: 'sim_missing' });
    expect(await factsOf(id, 1)).toEqual(events);
  });

  it.each(['end', 'cancel'] as const)(
    'takes nothing more of a piece that is being read behind its %s',
    async (how) => {
      const id = logs.begin('bench.log');
      const piece = encoder.encode('AT\r\nOK\r\n'.repeat(30_000));
      const reading = logs.chunk(id, piece);
      if (how === 'end') expect(await logs.end(id)).toMatchObject({ ok: true });
      else await logs.cancel(id);
      const kept = () => (scratch.has(id) ? factsOf(id, 500) : []);
      const before = await kept();
      expect(await reading).toEqual({ ok: false, fault: { kind: 'gone' } });
      expect(await kept()).toEqual(before);
    },
  );

  it('can be exported', async () => {
    const text = await runText(pages, await opened());
    expect(text).toContain('# port: bench.log');
    expect(text).toMatch(/→ {2}4 AT\+CPIN\?␍␊$/m);
  });

  it('is one of the newest four', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await opened());
    expect(ids.map((id) => scratch.has(id))).toEqual([false, true, true, true, true]);
  });

  it('is refused where there is no place to keep it', async () => {
    await scratch.close();
    const id = logs.begin('bench.log');
    await logs.chunk(id, DIALOGUE);
    expect(await logs.end(id)).toEqual({ ok: false, fault: { kind: 'no_room' } });
  });
});

describe('a file that is sent', () => {
  it.each([
    ['empty', []],
    ['binary', [0x89, 0x50, 0x4e, 0x47]],
    ['no_dialogue', [...encoder.encode('hello\n')]],
  ])('is refused when it is no log: %s', async (kind, bytes) => {
    const id = logs.begin('x');
    await logs.chunk(id, Uint8Array.from(bytes));
    expect(await logs.end(id)).toEqual({ ok: false, fault: { kind } });
  });

  it('is refused as soon as it is known to be no log', async () => {
    const id = logs.begin('x');
    expect(await logs.chunk(id, new Uint8Array(70_000))).toEqual({ ok: false, fault: { kind: 'binary' } });
    expect(await logs.chunk(id, DIALOGUE)).toEqual({ ok: false, fault: { kind: 'gone' } });
  });

  it('is forgotten when it is given up, or nothing comes of it for a minute', async () => {
    const givenUp = logs.begin('a');
    await logs.cancel(givenUp);
    const left = logs.begin('b');
    await clock.advance(59_000);
    expect(await logs.chunk(left, DIALOGUE)).toEqual({ ok: true });
    await clock.advance(59_000);
    expect(await logs.chunk(left, DIALOGUE)).toEqual({ ok: true });
    await clock.advance(61_000);
    for (const id of [givenUp, left])
      expect(await logs.end(id)).toEqual({ ok: false, fault: { kind: 'gone' } });
  });

  it('is one of a few: the oldest goes', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => logs.begin(`${index}.log`));
    const ends = await Promise.all(ids.map((id) => logs.end(id)));
    const gone = ends.map((ended) => !ended.ok && ended.fault.kind === 'gone');
    expect(gone).toEqual([true, ...Array.from({ length: 8 }, () => false)]);
  });

  it('leaves others their turn while it is read', async () => {
    const id = logs.begin('long');
    await logs.chunk(id, encoder.encode('AT\r\nOK\r\n'.repeat(60_000)));
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 0);
    expect(await logs.end(id)).toMatchObject({ ok: true });
    clearInterval(count);
    // Read here, slice by slice, it would leave ten.
    expect(turns).toBeGreaterThan(50);
  });
});
