import type { RunEvent } from '../events.ts';
import type { Translate } from '../messages/index.ts';
import { brokerWords, portFaultText } from '../messages/wording.ts';
import { stepRow } from '../plan.ts';

/** What a fact in the log says, in the language of the window. */
export function noteWords(say: Translate, event: RunEvent): string {
  switch (event.type) {
    case 'run.started':
      return begun(say, event);
    case 'link.opened':
      return say('note.opened', { rate: event.baudRate });
    case 'link.lost':
      return say('note.lost', { fault: portFaultText(say, event.fault) });
    case 'run.startMoved':
      return say('cli.run.startMoved', { actual: event.actual, requested: event.requested });
    case 'run.pauseRequested':
      return say('note.pauseRequested');
    case 'run.paused':
      return say('note.paused', { step: event.nextStep });
    case 'run.continued':
      return say('note.continued');
    case 'step.started':
      return stepWords(say, event);
    case 'step.finished': {
      const { outcome } = event;
      const word = say(
        `status.${outcome.kind === 'passed' && outcome.warnings.length > 0 ? 'warned' : outcome.kind}`,
      );
      return `${event.step} ${say(`step.${stepRow(event.step).id}`)}: ${word}`;
    }
    case 'at.exchanged':
      return silentEnd(say, event);
    case 'at.late':
      return event.command === null ? say('note.lateUnasked') : say('note.late', { command: event.command });
    case 'at.flooded':
      return say('note.flooded', { count: event.lines });
    case 'step.outOfOrder':
      return say('note.outOfOrder', { step: event.step, missing: event.missing });
    case 'recovery.started':
      return say(`note.recovery.${event.level}`);
    case 'recovery.finished':
      return say(event.recovered ? 'note.recovered' : 'note.notRecovered', {
        seconds: (event.durationMs / 1000).toFixed(1),
      });
    case 'broker.checked':
      return brokerWords(say, event.check);
    case 'answer.compared':
      return say(event.met ? 'note.asExpected' : 'note.notAsExpected', { expected: event.expected });
    case 'run.cancelRequested':
      return say(event.immediate ? 'note.stopNow' : 'note.stop');
    case 'run.finished': {
      if (event.code === 'stopped' && !event.complete && event.failedStep === null) return say('note.ended');
      const where =
        event.failedStep === null ? '' : ` ${say('cli.run.failedAt', { step: event.failedStep })}`;
      return `${say(`outcome.${event.outcome}`)}${where}`;
    }
    case 'step.waiting':
    case 'at.unsolicited':
    case 'measurement.recorded':
      return '';
  }
}

function begun(say: Translate, event: Extract<RunEvent, { type: 'run.started' }>): string {
  const { purpose, port, profileName } = event;
  switch (purpose) {
    case 'bring_up':
      return say('cli.run.started', { port, profile: profileName });
    case 'console':
      return say('note.consoleOpened', { port });
    case 'opened_log':
      return say('note.logOpened', { name: port });
    case 'listening':
      return say('note.listening', { port });
  }
}

function stepWords(say: Translate, { step, attempt }: Extract<RunEvent, { type: 'step.started' }>): string {
  const name = `${step} ${say(`step.${stepRow(step).id}`)}`;
  return attempt === 1 ? name : `${name} · ${say('cli.run.attempt', { attempt })}`;
}

function silentEnd(
  say: Translate,
  { outcome, durationMs, echoed }: Extract<RunEvent, { type: 'at.exchanged' }>,
): string {
  const seconds = (durationMs / 1000).toFixed(1);
  switch (outcome.kind) {
    case 'timeout':
      return say(outcome.heard || echoed ? 'note.unanswered' : 'note.silence', { seconds });
    case 'completion_timeout':
      return say('note.incomplete', { seconds });
    case 'abandoned':
      return say('note.abandoned', { seconds });
    case 'link_lost':
      return say('note.linkLost');
    default:
      return '';
  }
}
