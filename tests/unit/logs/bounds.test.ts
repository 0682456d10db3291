import { describe, expect, it } from 'vitest';
import { LogFacts } from '../../../electron/logs/log-facts.ts';
import { LogTrace } from '../../../electron/logs/log-trace.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { openedLog, stateOf, verdict } from './read-log.ts';

const place = { phase: 'preparation', step: null, attempt: 1 } as const;
const noise = (line: string): RunFact => ({ type: 'at.unsolicited', place, line, urc: null });

function facts(count: number, marked: Readonly<Record<number, RunFact>> = {}) {
  const kept = new LogFacts({ first: 10, newest: 10 });
  for (let no = 1; no <= count; no += 1)
    kept.add(marked[no] ?? noise(`line ${no}`), no, { first: no, last: no });
  return kept.kept({ runId: 'run', port: 'log' }, 1000);
}

const lineOf = (event: RunEvent | undefined) => (event?.type === 'at.unsolicited' ? event.line : event?.type);

describe('the facts of a long log', () => {
  it('are all there while they are few', () => {
    const { events, lines } = facts(20);
    expect(events.map(lineOf)).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 1}`));
    expect(lines.get(20)).toEqual({ first: 20, last: 20 });
  });

  it('are the first and the newest ones, and how many lie between', () => {
    const { events } = facts(5000);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(lineOf(events[0])).toBe('line 1');
    expect(events[10]).toMatchObject({ type: 'at.flooded', lines: 4980 });
    expect(lineOf(events.at(-1))).toBe('line 5000');
    expect(events).toHaveLength(21);
  });

  it('keep the last end of a step, with what it rests on', () => {
    const finished: RunFact = {
      type: 'step.finished',
      step: 8,
      outcome: { kind: 'failed', code: 'bearer_refused', evidence: [2000] },
      attempts: 1,
      durationMs: 1,
    };
    const { events } = facts(5000, { 2001: finished });
    const kept = events.find(({ type }) => type === 'step.finished');
    const cited =
      kept?.type === 'step.finished' && 'evidence' in kept.outcome ? kept.outcome.evidence[0] : undefined;
    expect(lineOf(events.find(({ seq }) => seq === cited))).toBe('line 2000');
  });
});

describe('the lines of a long log', () => {
  const said = (no: number) => ({ no, ms: no, direction: 'received', text: `line ${no}` }) as const;
  const limits = { first: 1000, newest: 1000, pinned: 500 };

  it('are all there while they are few', () => {
    const trace = new LogTrace<string>(limits);
    for (let no = 1; no <= 20; no += 1) trace.add(said(no));
    expect(trace.pieces()).toHaveLength(20);
  });

  it('are the first, the newest and the pinned ones, and how many lie between', () => {
    const trace = new LogTrace<string>(limits);
    for (let no = 1; no <= 10_000; no += 1) {
      trace.add(said(no));
      if (no === 5000) trace.pin('step');
    }
    const pieces = trace.pieces();
    const texts = pieces.map((piece) =>
      piece.direction === 'dropped' ? piece.droppedChunks : piece.bytes.trim(),
    );
    expect(texts[0]).toBe('line 1');
    expect(texts).toContain('line 5000');
    expect(texts.at(-1)).toBe('line 10000');
    const dropped = texts.filter((each) => typeof each === 'number');
    expect(dropped).toHaveLength(2);
    expect(dropped.reduce((sum, each) => sum + each, 0) + texts.length - 2).toBe(10_000);
  });

  it('hold characters as their bytes', () => {
    const trace = new LogTrace<string>(limits);
    trace.add({ no: 1, ms: 0, direction: 'received', text: '温' });
    expect(trace.pieces()).toEqual([
      { direction: 'received', bytes: '\u00e6\u00b8\u00a9\r\n', elapsedMs: 0 },
    ]);
  });
});

describe('a log of any length', () => {
  const poll = (index: number) => `AT+CREG?\r\n+CREG: 0,2\r\nOK\r\nAT+CSQ\r\n+CSQ: ${index % 31},0\r\nOK\r\n`;

  it('is analysed as a whole, and a few thousand facts are kept of it', () => {
    const polls = Array.from({ length: 20_000 }, (_, index) => poll(index)).join('');
    const log = openedLog(`AT\r\nOK\r\nAT+CPIN?\r\n+CPIN: READY\r\nOK\r\n${polls}AT+CSTT="x"\r\nERROR\r\n`);
    expect(verdict(log)).toBe('failed 5 registration_timeout');
    expect(log.lines).toBe(5 + 120_000 + 2);
    expect(log.events.length).toBeLessThan(9000);
    const { steps, misfits } = stateOf(log);
    expect(misfits).toEqual([]);
    expect(steps[3]?.status).toBe('passed');
    expect(steps[4]).toMatchObject({ status: 'failed', attempt: 20_000 });
    expect(steps[6]?.status).toBe('failed');
  });
});

describe('the record that this program exports', () => {
  const events: RunEvent[] = [
    { ...head(1), type: 'run.started', ...start() },
    { ...head(2), type: 'step.started', step: 1, attempt: 1 },
    {
      ...head(3),
      type: 'run.finished',
      outcome: 'failed',
      failedStep: 1,
      code: 'no_answer',
      detail: null,
      complete: true,
      durationMs: 3,
    },
  ];
  const bytes = { type: 'bytes', elapsedMs: 1, direction: 'sent', text: 'AT\r\n', hex: '41540D0A' };
  const file = [events[0], events[1], bytes, events[2]].map((each) => JSON.stringify(each)).join('\n');

  it('is taken as it is', () => {
    const log = openedLog(`${file}\n`);
    expect(log.events).toEqual(events.map((event) => ({ ...event, runId: 'run', port: 'bench.log' })));
    expect(log.trace).toEqual([{ direction: 'sent', bytes: 'AT\r\n', elapsedMs: 1 }]);
    expect(log.linesOf.get(3)).toEqual({ first: 4, last: 4 });
  });

  it('is taken without the lines that cannot be read', () => {
    expect(openedLog(`${file}\n{"type":"no.fact"}\nnoise\n`).events).toHaveLength(3);
  });

  function head(seq: number) {
    return { seq, runId: 'a', port: 'COM3', atMs: 1000 + seq, elapsedMs: seq } as const;
  }

  function start() {
    return {
      purpose: 'bring_up',
      profileName: 'p',
      profile: null,
      unit: null,
      operator: null,
      fromStep: 1,
      version: '0',
      warnings: [],
      changes: [],
    } as const;
  }
});
