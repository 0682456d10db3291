import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const wholeFile = new URL('../../../electron/files/whole-file.ts', import.meta.url).href;

/** Rewrites a file without end, saying so after each time. */
const WRITER = `
  const { writeTextFile } = await import(${JSON.stringify(wholeFile)});
  for (let round = 0; ; round += 1) {
    await writeTextFile(process.argv[1], String(round % 10).repeat(3_000_000), 0o600);
    process.stdout.write('.');
  }
`;

it.each([1, 2, 3, 5, 8])('a process killed after %i writes leaves a whole text', async (rounds) => {
  const folder = mkdtempSync(join(tmpdir(), 'wis800c-killed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'a.json');
  const arguments_ = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', WRITER, path];
  const writer = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void writer.kill('SIGKILL'));
  let done = 0;
  for await (const dots of writer.stdout) {
    done += String(dots).length;
    if (done >= rounds) break;
  }
  const closed = once(writer, 'close');
  writer.kill('SIGKILL');
  await closed;
  expect(done).toBeGreaterThanOrEqual(rounds);
  const text = readFileSync(path, 'utf8');
  expect(text.length).toBe(3_000_000);
  expect(text).toBe((text[0] ?? '').repeat(3_000_000));
});
