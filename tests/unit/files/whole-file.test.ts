import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileFault } from '../../../electron/files/fault.ts';
import { untilReleased } from '../../../electron/files/held-file.ts';
import { writeTextFile, writeWhole } from '../../../electron/files/whole-file.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { modeOf, temporaryFolder } from '../service/data-folder.ts';

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
    expect(await writeTextFile(join(folder, 'n'.repeat(300)), 'new', 0o600)).toMatchObject({
      ok: false,
      fault: { kind: 'io', code: 'ENAMETOOLONG' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('writing a file piece by piece', () => {
  it('takes texts and bytes in order, the next one made while the one before is written', async () => {
    const path = join(temporaryFolder(), 'a.bin');
    const buffers = [Buffer.alloc(100_000), Buffer.alloc(100_000)];
    async function* pieces(): AsyncGenerator<string | Uint8Array> {
      yield '温';
      for (let no = 0; no < 50; no += 1) yield buffers[no % 2]?.fill(no) ?? '';
    }
    expect(await writeWhole(path, pieces(), 0o600)).toEqual({ ok: true });
    const written = readFileSync(path);
    expect(written.subarray(0, 3).toString()).toBe('温');
    for (let no = 0; no < 50; no += 1)
      expect(new Set(written.subarray(3 + no * 100_000, 3 + (no + 1) * 100_000))).toEqual(new Set([no]));
    expect(written.length).toBe(3 + 5_000_000);
  });

  it('leaves what stood there, and nothing else, when the pieces break off', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), 'before');
    function* broken(): Generator<string> {
      yield 'half';
      throw new Error('broken off');
    }
    await expect(writeWhole(join(folder, 'a.txt'), broken(), 0o600)).rejects.toThrow('broken off');
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it.skipIf(process.platform !== 'linux')(
    'lets go of the pieces when the file cannot be written',
    async () => {
      let isLetGo = false;
      function* pieces(): Generator<string> {
        try {
          for (;;) yield 'x'.repeat(100_000);
        } finally {
          isLetGo = true;
        }
      }
      expect(await writeWhole('/dev/full', pieces(), 0o600)).toEqual({
        ok: false,
        fault: { kind: 'disk_full', code: 'ENOSPC' },
      });
      expect(isLetGo).toBe(true);
    },
  );
});

describe.skipIf(process.platform === 'win32')('a link', () => {
  it('stays one, and the file at the end of all links is replaced', async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(elsewhere, 'real.txt'), 'before');
    symlinkSync(join(elsewhere, 'real.txt'), join(folder, 'second.txt'));
    symlinkSync('second.txt', join(folder, 'first.txt'));
    expect(await writeTextFile(join(folder, 'first.txt'), 'after', 0o600)).toEqual({ ok: true });
    expect(readFileSync(join(elsewhere, 'real.txt'), 'utf8')).toBe('after');
    expect(readlinkSync(join(folder, 'first.txt'))).toBe('second.txt');
    expect(lstatSync(join(folder, 'second.txt')).isSymbolicLink()).toBe(true);
    expect(readdirSync(elsewhere)).toEqual(['real.txt']);
  });

  it('to a file that is not there yet makes that one', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'below'));
    symlinkSync('below/new.txt', join(folder, 'a.txt'));
    expect(await writeTextFile(join(folder, 'a.txt'), 'new', 0o600)).toEqual({ ok: true });
    expect(readFileSync(join(folder, 'below', 'new.txt'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'a.txt')).isSymbolicLink()).toBe(true);
  });

  it('that leads nowhere but to itself is replaced by the file', async () => {
    const folder = temporaryFolder();
    symlinkSync('a.txt', join(folder, 'a.txt'));
    expect(await writeTextFile(join(folder, 'a.txt'), 'new', 0o600)).toEqual({ ok: true });
    expect(lstatSync(join(folder, 'a.txt')).isFile()).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it('is written to as it stands: a device stays a device', async () => {
    expect(await writeTextFile('/dev/null', 'gone', 0o600)).toEqual({ ok: true });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('is written to as it stands: a pipe has a reader', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [read, written] = await Promise.all([readFile(pipe, 'utf8'), writeTextFile(pipe, 'said', 0o600)]);
    expect([read, written]).toEqual(['said', { ok: true }]);
    expect(statSync(pipe).isFIFO()).toBe(true);
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
