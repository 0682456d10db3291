import { expect } from 'vitest';
import type { BringUpEnvironment, RunRequest } from '../../../electron/bringup/run-request.ts';
import { BringUp } from '../../../electron/bringup/runner.ts';
import { createRedactor } from '../../../electron/port/index.ts';
import { openSession } from '../../../electron/session/open-session.ts';
import type { FactType, RunEvent } from '../../../shared/events.ts';
import type { FailureCode, StepOutcome, WarningCode } from '../../../shared/outcome.ts';
import { STEP_NUMBER, type StepId, type StepNumber } from '../../../shared/plan.ts';
import { type Profile, type ProfileInput, profileSchema, secretsOf } from '../../../shared/profile.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';
import type { RunVerdict } from '../../../shared/verdict.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { type Script, ScriptedModule } from './scripted-module.ts';

const MOST_FACTS = 20_000;
const PORT = '/dev/ttyTEST0';

/** A profile with every optional part at its default. */
export const BASE: ProfileInput = {
  name: 'bench',
  broker: { host: 'broker.example' },
  mqtt: { clientId: 'wis-{imei}', username: 'user', password: 'secret-9f' },
};

export interface Setting extends Partial<Omit<RunRequest, 'profile'>> {
  readonly profile?: Partial<ProfileInput>;
  readonly script?: Script;
  /** What is seen of the broker from here; nothing by default. */
  readonly checkBroker?: BringUpEnvironment['checkBroker'];
  /** Changes the module before the port is opened. */
  readonly module?: (module: ScriptedModule) => void;
}

/** A run on a scripted module and a virtual clock. */
export class TestRun {
  readonly clock = new VirtualClock();
  readonly module: ScriptedModule;
  readonly profile: Profile;
  readonly events: RunEvent[] = [];
  readonly bringUp: BringUp;
  state: RunState = INITIAL_RUN_STATE;
  readonly #watchers: ((event: RunEvent, run: TestRun) => void)[] = [];
  #done: Promise<RunVerdict> | null = null;

  constructor({ profile, script, module, checkBroker, ...request }: Setting = {}) {
    this.profile = profileSchema.parse({ ...BASE, ...profile });
    this.module = new ScriptedModule(this.clock, script);
    module?.(this.module);
    const redactor = createRedactor();
    for (const secret of secretsOf(this.profile)) redactor.add(secret);
    this.bringUp = new BringUp(
      {
        unit: null,
        operator: null,
        fromStep: 1,
        singleStep: false,
        warnings: () => [],
        ...request,
        profile: this.profile,
      },
      {
        clock: this.clock,
        version: '0.0.0-test',
        open: (baudRate, listener) => openSession(this.module.open, PORT, baudRate, this.clock, listener),
        record: (fact) => this.#record({ ...this.#stamp(), ...fact }),
        mask: (text) => redactor.maskText(text),
        hide: (secret) => redactor.add(secret),
        checkBroker: checkBroker ?? (() => Promise.resolve(null)),
      },
    );
  }

  /** Calls `watcher` with every fact as it is stated. */
  watch(watcher: (event: RunEvent, run: TestRun) => void): this {
    this.#watchers.push(watcher);
    return this;
  }

  /** Begins without waiting; `finish` or `finished` takes it to the end. */
  start(): Promise<RunVerdict> {
    this.#done ??= this.bringUp.run();
    return this.#done;
  }

  /** Runs to the end and checks what must hold of every run, however it went. */
  async finish(limitMs = 3_600_000): Promise<RunVerdict> {
    const verdict = await this.clock.runUntil(this.start(), limitMs);
    this.#checkEnd(verdict);
    return verdict;
  }

  outcome(step: StepId): StepOutcome | null {
    return this.state.steps[STEP_NUMBER[step] - 1]?.outcome ?? null;
  }

  warnings(step: StepId): readonly WarningCode[] {
    const outcome = this.outcome(step);
    return outcome?.kind === 'passed' ? outcome.warnings : [];
  }

