import { isStepNumber, STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import { fatalCode } from '../at/line-effects.ts';
import type { UrcEffect } from '../../shared/codes/unsolicited-lines.ts';
import type { CommandEffect } from './command-steps.ts';
import { failed } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { ObservedSteps } from './observed-steps.ts';

type Loss = Exclude<UrcEffect, 'none'>;
type Expected = Exclude<Loss, 'sim_removed'>;

/**
 * Whose achievement a line takes back that comes between two steps; the first that stands. What comes behind the
 * session, a firmware does again only when it has something to say.
 */
const ACHIEVEMENTS: readonly StepNumber[] = [13, 15, 17, 11, 9, 8, 7, 6, 5, 4, 1];

/** What a command brings about on purpose, so that its lines are nobody's failure. */
const BROUGHT_ABOUT: Readonly<Record<CommandEffect, readonly Expected[]>> = {
  restarts: ['restarted', 'powered_down', 'bearer_lost', 'link_closed'],
  closes_bearer: ['bearer_lost', 'link_closed'],
  closes_link: ['link_closed'],
};

/** By the time a firmware does this, what it had taken down is up again. */
const EXPECTED_UNTIL: Readonly<Record<Expected, StepNumber>> = {
  restarted: STEP_NUMBER.set_apn,
  powered_down: STEP_NUMBER.set_apn,
  bearer_lost: STEP_NUMBER.pdp_activate,
  link_closed: STEP_NUMBER.broker_connect,
};

/** From which step on everything is to be done again. */
const LOST_FROM: Readonly<Record<Loss, StepNumber>> = {
  restarted: STEP_NUMBER.at_handshake,
  powered_down: STEP_NUMBER.at_handshake,
  sim_removed: STEP_NUMBER.sim_check,
  bearer_lost: STEP_NUMBER.set_apn,
  link_closed: STEP_NUMBER.broker_connect,
};

/** What a module loses between the steps or in the middle of one: its link, its data link, its card, itself. */
export class Losses {
  readonly #steps: ObservedSteps;
  readonly #abandon: (step: StepNumber, at: Moment) => void;
  #expected: readonly Expected[] = [];
  /** The fact with which the broker closed a link that no session was on yet, and that was not opened again. */
  #closedSeq: number | null = null;

  /** `abandon` gives up what was asked in a step. */
  constructor(steps: ObservedSteps, abandon: (step: StepNumber, at: Moment) => void) {
    this.#steps = steps;
    this.#abandon = abandon;
  }

  /** The broker closed the link before there was a session on it. */
  get linkClosed(): boolean {
    return this.#closedSeq !== null;
  }

  /** A command takes something down. */
  expect(effect: CommandEffect): void {
    this.#expected = BROUGHT_ABOUT[effect];
  }

  /** A step begins, or was found done. */
  begin(step: StepNumber): void {
    this.#expected = this.#expected.filter((each) => step < EXPECTED_UNTIL[each]);
    if (step === STEP_NUMBER.broker_connect) this.#closedSeq = null;
  }

  /** A line takes back what the module stood on. */
  lost(effect: Loss, seq: number, line: string, at: Moment): void {
    if (!this.#expected.some((each) => each === effect)) this.#blame(effect, seq, line, at);
    if (effect === 'link_closed') this.takeLinkBack();
    else {
      this.#steps.takeBack(LOST_FROM[effect]);
      this.#closedSeq = null;
    }
  }

  /** The link is down; what was configured stays (protocol.md 1.3 card 10). */
  takeLinkBack(): void {
    const isConfigured = this.#steps.isStanding(STEP_NUMBER.mqtt_auth_cfg);
    this.#steps.takeBack(STEP_NUMBER.broker_connect);
    if (isConfigured) this.#steps.stand(STEP_NUMBER.mqtt_auth_cfg);
  }

  /** Nothing more comes: a link that was closed and not opened again is a failure. Whether there was one. */
  settle(at: Moment): boolean {
    if (this.#closedSeq === null) return false;
    this.#steps.judge(STEP_NUMBER.broker_connect, failed('link_closed'), [this.#closedSeq], null, at);
    return true;
  }

  #blame(effect: Loss, seq: number, line: string, at: Moment): void {
    const steps = this.#steps;
    let isSomebodys = false;
    for (const step of steps.open) {
      const code = fatalCode(effect, step);
      if (code === null) continue;
      isSomebodys = true;
      this.#abandon(step, at);
      steps.judge(step, failed(code), [seq], line, at);
    }
    const achieved = ACHIEVEMENTS.find((step) => step >= LOST_FROM[effect] && steps.isStanding(step));
    if (isSomebodys || achieved === undefined) return;
    // Step 13 finds the link closed: it was too slow (protocol.md 3 Q16).
    if (effect === 'link_closed' && achieved === STEP_NUMBER.broker_connect) this.#closedSeq = seq;
    const code = fatalCode(effect, ahead(achieved));
    if (code !== null) steps.judge(achieved, failed(code), [seq], line, at);
  }
}

/** The step that a line between two steps counts for. */
function ahead(step: StepNumber): StepNumber {
  const next = step + 1;
  return isStepNumber(next) ? next : step;
}
