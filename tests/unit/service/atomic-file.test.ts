import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileFault, untilReleased, writeTextFile } from '../../../electron/service/stores/atomic-file.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { modeOf, temporaryFolder } from './data-folder.ts';

const HOUR_S = 3600;

function systemError(code: string): Error {
  return Object.assign(new Error('as the system says'), { code });
}

/** Looks again and again while a task is under way. */
async function watched<T>(task: Promise<T>, look: () => void): Promise<T> {
  const progress = { isOver: false };
  const end = () => {
    progress.isOver = true;
  };
  task.then(end, end);
  while (!progress.isOver) {
    look();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return task;
}

function widestUmask(): void {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
}

describe('writing a file', () => {
  it('makes it with the text and nothing else in the folder', async () => {
    const folder = temporaryFolder();
    expect(await writeTextFile(join(folder, 'a.json'), '{"名":"温度 😀"}\n', 0o600)).toEqual({ ok: true });
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{"名":"温度 😀"}\n');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('replaces what was there', async () => {
    const path = join(temporaryFolder(), 'a.json');
    writeFileSync(path, 'a much longer text than the new one');
    expect(await writeTextFile(path, 'new', 0o600)).toEqual({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it.skipIf(process.platform === 'win32')(
    'gives the mode, also in place of a file that was open to all',
    async () => {
      widestUmask();
      const path = join(temporaryFolder(), 'a.json');
      writeFileSync(path, 'old', { mode: 0o666 });
      await writeTextFile(path, 'new', 0o600);
      expect(modeOf(path)).toBe(0o600);
    },
  );

  it.skipIf(process.platform === 'win32')('has the mode from the first byte on', async () => {
    widestUmask();
    const folder = temporaryFolder();
    const seen = new Set<number>();
    const text = 'x'.repeat(32 * 1024 * 1024);
    const written = await watched(writeTextFile(join(folder, 'a.json'), text, 0o600), () => {
      for (const name of readdirSync(folder)) {
        const found = statSync(join(folder, name), { throwIfNoEntry: false });
        if (found !== undefined) seen.add(found.mode & 0o777);
      }
    });
    expect(written).toEqual({ ok: true });
    expect([...seen]).toEqual([0o600]);
  });

  it('shows a reader the old text or the new one, whole', async () => {
    const path = join(temporaryFolder(), 'a.json');
    const texts = ['a'.repeat(4_000_000), 'b'.repeat(2_000_000)];
    writeFileSync(path, texts[0] ?? '');
    const rewrite = async () => {
      for (let round = 0; round < 6; round += 1)
        await writeTextFile(path, texts[(round + 1) % 2] ?? '', 0o600);
    };
    const seen = new Set<string>();
    await watched(rewrite(), () => seen.add(readFileSync(path, 'utf8')));
    expect([...seen].every((text) => texts.includes(text))).toBe(true);
    expect(seen.size).toBe(2);
  });

  it('done 200 times at once leaves one whole text', async () => {
    const folder = temporaryFolder();
    const texts = Array.from({ length: 200 }, (_, index) => `${index}-`.repeat(500 + index));
    const written = await Promise.all(
      texts.map((text) => writeTextFile(join(folder, 'a.json'), text, 0o600)),
    );
    expect(written.every(({ ok }) => ok)).toBe(true);
    expect(texts).toContain(readFileSync(join(folder, 'a.json'), 'utf8'));
    expect(readdirSync(folder)).toEqual(['a.json']);
  });
});

describe('a file that cannot be written', () => {
  it('since a folder stands in its place is a fault, and the folder keeps what it holds', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a.json'));
    writeFileSync(join(folder, 'a.json', 'kept'), 'kept');
    expect(await writeTextFile(join(folder, 'a.json'), 'new', 0o600)).toMatchObject({
      ok: false,
      fault: { kind: 'not_writable' },
    });
    expect(readFileSync(join(folder, 'a.json', 'kept'), 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it.each([
    ['its folder is missing', 'missing', 'ENOENT'],
    ['a file stands where its folder should', 'a-file', 'ENOTDIR'],
  ])('since %s is a fault with the reason', async (_, name, code) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a-file'), 'kept');
    const result = await writeTextFile(join(folder, name, 'a.json'), 'new', 0o600);
    expect(result).toEqual({ ok: false, fault: { kind: 'not_writable', code } });
    expect(readFileSync(join(folder, 'a-file'), 'utf8')).toBe('kept');
  });

  it('since its name is too long for the system is a fault', async () => {
    const folder = temporaryFolder();
    expect(await writeTextFile(join(folder, 'n'.repeat(240)), 'new', 0o600)).toMatchObject({
      ok: false,
      fault: { kind: 'io', code: 'ENAMETOOLONG' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what a crash left behind', () => {
  const left = 'secrets.json.01234567-89ab-cdef-0123-456789abcdef.unfinished';

  it('is removed by a later write once nobody can be writing it any more', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, left), 'half a sec');
    const longAgo = Date.now() / 1000 - 2 * HOUR_S;
    utimesSync(join(folder, left), longAgo, longAgo);
    await writeTextFile(join(folder, 'a.json'), 'new', 0o600);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('stays while another process may still be writing it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, left), 'half a sec');
    await writeTextFile(join(folder, 'a.json'), 'new', 0o600);
    expect(readdirSync(folder).sort()).toEqual(['a.json', left]);
  });

  it('is not confused with old files of other names', async () => {
    const folder = temporaryFolder();
    const names = ['notes.unfinished', `${left}.bak`, 'old.json'];
    const longAgo = Date.now() / 1000 - 2 * HOUR_S;
    for (const name of names) {
      writeFileSync(join(folder, name), 'kept');
      utimesSync(join(folder, name), longAgo, longAgo);
    }
    await writeTextFile(join(folder, 'a.json'), 'new', 0o600);
    expect(readdirSync(folder).sort()).toEqual(['a.json', ...names].sort());
  });
});

describe('the fault behind an error', () => {
  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EACCES', 'not_writable'],
    ['EROFS', 'not_writable'],
    ['EISDIR', 'not_writable'],
    ['EIO', 'io'],
  ])('%s is %s', (code, kind) => {
    expect(fileFault(systemError(code))).toEqual({ kind, code });
  });

  it('of this program is none: it is thrown on', () => {
    const bug = new TypeError('not a function');
    expect(() => fileFault(bug)).toThrow(bug);
  });
});

describe('moving a file that another program holds', () => {
  /** Fails some times, then succeeds. */
  function held(times: number, code = 'EPERM') {
    const tries = { count: 0 };
    const move = () => {
      tries.count += 1;
      return tries.count > times ? Promise.resolve() : Promise.reject(systemError(code));
    };
    return { move, tries };
  }

  it('is tried again on Windows until it is released', async () => {
    const clock = new VirtualClock();
    const { move, tries } = held(3);
    await clock.runUntil(untilReleased(move, clock, 'win32'));
    expect(tries.count).toBe(4);
    expect(clock.monotonic()).toBe(70);
  });

  it('is given up on Windows after a while', async () => {
    const clock = new VirtualClock();
    const { move, tries } = held(99, 'EBUSY');
    await expect(clock.runUntil(untilReleased(move, clock, 'win32'))).rejects.toMatchObject({
      code: 'EBUSY',
    });
    expect(tries.count).toBe(8);
    expect(clock.monotonic()).toBe(1270);
  });

  it.each([
    ['on Linux', 'linux', 'EPERM'],
    ['for another reason', 'win32', 'ENOSPC'],
  ] as const)('is not tried again %s', async (_, platform, code) => {
    const { move, tries } = held(1, code);
    await expect(untilReleased(move, new VirtualClock(), platform)).rejects.toMatchObject({ code });
    expect(tries.count).toBe(1);
  });
});
