import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { LogFile } from '../../../../electron/service/session-log/log-file.ts';
import { temporaryFolder } from '../data-folder.ts';

const BEGAN_MS = new Date(2026, 10, 25, 15, 30, 12).getTime();
const STEM = '2026-11-25_153012_ttyUSB0';

let folder: string;
beforeEach(() => {
  folder = join(temporaryFolder(), 'logs');
});

function logFile(unit: string | null = null): LogFile {
  const file = new LogFile({
    folder,
    identity: { beganMs: BEGAN_MS, port: '/dev/ttyUSB0', unit },
    limitBytes: 130,
    head: (before) => `# head${before === null ? '' : ` of what follows ${before}`}\n`,
  });
  onTestFinished(() => file.close());
  return file;
}

const names = () => readdirSync(folder).sort();
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

test('the folder and the file are made with the first lines', async () => {
  const file = logFile();
  expect(file.name).toBeNull();
  expect(await file.write('one\n')).toBeNull();
  expect(await file.write('二\n')).toBeNull();
  expect(names()).toEqual([`${STEM}.txt`]);
  expect(text(`${STEM}.txt`)).toBe('# head\none\n二\n');
});

test('what would grow beyond the limit goes on in a further file that names the one before', async () => {
  const file = logFile();
  for (const line of ['a', 'b', 'c']) await file.write(`${line.repeat(70)}\n`);
  expect(names()).toEqual([`${STEM}.txt`, `${STEM}_2.txt`, `${STEM}_3.txt`]);
  expect(text(`${STEM}.txt`)).toBe(`# head\n${'a'.repeat(70)}\n`);
  expect(text(`${STEM}_3.txt`)).toBe(`# head of what follows ${STEM}_2.txt\n${'c'.repeat(70)}\n`);
});

test('a text that is longer than a file may be is not torn', async () => {
  const file = logFile();
  await file.write('x'.repeat(200));
  expect(names()).toHaveLength(1);
});

test('a run never writes into the file of another one', async () => {
  const [one, other] = [logFile(), logFile()];
  await one.write('one\n');
  await other.write('other\n');
  expect(names()).toEqual([`${STEM}-2.txt`, `${STEM}.txt`]);
  expect(text(`${STEM}.txt`)).toContain('one');
});

describe('once the unit is known', () => {
  test('all files of the run are called by it, and the newest one grows on', async () => {
    const file = logFile();
    for (const line of ['a', 'b']) await file.write(`${line.repeat(70)}\n`);
    await file.nameUnit('SN0117');
    await file.write('more\n');
    expect(names()).toEqual([`${STEM}_SN0117.txt`, `${STEM}_SN0117_2.txt`]);
    expect(text(`${STEM}_SN0117_2.txt`)).toMatch(/b{70}\nmore\n$/);
  });

  test('a file that has this name already stays what it is', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, `${STEM}_SN0117.txt`), 'older');
    const file = logFile();
    await file.write('one\n');
    await file.nameUnit('SN0117');
    expect(text(`${STEM}_SN0117.txt`)).toBe('older');
    expect(text(`${STEM}-2_SN0117.txt`)).toBe('# head\none\n');
  });

  test('a file that is gone leaves no empty one behind', async () => {
    const file = logFile();
    await file.write('one\n');
    rmSync(join(folder, `${STEM}.txt`));
    await file.nameUnit('SN0117');
    expect(names()).toEqual([]);
    await file.write('two\n');
    expect(names()).toEqual([`${STEM}_SN0117_2.txt`]);
  });
});

test('a file that somebody took away is followed by a new one', async () => {
  const file = logFile();
  await file.write('one\n');
  rmSync(join(folder, `${STEM}.txt`));
  expect(await file.write('two\n')).toBeNull();
  expect(text(`${STEM}_2.txt`)).toBe(`# head of what follows ${STEM}.txt\ntwo\n`);
});

describe('what cannot be written', () => {
  test('is a fault with the system’s code, and can be given again', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const file = logFile();
    expect(await file.write('one\n')).toBe('EEXIST');
    expect(await file.write('one\n')).toBe('EEXIST');
    rmSync(folder);
    expect(await file.write('one\n')).toBeNull();
    expect(text(`${STEM}.txt`)).toBe('# head\none\n');
  });

  test('takes the place of the part of it that got into the file', async () => {
    const file = logFile();
    await file.write('one\n');
    await file.close();
    const path = join(folder, `${STEM}.txt`);
    renameSync(path, `${path}.kept`);
    mkdirSync(path);
    expect(await file.write('two\n')).toBe('EISDIR');
    rmSync(path, { recursive: true });
    writeFileSync(path, `${readFileSync(`${path}.kept`, 'utf8')}tw`);
    expect(await file.write('two\n')).toBeNull();
    expect(text(`${STEM}.txt`)).toBe('# head\none\ntwo\n');
  });

  test.runIf(process.platform === 'linux')('a full disk is one', async () => {
    const file = logFile();
    await file.write('one\n');
    await file.close();
    const path = join(folder, `${STEM}.txt`);
    rmSync(path);
    // Takes every byte for one too many.
    symlinkSync('/dev/full', path);
    expect(await file.write('two\n')).toBe('ENOSPC');
  });
});
