import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { programRoot } from '../../../electron/page/root.ts';
import { type Ended, ended } from '../../support/command-line.ts';

const ROOT = programRoot(import.meta.dirname);

let folder: string;
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Puts a script in the place of the Electron binary. */
async function electronIs(script: string): Promise<void> {
  const path = join(folder, 'electron');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

/** `npm start` on a machine with or without a display, where Electron is what stands in the folder, if anything. */
function start(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'build/start.ts'), ...words],
    {
      env: {
        ...env,
        LC_ALL: 'C',
        // No browser to open, and nothing to fetch Electron from.
        PATH: folder,
        ELECTRON_OVERRIDE_DIST_PATH: folder,
        ELECTRON_MIRROR: 'http://127.0.0.1:9/',
        electron_config_cache: join(folder, 'cache'),
        ...environment,
      },
    },
  );
  started.push(child);
  return child;
}

const DISPLAY = { DISPLAY: ':0' };

/** Waits for a line on standard output. */
function lineOf(child: ChildProcess, pattern: RegExp): Promise<string> {
  let out = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (text: Buffer | string) => {
      out += text.toString();
      const [line] = pattern.exec(out) ?? [];
      if (line !== undefined) resolve(line);
    });
  });
}

/** Waits until the twin serves, asks it to end, and gives what was said meanwhile. */
async function servedAndEnded(child: ReturnType<typeof start>): Promise<Ended> {
  const end = ended(child);
  await lineOf(child, /^http:.*\n/);
  child.kill('SIGINT');
  return await end;
}

const URL_LINE = /^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+\n$/;

test('without a display one line says so, and the address stands alone on the output', async () => {
  const { status, out, err } = await servedAndEnded(start(['--data', folder, '--port', '0']));
  expect(err).toBe('There is no display here; serving for a browser.\n');
  expect(out).toMatch(URL_LINE);
  expect(status).toBe(0);
});

test('where Electron cannot be had one line says so, and the twin opens', async () => {
  const { status, out, err } = await servedAndEnded(start(['--data', folder], DISPLAY));
  expect(err.split('\n')[0]).toBe(
    'The desktop shell (Electron) cannot be had on this machine; a browser takes its place.',
  );
  expect(out).toMatch(URL_LINE);
  expect(status).toBe(0);
});

test('a binary that the machine cannot run counts as none', async () => {
  await electronIs('exit 127');
  const { out, err } = await servedAndEnded(start(['--data', folder], DISPLAY));
  expect(err).toContain('is there, but does not run here (127)');
  expect(out).toMatch(URL_LINE);
});

test('the twin can be chosen, and nothing is said of the desktop', async () => {
  await electronIs('exit 0');
  const { out, err } = await servedAndEnded(start(['--web', '--data', folder]));
  expect(err).toBe('');
  expect(out).toMatch(URL_LINE);
});

test.each([
  ['a display', {}, 'There is no display here. npm run start:web serves the same for a browser.\n'],
  [
    'Electron',
    DISPLAY,
    'The desktop shell (Electron) cannot be had on this machine. npm run start:web opens the same in a browser.\n',
  ],
])(
  'the desktop that was chosen does not become the twin for want of %s',
  async (_what, environment, line) => {
    expect(await ended(start(['--desktop', '--data', folder], environment))).toEqual({
      status: 1,
      out: '',
      err: line,
    });
  },
);

test('Electron is given the program and the further words, and its status is passed on', async () => {
  await electronIs('echo "$@"; exit 7');
  const { status, out } = await ended(start(['--data', folder, '--port', '0'], DISPLAY));
  const sandbox = process.getuid?.() === 0 ? '--no-sandbox ' : '';
  expect(out).toBe(`${sandbox}${ROOT} --data ${folder} --port 0\n`);
  expect(status).toBe(7);
});

test('Ctrl-C is passed on to the desktop, which ends by itself', async () => {
  await electronIs(
    'trap "echo asked; exit 3" INT; echo ready; while :; do read -r line || /bin/sleep 0.05; done',
  );
  const child = start(['--desktop', '--data', folder], DISPLAY);
  const end = ended(child);
  await lineOf(child, /^ready\n/);
  child.kill('SIGINT');
  expect(await end).toEqual({ status: 3, out: 'ready\nasked\n', err: expect.any(String) });
});

test('the language of the machine is spoken', async () => {
  const { err } = await ended(start(['--desktop'], { LC_ALL: 'zh_CN.UTF-8' }));
  expect(err).toContain('此处没有显示器');
});
