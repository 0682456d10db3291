import type { RunEvent } from './events.ts';
import { stepRow } from './plan.ts';

/** Control characters made visible: CR, LF and TAB by name, the rest as U+XXXX. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f]/g, (character) => {
    const named = { '\r': '␍', '\n': '␊', '\t': '␉' }[character];
    return named ?? `<U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase()}>`;
  });
}

/** Log lines of an event: time, direction (→ sent, ← received, · noted), step, text. Facts without text give none. */
export function logLines(event: RunEvent): readonly string[] {
  const at = new Date(event.atMs).toISOString();
  const line = (mark: string, step: number | null, text: string) =>
    `${at} ${mark} ${String(step ?? '').padStart(2)} ${visible(text)}`;
  switch (event.type) {
    case 'at.exchanged': {
      const { step } = event.place;
      const sent = line('→', step, event.command);
      return [sent, ...event.lines.map((each) => line('←', step, each)), ...outcomeLine(event, line)];
    }
    case 'at.unsolicited':
      return [line('←', event.place.step, event.line)];
    case 'at.late':
      return [
        line(
          '←',
          event.place.step,
          `${event.line} (late${event.command === null ? '' : `: ${event.command}`})`,
        ),
      ];
    case 'at.flooded':
      return [line('·', event.place.step, `${event.lines} lines not listed`)];
    case 'run.started':
      return [line('·', null, `run.started ${event.runId} ${event.port} ${event.profileName}`)];
    case 'link.opened':
      return [line('·', null, `link.opened ${event.baudRate} bit/s`)];
    case 'link.lost':
      return [line('·', null, `link.lost ${event.fault.kind}`)];
    case 'run.startMoved':
      return [line('·', null, `run.startMoved ${event.requested} ${event.actual}`)];
    case 'measurement.recorded':
      return [
        line(
          '·',
          event.place.step,
          `${event.name} = ${event.value ?? 'unknown'}${event.unit === null ? '' : ` ${event.unit}`}`,
        ),
      ];
    case 'step.started':
      return [line('·', event.step, `step.started ${stepRow(event.step).id} attempt ${event.attempt}`)];
    case 'step.finished': {
      const { outcome } = event;
      const code = 'code' in outcome ? ` ${outcome.code}` : '';
      return [
        line('·', event.step, `step.finished ${outcome.kind}${code} ${Math.round(event.durationMs)} ms`),
      ];
    }
    case 'run.cancelRequested':
      return [line('·', null, `run.cancelRequested${event.immediate ? ' immediate' : ''}`)];
    case 'run.finished':
      return [
        line(
          '·',
          null,
          `run.finished ${event.outcome} ${event.code ?? ''} ${Math.round(event.durationMs)} ms`,
        ),
      ];
    case 'step.waiting':
    case 'run.paused':
    case 'run.continued':
      return [];
  }
}

type Exchanged = Extract<RunEvent, { type: 'at.exchanged' }>;

/** An exchange that ended without a line of its own says how it ended. */
function outcomeLine(
  { outcome, place, durationMs }: Exchanged,
  line: (mark: string, step: number | null, text: string) => string,
): readonly string[] {
  const silent = ['timeout', 'completion_timeout', 'abandoned', 'link_lost'].includes(outcome.kind);
  return silent ? [line('·', place.step, `${outcome.kind} after ${Math.round(durationMs)} ms`)] : [];
}
