import { styleText } from 'node:util';
import type { RunEvent } from '../../shared/events.ts';
import { dbm, signalLevel } from '../../shared/signal.ts';
import { stepRow, type StepNumber } from '../../shared/plan.ts';
import { diagnose } from '../../shared/diagnosis.ts';
import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../shared/diagnosis/evidence.ts';
import {
  type RunFinish,
  type RunState,
  type StepState,
  type StepStatus,
  runWarnings,
} from '../../shared/run-state.ts';
import { cropped, padded } from './columns.ts';
import { causeLines } from './cause-lines.ts';
import type { Output } from './output.ts';
import { detailText, portFaultText, returnCodeText } from '../../shared/messages/wording.ts';

type Style = 'green' | 'yellow' | 'red' | 'dim';
type Paint = (style: Style, text: string) => string;

const MARKS: Readonly<Record<StepStatus, { readonly mark: string; readonly style: Style }>> = {
  pending: { mark: '○', style: 'dim' },
  running: { mark: '▸', style: 'dim' },
  waiting: { mark: '▸', style: 'dim' },
  passed: { mark: '✓', style: 'green' },
  warned: { mark: '!', style: 'yellow' },
  failed: { mark: '✗', style: 'red' },
  errored: { mark: '?', style: 'red' },
  skipped: { mark: '-', style: 'dim' },
  not_applicable: { mark: '-', style: 'dim' },
  cancelled: { mark: '■', style: 'yellow' },
};

const NAME_WIDTH = 24;

/** The 19 steps as text: a line for each one that ended and, on a terminal, one for the step that runs. */
export class Checklist {
  readonly #output: Output;
  readonly #prefix: string;
  readonly #isLive: boolean;
  readonly #paint: Paint = (style, text) => (this.#output.width === null ? text : styleText(style, text));
  #evidence: Evidence = INITIAL_EVIDENCE;

  /** `label` begins every line when several bays share the output. */
  constructor(output: Output, label: string | null) {
    this.#output = output;
    this.#prefix = label === null ? '' : `${label}  `;
    this.#isLive = label === null && output.width !== null;
  }

  /** Shows what an event changed. */
  show(event: RunEvent): void {
    this.#evidence = reduceEvidence(this.#evidence, event);
    const { say } = this.#output;
    switch (event.type) {
      case 'run.started':
        this.#line(say('cli.run.started', { port: event.port, profile: event.profileName }));
        return;
      case 'run.startMoved':
        this.#line(say('cli.run.startMoved', { actual: event.actual, requested: event.requested }));
        return;
      case 'run.paused':
        this.#line(say('cli.run.enter', { step: event.nextStep }));
        return;
      case 'recovery.started':
        this.#line(say('cli.run.recovering', { rung: say(`cli.run.rung.${event.level}`) }));
        return;
      case 'recovery.finished': {
        const seconds = (event.durationMs / 1000).toFixed(1);
        this.#line(say(event.recovered ? 'cli.run.recovered' : 'cli.run.notRecovered', { seconds }));
        return;
      }
      case 'link.lost':
        this.#line(portFaultText(say, event.fault));
        return;
      case 'step.started':
      case 'step.waiting':
        this.#running(event.step);
        return;
      case 'step.finished':
        this.#finished(event.step);
        return;
      case 'run.finished':
        for (const line of this.#verdict(event)) this.#line(line);
        return;
      default:
        return;
    }
  }

  get #state(): RunState {
    return this.#evidence.state;
  }

  /** Shows a run that is over: every step of it that was tried, as it ended last. */
  showWhole(events: Iterable<RunEvent>): void {
    for (const event of events) this.#evidence = reduceEvidence(this.#evidence, event);
    this.#showSteps();
  }

  /** The same of a run that was read already, with how it ended and why. */
  showEvidence(evidence: Evidence): void {
    this.#evidence = evidence;
    this.#showSteps();
    const { finish } = this.#state;
    for (const line of finish === null ? this.#unit() : this.#verdict(finish)) this.#line(line);
  }

  #showSteps(): void {
    for (const { number, startedMs } of this.#state.steps) if (startedMs !== null) this.#finished(number);
  }

  #line(text: string): void {
    this.#output.line(`${this.#prefix}${text}`);
  }

