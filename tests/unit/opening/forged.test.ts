import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportSay } from '../../../electron/exports/report/texts.ts';
import { reportVerdict } from '../../../electron/exports/report/verdict.ts';
import { openPackFile } from '../../../electron/opening/open-pack.ts';
import { LANGUAGES } from '../../../shared/messages/index.ts';
import { doubtText } from '../../../shared/messages/opened-words.ts';
import { type Doubt, speaksAgainst } from '../../../shared/opened-log.ts';
import { type BenchStation, benchProfile, openBenchStation } from '../../support/bench-station.ts';
import { fileOf, packOf, unzipped } from '../exports/made-pack.ts';
import { eventsOf, passedFacts, reportRunOf } from '../exports/report/made-report.ts';
import { changed, type Files, recordName, rehashed, withLines, zipped } from './altered.ts';
import { forgetting } from './opened.ts';

let station: BenchStation;
let passed: Files;
let failed: Files;

beforeAll(async () => {
  station = await openBenchStation();
  const addresses = ['sim:good?speed=instant', 'sim:bad?speed=instant&fault=connack-refused'];
  const runs = addresses.map((port) => station.start(port, benchProfile()));
  await Promise.all(runs.map(({ done }) => done));
  const packs = runs.map(async ({ runId }) => await unzipped(await packOf(station.recordPath, [runId])));
  [passed = new Map(), failed = new Map()] = await Promise.all(packs);
});

afterAll(async () => {
  await station.close();
});

async function doubtsOf(files: Files): Promise<readonly Doubt[]> {
  const read = await openPackFile(fileOf(zipped(files)), forgetting);
  if (!read.ok) throw new Error(read.fault.kind);
  return read.runs[0]?.doubts ?? [];
}

const kindsOf = (doubts: readonly Doubt[]): readonly string[] => doubts.map(({ kind }) => kind);

/** Every occurrence of a text in the lines of a kind. */
const inFacts = (type: string, from: string, to: string) => (lines: readonly string[]) =>
  lines.map((line) => (line.includes(`"type":"${type}"`) ? line.replaceAll(from, to) : line));

/** The failed run, made to look like one that passed, as well as the facts alone can. */
function passMade(files: Files): Files {
  return withLines(files, (lines) =>
    lines
      .filter((line) => !line.includes('"broker.checked"'))
      .map((line) =>
        line.includes('"type":"run.finished"')
          ? line.replace(
              /"outcome":"failed","failedStep":13,"code":"[a-z_]+","detail":"[^"]*"/,
              '"outcome":"passed","failedStep":null,"code":null,"detail":null',
            )
          : line,
      ),
  );
}

describe('a pack that was changed', () => {
  it('is doubted by the hash of what was changed', async () => {
    const name = recordName(passed);
    expect(await doubtsOf(withLines(passed, inFacts('run.started', '"unit":null', '"unit":"SN-9"')))).toEqual(
      [{ kind: 'hash', name }, { kind: 'summary' }],
    );
    const report = name.replace('record.jsonl', 'report.html');
    expect(await doubtsOf(changed(passed, report, (text) => `${text} `))).toEqual([
      { kind: 'hash', name: report },
    ]);
    expect(await doubtsOf(changed(passed, 'README.txt', () => 'x'))).toEqual([
      { kind: 'hash', name: 'README.txt' },
    ]);
  });

  it('is doubted when a file is missing; one more is only told of', async () => {
    const log = recordName(passed).replace('record.jsonl', 'log.txt');
    expect(await doubtsOf(new Map([...passed].filter(([name]) => name !== log)))).toEqual([
      { kind: 'missing', name: log },
    ]);
    const more = await doubtsOf(new Map([...passed, ['__MACOSX/._x', 'x']]));
    expect(more).toEqual([{ kind: 'unlisted', name: '__MACOSX/._x' }]);
    expect(more.some(speaksAgainst)).toBe(false);
  });
});

