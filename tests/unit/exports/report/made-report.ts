import { reportHtml } from '../../../../electron/exports/report/page.ts';
import { citedSeqs, type ReportRun } from '../../../../electron/exports/report/report-run.ts';
import { evidenceOf } from '../../../../shared/diagnosis/evidence.ts';
import type { RunEvent, RunFact } from '../../../../shared/events.ts';
import type { Language } from '../../../../shared/messages/language.ts';
import { reportSay } from '../../../../electron/exports/report/texts.ts';
import type { StepOutcome } from '../../../../shared/outcome.ts';
import { STEPS, type StepNumber } from '../../../../shared/plan.ts';

/** Runs that are made up, and their reports. */

export const AT_MS = Date.UTC(2026, 3, 12, 7, 31, 2);

export const STARTED = {
  type: 'run.started',
  purpose: 'bring_up',
  profileName: 'bench',
  profile: null,
  unit: 'SN-0117',
  operator: 'Li',
  fromStep: 1,
  version: '9.8.7',
  station: 'bench-7',
  planVersion: 4,
  warnings: [],
  changes: [],
} as const satisfies RunFact;

const place = (step: StepNumber) => ({ phase: 'step', step, attempt: 1 }) as const;

export const asked = (step: StepNumber, command: string, lines: readonly string[]): RunFact => ({
  type: 'at.exchanged',
  place: place(step),
  command,
  lines,
  outcome: { kind: 'ok' },
  durationMs: 20,
  echoed: false,
});

export const ended = (step: StepNumber, outcome: StepOutcome): RunFact => ({
  type: 'step.finished',
  step,
  outcome,
  attempts: 1,
  durationMs: 500,
});

export const FINISHED = {
  type: 'run.finished',
  outcome: 'passed',
  failedStep: null,
  code: null,
  detail: null,
  complete: true,
  durationMs: 9500,
} as const satisfies RunFact;

/** Facts as a run on a port that is a real one; half a second from one to the next. */
export function eventsOf(facts: readonly RunFact[], port = '/dev/ttyUSB0'): readonly RunEvent[] {
  return facts.map((fact, index) => ({
    seq: index + 1,
    runId: 'run-1',
    port,
    atMs: AT_MS + index * 500,
    elapsedMs: index * 500,
    ...fact,
  }));
}

/** Every step passed, each on its own command. */
export function passedFacts(warned: readonly StepNumber[] = []): readonly RunFact[] {
  const steps = STEPS.flatMap(({ number, command }, index): readonly RunFact[] => [
    { type: 'step.started', step: number, attempt: 1 },
    asked(number, command, ['OK']),
    ended(number, {
      kind: 'passed',
      evidence: [index * 3 + 3],
      warnings: warned.includes(number) ? ['answered_after_retry'] : [],
    }),
  ]);
  return [STARTED, ...steps, FINISHED];
}

export function reportRunOf(events: readonly RunEvent[], more: Partial<ReportRun> = {}): ReportRun {
  const evidence = evidenceOf(events);
  const seqs = new Set(citedSeqs(evidence));
  return {
    evidence,
    cited: new Map(events.filter(({ seq }) => seqs.has(seq)).map((event) => [event.seq, event])),
    extent: {
      facts: events.length,
      pieces: 40,
      droppedChunks: 0,
      droppedBytes: 0,
      damaged: 0,
      endMs: events.at(-1)?.elapsedMs ?? 0,
    },
    isLive: false,
    usual: [],
    origin: null,
    ...more,
  };
}

export const headOf = (language: Language) => ({
  say: reportSay(language),
  language,
  timeZone: 'Asia/Shanghai',
  productVersion: '1.2.3',
  atMs: AT_MS,
});

export function reportOf(run: ReportRun, language: Language = 'en'): string {
  return [...reportHtml(run, headOf(language))].join('');
}

/** What a reader sees: no markup, and characters as they are. */
export function textOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
