import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRecordStore, type RecordStore } from '../../../electron/records/index.ts';
import { localDay } from '../../../shared/local-time.ts';
import { cli, ended, startCli } from '../../support/command-line.ts';
import { EXCHANGED, eventsOf, FINISHED, STARTED, traceOf } from '../../unit/records/synthetic.ts';

const BEGAN_MS = 1_700_000_000_000;
const [FIRST, SECOND, LONG] = ['0f8fad5b-1', '0f8fad5c-2', 'a-long-one'];
/** Exchanges of a run that takes some time to be exported. */
const MANY = 60_000;

let folder: string;
let data: string;
let store: RecordStore;

/** It is open all the time, as it is while the program is at work. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wis800c-records-'));
  data = join(folder, 'data');
  const opened = await openRecordStore(join(data, 'record.sqlite'));
  if (!opened.ok) throw new Error(opened.fault.kind);
  ({ store } = opened);
  for (const id of [FIRST, SECOND])
    await store.append({
      events: eventsOf(id, [STARTED, EXCHANGED, FINISHED]),
      trace: traceOf(id, ['AT\r', 'OK']),
    });
  const facts = [STARTED, ...Array.from({ length: MANY }, () => EXCHANGED)];
  const later = eventsOf(LONG, facts).map((event) => ({ ...event, atMs: event.atMs + 3 * 86_400_000 }));
  await store.append({ events: later, trace: [] });
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const records = (...args: readonly string[]) => cli('records', ...args, '--data', data);
const idsIn = (text: string) => [...new Set([...text.matchAll(/"runId":"([^"]+)"/g)].map(([, id]) => id))];

describe('records export', () => {
  test('writes named runs to a file while somebody else records, and says nothing', async () => {
    const path = join(folder, 'two.jsonl');
    const before = readdirSync(data);
    const ran = await records('export', '0F8FAD5C', FIRST, '--format', 'jsonl', '--out', path);
    expect(ran).toEqual({ status: 0, out: '', err: '' });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(idsIn(lines.join('\n'))).toEqual([FIRST, SECOND]);
    expect(readdirSync(data)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['data', 'two.jsonl']);
    rmSync(path);
  });

  test('writes a day, or all, to standard output', async () => {
    const day = await records('export', '--day', localDay(BEGAN_MS), '--format=csv-runs', '--bom');
    expect([day.status, day.err]).toEqual([0, '']);
    expect(day.out.split('\r\n')).toHaveLength(4);
    expect(day.out.startsWith('\ufeffrun_id,')).toBe(true);
    const all = await records('export', '--all', '--format', 'jsonl', '--out', '-');
    expect(idsIn(all.out)).toEqual([FIRST, SECOND, LONG]);
    expect(all.out.split('\n')).toHaveLength(10 + MANY + 2);
  });

  test('is text where nothing else is asked for', async () => {
    const { out } = await records('export', FIRST, SECOND);
    expect(out).toMatch(/^# WIS800C Commissioner 0\.1\.0\n# run: 0f8fad5b-1\n/);
    expect(out.match(/^# run: /gm)).toHaveLength(2);
  });

  test('makes a report in the language, and a pack', async () => {
    const report = await records('export', FIRST, '--format', 'report', '--lang', 'zh-CN');
    expect([report.status, report.err]).toEqual([0, '']);
    expect(report.out).toMatch(/^<!doctype html>\s*<html lang="zh-CN">/i);
    const path = join(folder, 'pack.zip');
    expect(await records('export', FIRST, '--format', 'pack', '--out', path)).toMatchObject({
      status: 0,
      err: '',
    });
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
    rmSync(path);
  });

  test('follows a link, and replaces what it leads to', async () => {
    const [link, file] = [join(folder, 'link.csv'), join(folder, 'file.csv')];
    symlinkSync(file, link);
    writeFileSync(file, 'before');
    expect(await records('export', FIRST, '--format', 'csv-steps', '--out', link)).toMatchObject({
      status: 0,
    });
    expect(readFileSync(file, 'utf8')).toMatch(/^run_id,/);
    rmSync(link);
    rmSync(file);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('called off with %s leaves what stood there', async (signal) => {
    const inside = mkdtempSync(join(folder, 'called-off-'));
    const path = join(inside, 'all.txt');
    writeFileSync(path, 'before');
    const child = startCli(['records', 'export', '--all', '--format', 'text', '--out', path, '--data', data]);
    const result = ended(child);
    await begun(inside);
    child.kill(signal);
    const { status, err } = await result;
    expect([status, err]).toEqual([3, 'Called off. Nothing was written.\n']);
    expect(readdirSync(inside)).toEqual(['all.txt']);
    expect(readFileSync(path, 'utf8')).toBe('before');
    rmSync(inside, { recursive: true });
  });

  test('ends without a word when nobody reads any more', async () => {
    const child = startCli(['records', 'export', '--all', '--format', 'jsonl', '--data', data]);
    const result = ended(child);
    child.stdout.once('data', () => child.stdout.destroy());
    const { status, err } = await result;
    expect([status, err]).toEqual([0, '']);
  });

  test.each<[string, readonly string[], number, string]>([
    ['nothing that is to be exported', [], 64, 'one of the three'],
    ['a run and a day', [FIRST, '--day', '2023-11-14'], 64, 'one of the three'],
    ['a day that does not exist', ['--day', '2023-02-30'], 64, '--day'],
    ['a day without runs', ['--day', '2001-01-01'], 64, 'No such runs'],
    ['an unknown format', [FIRST, '--format', 'xml'], 64, 'pack; not xml'],
    ['an unknown option', [FIRST, '--colour'], 64, '--colour'],
    ['an option without its value', [FIRST, '--format'], 64, '--format'],
    ['an empty file name', [FIRST, '--out', ''], 64, '--out'],
    ['a run that is not there', ['nowhere'], 64, 'nowhere'],
    ['the beginning of several ids', ['0f8fad5'], 64, '0f8fad5'],
    ['a folder that is not there', [FIRST, '--out', '/nowhere/a'], 64, '/nowhere/a'],
    ['a folder in the place of the file', [FIRST, '--out', tmpdir()], 64, tmpdir()],
  ])('refuses %s', async (_, args, status, named) => {
    const ran = await records('export', ...args);
    expect([ran.status, ran.out]).toEqual([status, '']);
    expect(ran.err).toContain(named);
  });

  test.skipIf(process.platform !== 'linux')('tells a full disk with status 2', async () => {
    const { status, err } = await records('export', FIRST, '--out', '/dev/full');
    expect([status, err]).toEqual([2, 'There is no room left for /dev/full. Nothing was written.\n']);
  });

  test('says in Chinese what is wrong', async () => {
    const { err } = await records('export', 'nowhere', '--lang', 'zh-CN');
    expect(err).toBe('没有该编号的运行：nowhere\n');
  });
});

describe('records list and show', () => {
  test('tell runs to programs while somebody else records', async () => {
    const { status, out, err } = await records('list', '--json', '--to', localDay(BEGAN_MS));
    expect([status, err]).toEqual([0, '']);
    const runs = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(runs).toMatchObject([
      { id: SECOND, outcome: 'failed' },
      { id: FIRST, outcome: 'failed' },
    ]);
    const shown = await records('show', '0f8fad5c', '--json');
    expect(JSON.parse(shown.out)).toMatchObject({ id: SECOND, failedStep: 11 });
  });

  test.each<[string, readonly string[], string]>([
    ['an unknown outcome', ['list', '--outcome', 'nice'], 'interrupted'],
    ['a step that does not exist', ['list', '--step', '20'], '1 to 19'],
    ['what is no day', ['list', '--from', 'yesterday'], 'yesterday'],
    ['a limit of nothing', ['list', '--limit', '0'], '--limit'],
    ['no run', ['show'], 'run'],
    ['two runs', ['show', FIRST, SECOND], SECOND],
    ['an unknown command', ['burn'], 'burn'],
  ])('refuse %s with status 64', async (_, args, named) => {
    const { status, out, err } = await records(...args);
    expect([status, out]).toEqual([64, '']);
    expect(err).toContain(named);
  });

  test('make no folder where there is none', async () => {
    const nowhere = join(folder, 'nowhere');
    for (const args of [['list'], ['show', FIRST], ['export', FIRST]]) {
      const { status, err } = await cli('records', ...args, '--data', nowhere);
      expect([status, err]).toEqual([
        64,
        `There is no record at ${join(nowhere, 'record.sqlite')}. --data FOLDER names another folder.\n`,
      ]);
    }
    expect(statSync(nowhere, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('say of a file that is none of ours what it is', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(
      join(other, 'record.sqlite'),
      'a text file that is longer than the header of a database. '.repeat(20),
    );
    for (const args of [['list'], ['show', FIRST], ['export', FIRST]]) {
      const { status, err } = await cli('records', ...args, '--data', other);
      expect(status).toBe(2);
      expect(err).toContain('the file is damaged');
    }
    expect(readdirSync(other)).toEqual(['record.sqlite']);
    rmSync(other, { recursive: true });
  });
});

/** Resolves when something is being written in a folder. */
async function begun(inside: string): Promise<void> {
  while (readdirSync(inside).length < 2) await new Promise<void>((resolve) => setImmediate(resolve));
}
