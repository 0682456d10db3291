import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LogRemoval } from '../../../../electron/service/session-log/log-folder.ts';
import { SessionLogs } from '../../../../electron/service/session-log/session-logs.ts';
import { type Respond, table } from '../../../support/scripted-port.ts';
import { temporaryFolder } from '../data-folder.ts';
import { openedCommissioner, PORT, type TestCommissioner } from '../test-commissioner.ts';
import { runText } from '../../../support/run-text.ts';

const SILENT: Respond = () => [];

interface Logged {
  readonly test: TestCommissioner;
  readonly logs: SessionLogs;
  readonly folder: string;
  readonly faults: (string | null)[];
  readonly removals: LogRemoval[];
}

/** A commissioner whose runs have a session log, switched on. */
async function logged(limits?: { fileBytes: number; folderBytes: number }): Promise<Logged> {
  const test = await openedCommissioner();
  const folder = join(temporaryFolder(), 'logs');
  const faults: (string | null)[] = [];
  const removals: LogRemoval[] = [];
  const logs = new SessionLogs({
    folder,
    clock: test.clock,
    commissioner: test.commissioner,
    pages: test.store,
    days: () => null,
    onFault: (code) => faults.push(code),
    onRemoved: (removal) => removals.push(removal),
    ...(limits && { limits }),
  });
  onTestFinished(() => logs.close());
  logs.switch(true);
  return { test, logs, folder, faults, removals };
}

/** Lets time pass, a little at once, and what falls due be written. */
async function pass({ test, logs }: Logged, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) {
    await test.clock.advance(250);
    await logs.settled();
  }
}

const names = ({ folder }: Logged) => readdirSync(folder).sort();
const texts = (each: Logged) => names(each).map((name) => readFileSync(join(each.folder, name), 'utf8'));
const body = (text: string) => text.split('\n').filter((line) => !line.startsWith('# '));

async function exported({ test }: Logged, runId: string): Promise<string> {
  return await runText(test.store, runId);
}

/** A run on which nobody answers, to its end. */
async function finishedRun(each: Logged, port = PORT): Promise<string> {
  const started = each.test.start(port);
  if (!started.ok) throw new Error(started.fault.kind);
  await each.test.clock.runUntil(started.run.done);
  await each.logs.settled();
  return started.run.runId;
}

test('every run has a file of its own with the text of its record', async () => {
  const each = await logged();
  each.test.respond = SILENT;
  const ids = [await finishedRun(each), await finishedRun(each, '/dev/ttyTEST1')];
  expect(names(each)).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\d_\d{6}_ttyTEST0\.txt$/),
    expect.stringMatching(/^\d{4}-\d\d-\d\d_\d{6}_ttyTEST1\.txt$/),
  ]);
  for (const [index, runId] of ids.entries()) {
    const text = texts(each)[index] ?? '';
    expect(text).toContain(`# run: ${runId}\n`);
    expect(text).toMatch(/# outcome: (failed|errored).*\n$/);
    expect(body(text)).toEqual(body(await exported(each, runId)));
  }
});

test('a console is in its file while it goes on, a second behind', async () => {
  const each = await logged();
  each.test.respond = table({ 'AT+CSQ': ['+CSQ: 21,0', 'OK'] });
  const console = await each.test.console();
  await each.test.ask(console, 'AT+CSQ');
  await pass(each, 1500);
  const [text = ''] = texts(each);
  expect(body(text)).toEqual(body(await exported(each, console.bay.runId)));
  expect(text).toContain('→    AT+CSQ␍␊');
  expect(text).not.toContain('# outcome');
});

test('secrets are masked there as they are in the record', async () => {
  const each = await logged();
  each.test.respond = (line) => [`ERROR: ${line}`];
  const console = await each.test.console(['pass-0815']);
  await each.test.ask(console, 'AT+MCONFIG="c","u","pass-0815"');
  await each.test.clock.runUntil(each.test.commissioner.endConsole(PORT));
  await each.logs.settled();
  const [text = ''] = texts(each);
  expect(text).toContain('AT+MCONFIG=');
  expect(text).not.toContain('0815');
});

