import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Samples } from '../child.ts';
import { longRecord, manyRuns } from './export-record.ts';

/** Facts, and pieces of the byte trace, of the long run; runs of the other record. */
const ENTRIES = 1_000_000;
const RUNS = 20_000;
const ROUNDS = 3;
const RUN_ID = 'bench-run';

/** As the npm script of the command line has it. */
const FLAGS = ['--disable-warning=ExperimentalWarning', '--liftoff-only'];
/** Has a process tell the most memory that it ever held, as its last word. */
const TELL_PEAK =
  "data:text/javascript,process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS)))";

interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
}

/** Exports, each in a process of its own: by command, by call, and in turn as a plain stream would do it. */
export async function measureExport(): Promise<Samples> {
  const folder = mkdtempSync(join(tmpdir(), 'wis800c-bench-'));
  try {
    const [long, many] = [join(folder, 'long', 'record.sqlite'), join(folder, 'many', 'record.sqlite')];
    await longRecord(long, RUN_ID, ENTRIES);
    await manyRuns(many, RUNS);
    const file = join(folder, 'out');
    const rounds: (readonly [string, Measured])[] = [];
    const sizes: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(['plain', await byProcess('plain', long, file)]);
      rounds.push(['call', await byProcess('jsonl', long, file)]);
      rounds.push(['command', await byCommand(dirname(long), file)]);
      sizes.push(statSync(file).size / 1e6);
      rounds.push(['csvRuns', await byProcess('csv-runs', many, file)]);
      rounds.push(['csvSteps', await byProcess('csv-steps', many, file)]);
    }
    rounds.push(['text', await byProcess('text', long, file)]);
    const of = (name: string) => rounds.filter(([each]) => each === name).map(([, measured]) => measured);
    const samples = ['plain', 'call', 'command', 'csvRuns', 'csvSteps', 'text'].flatMap((name) => [
      [`${name}Seconds`, of(name).map(({ seconds }) => seconds)],
      [`${name}Mb`, of(name).map(({ peakMb }) => peakMb)],
    ]);
    const rate = of('command').map(({ seconds }, round) => (sizes[round] ?? 0) / seconds);
    return { ...Object.fromEntries(samples), rate };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function byProcess(how: string, record: string, file: string): Promise<Measured> {
  const child = fork(new URL('export-process.ts', import.meta.url), [how, record, file], { execArgv: FLAGS });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const [seconds, peakMb]: readonly unknown[] = Array.isArray(message) ? message : [];
      resolve({ seconds: Number(seconds), peakMb: Number(peakMb) });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${how} ended with ${code}`)));
  });
}

/** From the command's first moment to its end. */
function byCommand(dataFolder: string, file: string): Promise<Measured> {
  const begun = performance.now();
  const command = ['records', 'export', RUN_ID, '--format', 'jsonl', '--out', file, '--data', dataFolder];
  const child = spawn(process.execPath, [...FLAGS, '--import', TELL_PEAK, 'electron/cli.ts', ...command]);
  let said = '';
  child.stderr.on('data', (text) => {
    said += String(text);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = (performance.now() - begun) / 1000;
      if (code === 0 && /^\d+$/.test(said)) resolve({ seconds, peakMb: (Number(said) * 1024) / 1e6 });
      else reject(new Error(`the command ended with ${code}: ${said}`));
    });
  });
}