describe('a pack that was forged, its hashes right again,', () => {
  it('is doubted when the verdict does not follow from the evidence', async () => {
    const doubts = await doubtsOf(rehashed(passMade(failed)));
    expect(kindsOf(doubts)).toContain('verdict');
    expect(kindsOf(doubts)).toContain('summary');
  });

  it('is doubted when a step that passed rests on nothing that was said', async () => {
    const resting = (evidence: string) =>
      withLines(passed, (lines) =>
        lines.map((line) =>
          line.includes('"step.finished"') && line.includes('"step":13')
            ? line.replace(/"evidence":\[[^\]]*\]/, `"evidence":${evidence}`)
            : line,
        ),
      );
    for (const evidence of ['[]', '[1]', '[99999]'])
      expect(kindsOf(await doubtsOf(rehashed(resting(evidence))))).toEqual(['verdict']);
  });

  it('is doubted when the bytes that crossed the line say something else', async () => {
    const doubts = await doubtsOf(
      rehashed(withLines(passed, inFacts('at.exchanged', 'CONNACK OK', 'CONNACK YES'))),
    );
    expect(kindsOf(doubts)).toEqual(['bytes']);
    const unsent = await doubtsOf(
      rehashed(withLines(passed, inFacts('at.exchanged', 'AT+MCONNECT=1', 'AT+MCONNECT=0'))),
    );
    expect(kindsOf(unsent)).toEqual(['bytes']);
  });

  it('is doubted when its bytes were changed', async () => {
    const hex = Buffer.from('CONNACK OK').toString('hex');
    const other = Buffer.from('CONNACK 5 ').toString('hex');
    const forged = withLines(passed, (lines) =>
      lines.map((line) => line.replace(new RegExp(hex, 'i'), other)),
    );
    expect(kindsOf(await doubtsOf(rehashed(forged)))).toEqual(['bytes']);
  });

  it.each<[string, (lines: readonly string[]) => readonly string[]]>([
    [
      'a fact was taken out',
      (lines) =>
        lines.toSpliced(
          lines.findIndex((line) => line.includes('"at.exchanged"')),
          1,
        ),
    ],
    [
      'a fact stands twice',
      (lines) => lines.flatMap((line) => (line.includes('"link.opened"') ? [line, line] : [line])),
    ],
    ['facts changed places', (lines) => lines.toSorted((one, other) => seqOf(other) - seqOf(one))],
    [
      'it goes on behind its end',
      (lines) => [
        ...lines,
        (lines.findLast((line) => line.includes('"seq"')) ?? '').replace(/"seq":\d+/, '"seq":900'),
      ],
    ],
  ])('is doubted when %s', async (_what, change) => {
    const doubts = await doubtsOf(rehashed(withLines(passed, change)));
    expect(kindsOf(doubts)).toContain('facts');
  });

  const seqOf = (line: string): number => Number(/"seq":(\d+)/.exec(line)?.[1] ?? 0);

  it('is doubted when facts of another run stand in it', async () => {
    const foreign = withLines(passed, (lines) => [
      ...lines,
      (lines[0] ?? '').replace(/"runId":"[^"]*"/, '"runId":"other"'),
    ]);
    expect(await doubtsOf(rehashed(foreign))).toEqual([{ kind: 'lines', count: 1 }]);
  });

  it('is doubted when bytes were put in or taken out', async () => {
    const isBytes = (line: string) => line.includes('"type":"bytes"');
    const fewer = withLines(passed, (lines) => lines.filter((line) => !isBytes(line)));
    expect(kindsOf(await doubtsOf(rehashed(fewer)))).toEqual(['no_bytes', 'summary']);
    const more = withLines(passed, (lines) =>
      lines.flatMap((line) => (isBytes(line) ? [line, line] : [line])),
    );
    expect(kindsOf(await doubtsOf(rehashed(more)))).toEqual(['summary']);
  });

  it('is not doubted for facts that only a newer release knows; they cannot be read, and nothing rests on them', async () => {
    const newer = withLines(
      passed,
      inFacts('at.unsolicited', '"type":"at.unsolicited"', '"type":"at.thought"'),
    );
    const late = withLines(newer, inFacts('step.waiting', '"until":', '"till":'));
    expect(late).not.toEqual(passed);
    expect(await doubtsOf(rehashed(late))).toEqual([]);
    const blind = withLines(passed, inFacts('at.exchanged', '"type":"at.exchanged"', '"type":"at.thought"'));
    expect(kindsOf(await doubtsOf(rehashed(blind)))).toContain('verdict');
  });

  it('is doubted when its list says something else than its record', async () => {
    const listed = changed(failed, 'manifest.json', (text) =>
      text.replace('"outcome": "failed"', '"outcome": "passed"'),
    );
    expect(await doubtsOf(listed)).toEqual([{ kind: 'summary' }]);
  });
});

describe('a doubt', () => {
  const DOUBTS: readonly Doubt[] = [
    { kind: 'hash', name: 'a' },
    { kind: 'missing', name: 'a' },
    { kind: 'unlisted', name: 'a' },
    { kind: 'facts', count: 2 },
    { kind: 'lines', count: 2 },
    { kind: 'misfits', count: 2 },
    { kind: 'verdict' },
    { kind: 'bytes', seq: 7 },
    { kind: 'summary' },
    { kind: 'no_bytes' },
  ];

  it.each(DOUBTS)('is told in words, and no pass is green with it: $kind', (doubt) => {
    for (const language of ['en', 'zh-CN'] as const) {
      expect(Object.keys(LANGUAGES)).toContain(language);
      const say = reportSay(language);
      const text = doubtText(say, doubt);
      expect(text).not.toContain('{{');
      const origin = { text: 'x', doubts: speaksAgainst(doubt) ? [text] : [] };
      const verdict = reportVerdict(say, reportRunOf(eventsOf(passedFacts()), { origin }));
      expect(verdict.status).not.toBe('passed');
      if (speaksAgainst(doubt)) expect(verdict.word).not.toBe(say('outcome.passed'));
    }
  });
});
