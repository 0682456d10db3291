import { describe, expect, it } from 'vitest';
import { followView } from '../../../electron/reading/log/follow.ts';
import { OpenLog } from '../../../electron/reading/log/open-log.ts';
import { Stamps } from '../../../electron/reading/log/stamps.ts';
import { NO_FILTER } from '../../../shared/log/filter.ts';
import type { LogHead } from '../../../shared/log-view.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { received, RUN_STARTED, stated } from '../shared/log/dialogue.ts';
import { GrowingRecord } from './growing-record.ts';

const VIEW = { runId: 'r', filter: NO_FILTER, language: 'en' } as const;

interface Followed {
  readonly record: GrowingRecord;
  readonly open: OpenLog;
  readonly clock: VirtualClock;
  readonly heads: readonly LogHead[];
  readonly stop: AbortController;
  readonly over: Promise<void>;
  /** Adds a line to the run. */
  grow(ms: number): Promise<void>;
}

/** One who follows the log of a run that lives; time passes as the test says. */
async function followed(): Promise<Followed> {
  const record = await GrowingRecord.open();
  record.add(stated([[0, RUN_STARTED]]), []);
  const open = new OpenLog(() => ({ ok: true, log: record.log() }), true, new Stamps());
  const clock = new VirtualClock();
  const heads: LogHead[] = [];
  const stop = new AbortController();
  const over = (async () => {
    for await (const head of followView(open, VIEW, clock, stop.signal)) heads.push(head);
  })();
  await settle();
  const grow = async (ms: number) => {
    record.add([], [received(ms, 'OK\r\n')]);
    open.grown(true);
    await settle();
  };
  return { record, open, clock, heads, stop, over, grow };
}

describe('one who follows a log', () => {
  it('is told at once, and then once a frame at most', async () => {
    const { heads, grow, clock, stop, over } = await followed();
    const before = heads.length;
    expect(heads.at(-1)).toMatchObject({ rows: 1, unchanged: 0, live: true });
    for (let ms = 1; ms <= 5; ms += 1) await grow(ms);
    expect(heads).toHaveLength(before);
    await clock.advance(16);
    expect(heads).toHaveLength(before + 1);
    expect(heads.at(-1)).toMatchObject({ rows: 6, unchanged: 1 });
    await clock.advance(1000);
    expect(heads).toHaveLength(before + 1);
    await grow(6);
    expect(heads.at(-1)).toMatchObject({ rows: 7, unchanged: 6 });
    stop.abort();
    await over;
  });

  it('is told of what concerns no row, too', async () => {
    const { record, open, heads, clock, stop, over } = await followed();
    await clock.advance(16);
    record.add([], [received(5, '\r\n')]);
    open.grown(true);
    await settle();
    expect(heads.at(-1)).toMatchObject({ rows: 1, summary: { heard: true, lines: 0 } });
    stop.abort();
    await over;
  });

  it('hears the end within the frame, and nothing more', async () => {
    const { open, heads, over, clock } = await followed();
    open.grown(false);
    await over;
    expect(heads.at(-1)).toMatchObject({ live: false, percent: null });
    expect(clock.pending).toBe(0);
    expect(open.isWanted).toBe(false);
  });

  it('wants nothing any more once it has gone away', async () => {
    const { open, stop, over, clock } = await followed();
    expect(open.isWanted).toBe(true);
    stop.abort();
    await over;
    expect(open.isWanted).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('is told when the record can be read no further, and that is the end', async () => {
    const { open, heads, over } = await followed();
    open.fail({ kind: 'corrupt', detail: 'a row' });
    await over;
    expect(heads.at(-1)).toMatchObject({
      live: false,
      fault: { kind: 'record', fault: { kind: 'corrupt' } },
    });
  });
});
