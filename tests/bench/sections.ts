import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { socatAvailable } from '../support/socat.ts';
import { measureInChild, type Samples } from './child.ts';
import { CHUNK_BYTES } from './chunk-sizes.ts';
import { logWindow } from './log-window-section.ts';
import { lookUp } from './look-up.ts';
import type { Row } from './table.ts';

interface Section {
  readonly name: string;
  readonly title: string;
  /** The rows, or why there are none. */
  readonly measure: () => Promise<readonly Row[] | string>;
}

/** In the order they are printed. */
export const SECTIONS: readonly Section[] = [
  { name: 'tty', title: 'A command over a tty (AT → OK, socat pseudo-terminals)', measure: tty },
  { name: 'framer', title: 'Framer', measure: framer },
  { name: 'fold', title: 'Fold of a run', measure: fold },
  {
    name: 'paced',
    title: 'A whole run at 115200 bit/s (simulated module, instant, paced line)',
    measure: paced,
  },
  { name: 'modules', title: 'Simulated modules at once in one process, realistic speed', measure: modules },
  { name: 'history', title: 'Looking for runs in a record of 100,000', measure: history },
  { name: 'log', title: 'The log of a run of a million entries', measure: log },
  {
    name: 'export',
    title: 'A million entries of a log to a file, each time by a process of its own',
    measure: exports,
  },
  { name: 'window', title: 'The window in a real browser', measure: window },
  { name: 'log-window', title: 'A log of 1,000,000 entries in a real browser', measure: logWindow },
];

/** One process after the other, 1 module and 32 in turn: what else the machine does falls on both. */
const MODULE_ROUNDS = 3;
const MANY = 32;

async function tty(): Promise<readonly Row[] | string> {
  if (!socatAvailable) return 'SKIPPED: socat is not installed (apt install socat)';
  const { of, differences } = lookUp(await measureInChild('tty'));
  const bare = 'bare serialport + parser-readline loop';
  return [
    { name: bare, unit: 'µs', samples: of('bareUs') },
    {
      name: 'session, traced and recorded',
      unit: 'µs',
      samples: of('runUs'),
      baseline: { name: bare, samples: of('bareUs') },
    },
    { name: 'added per command', unit: 'µs', samples: differences('runRoundUs', 'bareRoundUs') },
    {
      name: 'session, traced and recorded',
      unit: 'exchanges/s',
      samples: of('runRate'),
      baseline: { name: bare, samples: of('bareRate') },
    },
  ];
}

async function framer(): Promise<readonly Row[]> {
  const { of } = lookUp(await measureInChild('framer'));
  return CHUNK_BYTES.map((size) => ({
    name: `chunks of ${size} bytes`,
    unit: 'MB/s',
    samples: of(`framer${size}`),
    baseline: { name: 'parser-readline, same chunks', samples: of(`readline${size}`) },
  }));
}

async function fold(): Promise<readonly Row[]> {
  const { of } = lookUp(await measureInChild('fold'));
  return [
    {
      name: 'reduceRun, events of a simulated run',
      unit: 'events/s',
      samples: of('folded'),
      baseline: { name: 'JSON.parse of the same events', samples: of('parsed') },
    },
  ];
}

async function paced(): Promise<readonly Row[]> {
  const { of } = lookUp(await measureInChild('paced'));
  const row = (name: string, samples: string): Row => ({
    name,
    unit: 'ms',
    samples: of(samples),
    baseline: { name: 'its bytes both ways × 10 bit', samples: of('wireMs') },
    aim: { of: 'ratio', atMost: 1.45 },
  });
  return [
    row('19 steps and teardown, line exact to the microsecond', 'exactMs'),
    row("19 steps and teardown, line on the system's timers", 'ownMs'),
  ];
}

async function modules(): Promise<readonly Row[]> {
  const idle: Samples[] = [];
  const single: Samples[] = [];
  const many: Samples[] = [];
  for (let round = 0; round < MODULE_ROUNDS; round += 1) {
    idle.push(await measureInChild('idle'));
    single.push(await measureInChild('modules', '1'));
    many.push(await measureInChild('modules', String(MANY)));
  }
  const of = (rounds: readonly Samples[], name: string) =>
    rounds.flatMap((samples) => lookUp(samples).of(name));
  const against = (rounds: readonly Samples[], name: string, value: string) => ({
    name,
    samples: of(rounds, value),
  });
  return [
    {
      name: `${MANY} modules, wall time`,
      unit: 'ms',
      samples: of(many, 'wallMs'),
      baseline: against(single, '1 module', 'wallMs'),
      aim: { of: 'ratio', atMost: 1.05 },
    },
    {
      name: `${MANY} modules, processor time per module`,
      unit: 'ms',
      samples: of(many, 'processorMs'),
      baseline: against(single, '1 module', 'processorMs'),
      aim: { of: 'median', atMost: 25 },
    },
    {
      name: '1 module, peak memory',
      unit: 'MB',
      samples: of(single, 'peakMb'),
      baseline: against(idle, 'the bench alone', 'peakMb'),
    },
    {
      name: `${MANY} modules, peak memory`,
      unit: 'MB',
      samples: of(many, 'peakMb'),
      baseline: against(single, '1 module', 'peakMb'),
    },
  ];
}

