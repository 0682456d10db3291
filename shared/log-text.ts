import { assertNever } from './assert-never.ts';
import type { BrokerCheck } from './broker-check.ts';
import { meaningOf } from './codes/meaning.ts';
import { measuredMeaning } from './codes/measured.ts';
import { wordsBehind } from './codes/record-words.ts';
import type { RunEvent } from './events.ts';
import { type StepNumber, stepRow } from './plan.ts';

const NAMED: Readonly<Record<string, string>> = { '\r': '␍', '\n': '␊', '\t': '␉' };

/** Control characters made visible: CR, LF and TAB by name, the rest as U+XXXX. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f]/g, (character) => NAMED[character] ?? codePointName(character));
}

function codePointName(character: string): string {
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase()}>`;
}

/**
 * Log lines of an event: time, direction (→ sent, ← received, · noted), step, text, and behind a code what it means.
 * Facts without text give none.
 */
export function logLines(event: RunEvent): readonly string[] {
  const at = new Date(event.atMs).toISOString();
  const step = String(ownStep(event) ?? '').padStart(2);
  const line = (mark: string, text: string) => `${at} ${mark} ${step} ${visible(text)}`;
  const heard = (text: string) => `${line('←', text)}${wordsBehind(meaningOf(text))}`;
  const note = noteText(event);
  const noted = note === null ? [] : [line('·', note)];
  switch (event.type) {
    case 'at.exchanged':
      return [line('→', event.command), ...event.lines.map(heard), ...noted];
    case 'at.unsolicited':
      return [heard(event.line)];
    case 'at.late':
      return [`${line('←', note ?? event.line)}${wordsBehind(meaningOf(event.line))}`];
    case 'measurement.recorded': {
      const words = wordsBehind(measuredMeaning(event.name, event.value));
      return noted.map((each) => `${each}${words}`);
    }
    case 'run.paused':
    case 'run.continued':
      return [];
    default:
      return noted;
  }
}

/** The step that a fact itself names; null for facts about the run or outside the 19. */
export function ownStep(event: RunEvent): StepNumber | null {
  if ('place' in event) return event.place.step;
  return 'step' in event ? event.step : null;
}

type Exchanged = Extract<RunEvent, { type: 'at.exchanged' }>;

/** Whether an exchange ended without a line of its own, so that the fact has to say how. */
export function endsSilently({ outcome }: Exchanged): boolean {
  return ['timeout', 'completion_timeout', 'abandoned', 'link_lost'].includes(outcome.kind);
}

/**
 * What a fact says beside the lines that crossed the wire, in the words of the record, which are no language's; null
 * when the lines say it all.
 */
export function noteText(event: RunEvent): string | null {
  switch (event.type) {
    case 'run.started':
      return `run.started ${event.runId} ${event.port} ${event.profileName}`;
    case 'link.opened':
      return `link.opened ${event.baudRate} bit/s`;
    case 'link.lost':
      return `link.lost ${event.fault.kind}`;
    case 'run.startMoved':
      return `run.startMoved ${event.requested} ${event.actual}`;
    case 'run.pauseRequested':
      return 'run.pauseRequested';
    case 'run.paused':
      return `run.paused before ${event.nextStep}`;
    case 'run.continued':
      return 'run.continued';
    case 'step.started':
      return `step.started ${stepRow(event.step).id} attempt ${event.attempt}`;
    case 'step.finished': {
      const { outcome } = event;
      const code = 'code' in outcome ? ` ${outcome.code}` : '';
      return `step.finished ${outcome.kind}${code} ${Math.round(event.durationMs)} ms`;
    }
    case 'at.exchanged':
      return endsSilently(event) ? `${event.outcome.kind} after ${Math.round(event.durationMs)} ms` : null;
    case 'at.late':
      return `${event.line} (late${event.command === null ? '' : `: ${event.command}`})`;
    case 'at.flooded':
      return `${event.lines} lines not listed`;
    case 'measurement.recorded':
      return `${event.name} = ${event.value ?? 'unknown'}${event.unit === null ? '' : ` ${event.unit}`}`;
    case 'step.outOfOrder':
      return `step.outOfOrder ${stepRow(event.step).id} without ${stepRow(event.missing).id}`;
    case 'recovery.started':
      return `recovery.started ${event.level}`;
    case 'recovery.finished':
      return `recovery.finished ${event.level} ${event.recovered ? 'recovered' : 'not recovered'} ${Math.round(event.durationMs)} ms`;
    case 'broker.checked':
      return brokerText(event.check);
    case 'answer.compared':
      return `answer.compared ${event.met ? 'met' : 'not met'}: ${event.expected}`;
    case 'run.cancelRequested':
      return `run.cancelRequested${event.immediate ? ' immediate' : ''}`;
    case 'run.finished':
      return `run.finished ${event.outcome} ${event.code ?? ''} ${Math.round(event.durationMs)} ms`;
    case 'step.waiting':
    case 'at.unsolicited':
      return null;
    default:
      return assertNever(event);
  }
}

function brokerText({ host, port, tls, addresses, reached, obstacle }: BrokerCheck): string {
  const said = obstacle === null ? '' : ` ${obstacle.kind} ${obstacle.code}`;
  const at = addresses.length === 0 ? '' : ` (${addresses.join(', ')})`;
  return `broker.checked ${host}:${port}${tls ? ' tls' : ''}${at} ${reached}${said}`;
}
