import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isJsonObject,
  keepAside,
  readJsonFile,
  readTextFile,
} from '../../../electron/service/stores/data-file.ts';
import { modeOf, temporaryFolder } from './data-folder.ts';

describe('reading a file of the data folder', () => {
  it('gives its text without a byte order mark', async () => {
    const path = join(temporaryFolder(), 'a.json');
    writeFileSync(path, '\ufeff{"温度":1}');
    expect(await readTextFile(path)).toEqual({ ok: true, text: '{"温度":1}' });
    expect(await readJsonFile(path)).toEqual({ ok: true, json: { 温度: 1 } });
  });

  it('that is not there says so', async () => {
    const fault = { kind: 'absent' };
    expect(await readTextFile(join(temporaryFolder(), 'a.json'))).toEqual({ ok: false, fault });
  });

  it('that is a folder says so', async () => {
    const fault = { kind: 'not_readable', code: 'EISDIR' };
    expect(await readTextFile(temporaryFolder())).toEqual({ ok: false, fault });
  });

  it.skipIf(process.platform === 'win32')('does not read a device that never ends', async () => {
    expect(await readTextFile('/dev/zero')).toMatchObject({ ok: false, fault: { kind: 'not_readable' } });
  });

  it('of another encoding is not guessed at', async () => {
    const path = join(temporaryFolder(), 'a.json');
    // GBK
    writeFileSync(path, Buffer.from([0x22, 0xce, 0xc2, 0xb6, 0xc8, 0x22]));
    expect(await readJsonFile(path)).toEqual({ ok: false, fault: { kind: 'not_text' } });
  });

  it('of an absurd size is not taken into memory', async () => {
    const path = join(temporaryFolder(), 'a.json');
    writeFileSync(path, '');
    truncateSync(path, 17 * 1024 * 1024);
    expect(await readTextFile(path)).toEqual({ ok: false, fault: { kind: 'too_large' } });
  });

  it.each(['', '{"mqtt.password":"top-secret"', 'null null'])(
    'that is no JSON tells nothing of it: %j',
    async (text) => {
      const path = join(temporaryFolder(), 'a.json');
      writeFileSync(path, text);
      expect(await readJsonFile(path)).toEqual({ ok: false, fault: { kind: 'not_json' } });
    },
  );

  it('knows an object from everything else', () => {
    expect([{}, { a: 1 }].every((each) => isJsonObject(each))).toBe(true);
    expect([null, [], 'a', 1, true, undefined].some((each) => isJsonObject(each))).toBe(false);
  });
});

describe('keeping a damaged file aside', () => {
  it('takes the first number that is free and overwrites nothing', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.json');
    writeFileSync(`${path}.damaged-1`, 'first');
    writeFileSync(`${path}.damaged-3`, 'third');
    writeFileSync(path, 'second', { mode: 0o600 });
    expect(await keepAside(path)).toEqual({ ok: true, fileName: 'a.json.damaged-2' });
    writeFileSync(path, 'fourth');
    expect(await keepAside(path)).toEqual({ ok: true, fileName: 'a.json.damaged-4' });
    const texts = readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts).toEqual(['first', 'second', 'third', 'fourth']);
    if (process.platform !== 'win32') expect(modeOf(`${path}.damaged-2`)).toBe(0o600);
  });

  it('that is gone already leaves nothing behind', async () => {
    const folder = temporaryFolder();
    expect(await keepAside(join(folder, 'a.json'))).toEqual({ ok: true, fileName: null });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that cannot be moved is a fault, and stays', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a.json'));
    expect(await keepAside(join(folder, 'a.json'))).toMatchObject({
      ok: false,
      fault: { kind: 'not_writable' },
    });
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('done by several at once keeps every file', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.json');
    writeFileSync(path, 'damaged');
    const kept = await Promise.all(Array.from({ length: 20 }, () => keepAside(path)));
    expect(kept.filter((each) => each.ok && each.fileName !== null)).toHaveLength(1);
    expect(readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['damaged']);
  });
});