async function history(): Promise<readonly Row[]> {
  const { of } = lookUp(await measureInChild('history'));
  const row = (name: string, samples: string, atMost: number): Row => ({
    name,
    unit: 'ms',
    samples: of(samples),
    aim: { of: 'median', atMost },
  });
  const search = (name: string, samples: string): readonly Row[] => [
    row(`${name}: first rows`, `${samples}FirstMs`, 100),
    {
      ...row(`${name}: all`, `${samples}WholeMs`, 1000),
      baseline: { name: 'LIKE over facts and bytes, from 128 runs', samples: of('likeMs') },
    },
  ];
  const record = { name: 'its facts and bytes', samples: of('realRecordBytes') };
  return [
    row('no filter: first rows', 'allFirstMs', 100),
    row('no filter: all', 'allWholeMs', 100),
    row('outcome and step: all', 'filteredWholeMs', 100),
    row('three weeks: all', 'datedWholeMs', 100),
    ...search('an IMEI', 'imei'),
    ...search('a word of every log', 'common'),
    ...search('two Chinese characters', 'chinese'),
    ...search('a word of one log', 'rare'),
    ...search('a word that is nowhere', 'nowhere'),
    ...search('three words', 'several'),
    row('what there is to choose from', 'facetsMs', 100),
    row('longest slice of work', 'sliceMs', 16),
    { name: 'text index of 100,000 runs', unit: 'MB', samples: of('textMb') },
    { name: 'text index of a run of 19 steps', unit: 'bytes', samples: of('realBytes'), baseline: record },
    { name: 'indexing a run of 19 steps', unit: 'ms', samples: of('keepMs') },
  ];
}

async function exports(): Promise<readonly Row[]> {
  const { of } = lookUp(await measureInChild('export'));
  const against = (samples: string) => ({ name: 'a plain Node stream', samples: of(samples) });
  const row = (name: string, unit: string, samples: string): Row => ({ name, unit, samples: of(samples) });
  const aimed = (name: string, way: string): Row[] => [
    {
      ...row(name, 's', `${way}Seconds`),
      baseline: against('plainSeconds'),
      aim: { of: 'median', atMost: 2 },
    },
    {
      ...row(`${name}, peak memory`, 'MB', `${way}Mb`),
      baseline: against('plainMb'),
      aim: { of: 'median', atMost: 100 },
    },
  ];
  return [
    ...aimed('JSON Lines by command', 'command'),
    row('JSON Lines by command', 'MB/s', 'rate'),
    ...aimed('JSON Lines by call', 'call'),
    row('text', 's', 'textSeconds'),
    row('text, peak memory', 'MB', 'textMb'),
    row('table of 20,000 runs', 's', 'csvRunsSeconds'),
    row('table of the steps of 20,000 runs', 's', 'csvStepsSeconds'),
    row('table of the steps of 20,000 runs, peak memory', 'MB', 'csvStepsMb'),
  ];
}

async function log(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'long-log-'));
  const path = join(folder, 'record.sqlite');
  await measureInChild('longLog', path);
  const { of } = lookUp(await measureInChild('logView', path));
  const before = lookUp(await measureInChild('logInMemory', path));
  await rm(folder, { recursive: true, force: true });
  const against = (samples: string) => ({ name: 'all of it as objects', samples: before.of(samples) });
  const row = (name: string, unit: string, samples: string, atMost?: number): Row => ({
    name,
    unit,
    samples: of(samples),
    ...(atMost !== undefined && { aim: { of: 'median', atMost } }),
  });
  const filter = (name: string, samples: string): Row => ({
    ...row(name, 'ms', samples, 200),
    baseline: against(samples),
  });
  return [
    { ...row('read from the record', 'ms', 'indexMs'), baseline: against('indexMs') },
    { ...row('memory, both threads', 'MB', 'grownMb'), baseline: against('grownMb') },
    row('first rows while it is read', 'ms', 'firstRowsMs'),
    row('60 rows while it is read', 'ms', 'rowsWhileReadingMs'),
    filter('text that is in many lines', 'textMs'),
    filter('text that is in few lines', 'rareTextMs'),
    filter('text that is nowhere', 'noTextMs'),
    filter('a regular expression', 'patternMs'),
    filter('one step', 'stepMs'),
    filter('what came by itself', 'unsolicitedMs'),
    filter('HEX', 'hexMs'),
    row('polls folded', 'ms', 'foldMs'),
    row('lines a second that were added', 'lines/s', 'linesPerSecond'),
    row('from the commit of a line to the head that has it', 'ms', 'behindMs'),
    row('from a head to its newest 60 rows', 'ms', 'rowsWhileGrowingMs'),
  ];
}

async function window(): Promise<readonly Row[]> {
  const { of } = lookUp(await measureInChild('window'));
  const row = (name: string, unit: string, samples: string, atMost?: number): Row => ({
    name,
    unit,
    samples: of(samples),
    ...(atMost !== undefined && { aim: { of: 'median', atMost } }),
  });
  const empty = { name: 'an empty page in the same browser', samples: of('emptyMs') };
  const idle = { name: 'the same page at rest', samples: of('idleFps') };
  const plain = { name: 'the files as they are', samples: of('plainKb') };
  return [
    { ...row('size of the page with all that may follow, gzip, no fonts', 'kB', 'pageKb'), baseline: plain },
    row('of it, loaded before the page can be used', 'kB', 'firstKb', 350),
    { ...row('start of the service to a page that can be used', 'ms', 'startMs', 1000), baseline: empty },
    { ...row('address to a page that can be used', 'ms', 'loadMs'), baseline: empty },
    row('end of a step to its painted row', 'ms', 'paintMs'),
    row('longest task while a run goes at full speed', 'ms', 'fullSpeedTaskMs', 50),
    row('opening a run of 200,000 lines', 'ms', 'openMs'),
    { ...row('scrolling through 200,000 lines', 'frames/s', 'scrollFps'), baseline: idle },
    row('longest task while scrolling', 'ms', 'scrollTaskMs', 50),
  ];
}