describe('switched off', () => {
  test('it ends where it is, and begins with what lives when it is switched on again', async () => {
    const each = await logged();
    each.test.respond = table({ AT: ['OK'] });
    const console = await each.test.console();
    await each.test.ask(console, 'AT');
    each.logs.switch(false);
    await each.logs.settled();
    const [first = ''] = texts(each);
    await each.test.ask(console, 'AT+X');
    await pass(each, 2000);
    expect(texts(each)).toEqual([first]);
    each.logs.switch(true);
    await pass(each, 2000);
    const again = texts(each).find((text) => text !== first);
    expect(again).toContain('AT+X');
    expect(again).toContain('→    AT␍␊');
  });

  test('it writes nothing', async () => {
    const each = await logged();
    each.logs.switch(false);
    each.test.respond = SILENT;
    await finishedRun(each);
    expect(() => names(each)).toThrow('ENOENT');
  });
});

describe('a folder that cannot be written', () => {
  test('stops no run, is told once for all of them, and gets everything when it can be', async () => {
    const each = await logged();
    writeFileSync(each.folder, 'a file in its place');
    each.test.respond = table({ AT: ['OK'] });
    const [one, two] = [await each.test.console(), await each.test.console([], '/dev/ttyTEST1')];
    await each.test.ask(one, 'AT');
    await each.test.ask(two, 'AT');
    await pass(each, 20_000);
    expect(each.faults).toEqual(['EEXIST']);
    rmSync(each.folder);
    await pass(each, 6000);
    expect(each.faults).toEqual(['EEXIST', null]);
    expect(texts(each).map((text) => text.includes('AT␍␊'))).toEqual([true, true]);
  });

  test('does not hold up the end of a run, nor of the program', async () => {
    const each = await logged();
    writeFileSync(each.folder, 'a file in its place');
    each.test.respond = SILENT;
    await finishedRun(each);
    await each.logs.close();
    expect(each.faults).toEqual(['EEXIST']);
  });
});

describe('the folder', () => {
  const old = ({ folder }: Logged, name: string, day: number) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), 'x'.repeat(1000));
    const at = new Date(2023, 10, day, 12);
    utimesSync(join(folder, name), at, at);
  };

  test('is kept within its limit by removing the oldest files, and that is told', async () => {
    const each = await logged({ fileBytes: 10_000, folderBytes: 3500 });
    // The clock of the test stands on 14 November 2023, the files of the runs have the time of the computer.
    for (const day of [1, 2, 3, 4]) old(each, `2023-11-0${day}_120000_COM3.txt`, day);
    old(each, 'notes of mine.txt', 1);
    await each.logs.tidy();
    expect(names(each)).toEqual([
      '2023-11-02_120000_COM3.txt',
      '2023-11-03_120000_COM3.txt',
      '2023-11-04_120000_COM3.txt',
      'notes of mine.txt',
    ]);
    const at = new Date(2023, 10, 1, 12).getTime();
    expect(each.removals).toEqual([{ reason: 'size', files: 1, bytes: 1000, oldestMs: at, newestMs: at }]);
  });

  test('is looked at again when a run has made it too large', async () => {
    const each = await logged({ fileBytes: 10_000, folderBytes: 3500 });
    for (const day of [1, 2, 3]) old(each, `2023-11-0${day}_120000_COM3.txt`, day);
    await each.logs.tidy();
    expect(each.removals).toEqual([]);
    each.test.respond = SILENT;
    await finishedRun(each);
    expect(each.removals).toMatchObject([{ reason: 'size' }]);
    expect(names(each)).toContainEqual(expect.stringMatching(/ttyTEST0\.txt$/));
  });

  test('that is not there is no fault', async () => {
    const each = await logged();
    await each.logs.tidy();
    expect([each.removals, each.faults]).toEqual([[], []]);
  });
});

test('a long run goes on in further files', async () => {
  const each = await logged({ fileBytes: 2000, folderBytes: 1_000_000 });
  each.test.respond = table({ AT: ['OK'] });
  const console = await each.test.console();
  for (let count = 0; count < 30; count += 1) {
    await each.test.ask(console, 'AT');
    await each.logs.settled();
  }
  await each.test.clock.runUntil(each.test.commissioner.endConsole(PORT));
  await each.logs.settled();
  expect(names(each).length).toBeGreaterThan(2);
  for (const text of texts(each)) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2000);
  const lines = names(each)
    .toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1))
    .flatMap((name) => body(readFileSync(join(each.folder, name), 'utf8')))
    .filter((line) => line !== '');
  expect(lines).toEqual(body(await exported(each, console.bay.runId)).filter((line) => line !== ''));
});