  attempts(step: StepId): number {
    return this.state.steps[STEP_NUMBER[step] - 1]?.attempt ?? 0;
  }

  /** Milliseconds a step took. */
  took(step: StepId): number {
    return this.state.steps[STEP_NUMBER[step] - 1]?.durationMs ?? Number.NaN;
  }

  facts<Type extends FactType>(type: Type): Extract<RunEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
  }

  /** Command lines recorded within a step, as shown. */
  commandsOf(step: StepId): readonly string[] {
    return this.facts('at.exchanged')
      .filter(({ place }) => place.phase === 'step' && place.step === STEP_NUMBER[step])
      .map(({ command }) => command);
  }

  #stamp(): Pick<RunEvent, 'seq' | 'runId' | 'port' | 'atMs' | 'elapsedMs'> {
    const elapsedMs = this.clock.monotonic();
    return { seq: this.events.length + 1, runId: 'test', port: PORT, atMs: this.clock.now(), elapsedMs };
  }

  #record(event: RunEvent): RunEvent {
    this.events.push(event);
    // A loop that never lets time pass would hang the test instead of failing it.
    if (this.events.length > MOST_FACTS) throw new Error('the run does not come to an end');
    this.state = reduceRun(this.state, event);
    for (const watcher of this.#watchers) watcher(event, this);
    return event;
  }

  #checkEnd(verdict: RunVerdict): void {
    expect(this.state.misfits).toEqual([]);
    expect(this.facts('run.finished')).toHaveLength(1);
    expect(this.events.at(-1)).toMatchObject({ type: 'run.finished', ...verdict });
    expect(this.clock.pending, 'timers left behind').toBe(0);
    if (this.facts('link.opened').length > 0) expect(this.module.closed, 'port left open').toBe(1);
    const told = JSON.stringify(this.events);
    for (const secret of secretsOf(this.profile)) expect(told).not.toContain(secret);
    for (const { seq, outcome } of this.facts('step.finished'))
      if ('evidence' in outcome)
        for (const each of outcome.evidence) expect(each).toSatisfy((n: number) => n > 0 && n < seq);
    if (verdict.outcome === 'passed') this.#checkPass();
  }

  /** What nothing may be passed without. */
  #checkPass(): void {
    for (const { outcome } of this.state.steps)
      if (outcome?.kind === 'passed') expect(outcome.evidence.length).toBeGreaterThan(0);
      else expect(['skipped', 'not_applicable']).toContain(outcome?.kind);
  }
}

/** Runs a setting to its end. */
export async function run(setting: Setting = {}): Promise<TestRun> {
  const test = new TestRun(setting);
  await test.finish();
  return test;
}

/** What the module was asked after a step had failed, as recorded. */
export function asked(test: TestRun): readonly Extract<RunEvent, { type: 'at.exchanged' }>[] {
  return test.facts('at.exchanged').filter(({ place }) => place.phase === 'diagnosis');
}

/** The same, commands alone. */
export function commandsAsked(test: TestRun): readonly string[] {
  return asked(test).map(({ command }) => command);
}

/** Asserts that the run ended in this step with this code. */
export function expectFailure(test: TestRun, step: StepId | null, code: FailureCode): void {
  const finish = test.state.finish;
  expect({ code: finish?.code, step: finish?.failedStep }).toEqual({
    code,
    step: step === null ? null : STEP_NUMBER[step],
  });
  expect(finish?.outcome).not.toBe('passed');
}

/** Asserts a pass. */
export function expectPassed(test: TestRun): void {
  expect(test.state.finish).toMatchObject({ outcome: 'passed', failedStep: null, code: null });
}

/** Stops the run when a step begins its first attempt. */
export function stopAt(step: StepNumber): (event: RunEvent, run: TestRun) => void {
  return (event, test) => {
    if (event.type === 'step.started' && event.step === step && event.attempt === 1) test.bringUp.stop();
  };
}