  #running(number: StepNumber): void {
    const step = this.#state.steps[number - 1];
    const { width } = this.#output;
    if (!this.#isLive || width === null || step === undefined) return;
    const words =
      step.waiting === null
        ? this.#output.say('status.running')
        : this.#output.say(`waiting.${step.waiting}`);
    // A line that wraps can no longer be cleared as one. The last column stays free: some terminals wrap on filling it.
    this.#output.live(
      cropped(
        this.#row(step, words, (_style, mark) => mark),
        width - 1,
      ),
    );
  }

  #finished(number: StepNumber): void {
    const step = this.#state.steps[number - 1];
    if (step !== undefined) this.#line(this.#row(step, this.#explanation(step)));
  }

  #row(step: StepState, words: string, paint: Paint = this.#paint): string {
    const { mark, style } = MARKS[step.status];
    const name = padded(this.#output.say(`step.${stepRow(step.number).id}`), NAME_WIDTH);
    const time =
      step.durationMs === null || !this.#state.isTimed ? '' : `${(step.durationMs / 1000).toFixed(1)} s`;
    const attempt =
      step.attempt > 1 ? ` · ${this.#output.say('cli.run.attempt', { attempt: step.attempt })}` : '';
    return `${paint(style, mark)} ${String(step.number).padStart(2)} ${name} ${time.padStart(7)}  ${words}${attempt}`;
  }

  #explanation({ status, outcome }: StepState): string {
    const { say } = this.#output;
    const word = say(`status.${status}`);
    switch (outcome?.kind) {
      case 'passed': {
        const warnings = outcome.warnings.map((warning) => say(`warning.${warning}`));
        return warnings.length === 0 ? word : `${word}: ${warnings.join('; ')}`;
      }
      case 'failed':
      case 'errored':
      case 'cancelled':
        return `${word}: ${say(`failure.${outcome.code}`)}`;
      case 'skipped':
        return `${word}: ${say(`skipped.${outcome.reason}`)}`;
      case 'not_applicable':
        return `${word}: ${say(`notApplicable.${outcome.reason}`)}`;
      default:
        return word;
    }
  }

  /** Shows that the end of the run did not get into the record. */
  unrecorded(): void {
    const { say } = this.#output;
    // It got there after all: that was shown.
    if (this.#state.finish !== null) return;
    this.#line(this.#paint('red', say('outcome.errored')));
    this.#line(say('failure.record_failed'));
  }

  #verdict(finish: Omit<RunFinish, 'endedMs'>): string[] {
    const { say } = this.#output;
    const { outcome, failedStep, code, detail, complete, durationMs } = finish;
    const warnings = runWarnings(this.#state).length;
    // Green is for a pass that rests on everything it should.
    const style = outcome !== 'passed' ? 'red' : complete && warnings === 0 ? 'green' : 'yellow';
    const where = failedStep === null ? '' : ` ${say('cli.run.failedAt', { step: failedStep })}`;
    const seconds = `${(durationMs / 1000).toFixed(1)} s`;
    const partial = complete ? '' : ` (${say('cli.run.partial', { from: this.#state.fromStep })})`;
    const noted = warnings === 0 ? '' : ` (${say('cli.run.warnings', { count: warnings })})`;
    const lines = [`${this.#paint(style, say(`outcome.${outcome}`))}${where}  ${seconds}${partial}${noted}`];
    if (code !== null) lines.push(say(`failure.${code}`));
    const returned = returnCodeText(say, this.#state.measurements.connack_code?.value, detail);
    if (returned !== null) lines.push(returned);
    if (detail !== null) lines.push(detailText(say, code, detail));
    return [...lines, ...this.#causes(), ...this.#unit()];
  }

  /** The likeliest causes, and what to do about them. */
  #causes(): string[] {
    const diagnosis = diagnose(this.#evidence);
    return diagnosis === null ? [] : causeLines(this.#output.say, diagnosis);
  }

  #unit(): string[] {
    const { say } = this.#output;
    const { imei, iccid, signal } = this.#state.measurements;
    const known = [
      imei?.value === undefined || imei.value === null ? null : `${say('summary.imei')} ${imei.value}`,
      iccid?.value === undefined || iccid.value === null ? null : `${say('summary.iccid')} ${iccid.value}`,
      typeof signal?.value === 'number' ? `${say('summary.signal')} ${signalText(signal.value)}` : null,
    ].filter((text) => text !== null);
    return known.length === 0 ? [] : [known.join('  ')];
  }
}

function signalText(rssi: number): string {
  const power = dbm({ rssi, ber: 99 });
  const { bars } = signalLevel({ rssi, ber: 99 });
  return power === null ? '–' : `${'▮'.repeat(bars)}${'▯'.repeat(5 - bars)} ≈ ${power} dBm`;
}
