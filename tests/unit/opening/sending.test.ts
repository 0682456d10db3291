import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf } from '../../../electron/opening/kind.ts';
import { LineCutter } from '../../../electron/opening/json-lines.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';
import { packOf } from '../exports/made-pack.ts';
import { opening } from './opened.ts';

let station: BenchStation;
let pack: Buffer;

beforeAll(async () => {
  station = await openBenchStation();
  const run = station.start('sim:?speed=instant', benchProfile());
  await run.done;
  pack = await packOf(station.recordPath, [run.runId]);
});

afterAll(async () => {
  await station.close();
});

describe('what a file is', () => {
  it.each([
    ['zip', [0x50, 0x4b, 3, 4, 0]],
    ['zip', [0x50, 0x4b, 5, 6]],
    ['json', [...Buffer.from('{"type"')]],
    ['json', [...Buffer.from('\ufeff \r\n {')]],
    ['json', [...Buffer.from('\ufeff{', 'utf16le')]],
    ['log', [...Buffer.from('AT\r\nOK\r\n')]],
    ['log', [...Buffer.from('PK AT')]],
    ['log', [...Buffer.from('[12:00] {')]],
    ['log', []],
  ])('shows at its beginning: %s', (kind, bytes) => {
    expect(kindOf(Uint8Array.from(bytes))).toBe(kind);
  });
});

describe('lines of a file', () => {
  const cut = (chunks: readonly string[]) => {
    const cutter = new LineCutter();
    const lines = chunks.flatMap((chunk) => cutter.push(Buffer.from(chunk)));
    return { lines: [...lines, ...cutter.end()], skipped: cutter.skipped };
  };

  it('are the same however it is cut into pieces', () => {
    const text = 'one\ntwo\n\nthree';
    const whole = cut([text]);
    expect(whole).toEqual({ lines: ['one', 'two', '', 'three'], skipped: 0 });
    for (let at = 0; at <= text.length; at += 1)
      expect(cut([text.slice(0, at), text.slice(at)])).toEqual(whole);
  });

  it('are left out where they are longer than any of ours, however long', () => {
    const long = Array.from({ length: 40 }, () => 'x'.repeat(1_000_000));
    expect(cut(['a\n', ...long, '\nb\n'])).toEqual({ lines: ['a', 'b'], skipped: 1 });
    expect(cut(['a\n', ...long])).toEqual({ lines: ['a'], skipped: 1 });
  });
});

describe('a file that is sent', () => {
  const ownFolders = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith(`wis800c-${process.pid}-`)).length;

  it('leaves nothing behind when it was refused', async () => {
    const { send, logs } = opening();
    const before = ownFolders();
    expect(await send(pack.subarray(0, 4000))).toEqual({ ok: false, fault: { kind: 'pack_damaged' } });
    // Where runs are kept there is a folder as long as the program runs.
    expect(ownFolders()).toBeLessThanOrEqual(before + 1);
    await logs.close();
  });

  it('can be called off while it is read: then it is no longer known', async () => {
    const { logs } = opening();
    const id = logs.begin('x.zip');
    await logs.chunk(id, pack);
    const ending = logs.end(id);
    void logs.cancel(id);
    expect(await ending).toEqual({ ok: false, fault: { kind: 'gone' } });
    expect(logs.opened(id)).toBeNull();
    expect(await logs.chunk(id, pack)).toEqual({ ok: false, fault: { kind: 'gone' } });
  });

  it('of JSON that is no record of ours is still read as a log', async () => {
    const { send } = opening();
    const json = ['{"t":1,"line":"AT+CPIN?"}', '{"t":2,"line":"+CME ERROR: 10"}'].join('\n');
    const opened = await send(
      Buffer.from(`${json}\nAT+CPIN?\r\n+CME ERROR: 10\r\nAT\r\nOK\r\n`),
      undefined,
      'x.json',
    );
    expect(opened.ok ? opened.origin.kind : opened.fault.kind).toBe('log');
    expect(await send(Buffer.from('{"a":1}\n{"b":2}\n'))).toEqual({
      ok: false,
      fault: { kind: 'no_dialogue' },
    });
  });
});
