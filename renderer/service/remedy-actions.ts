import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import { changedProfile, type FieldChange } from '../../shared/profile-change.ts';
import { RECOVERY_LADDER } from '../../shared/recovery.ts';
import type { Remedy } from '../../shared/remedy.ts';
import type { StoredProfile } from '../../shared/station.ts';
import { liveRun } from '../store/shown.ts';
import { notify, type WindowStore } from '../store/window-store.ts';
import type { Ask } from './console-actions.ts';
import type { StartOptions } from './start-options.ts';

/** Remedies that are a run of their own. */
export type RunRemedy = Extract<
  Remedy,
  { kind: 'retry_step' | 'run_from' | 'try' | 'skip_step' | 'recover' }
>;

/** The fields that switch the optional steps. */
const SWITCHES = { 2: 'optionalSteps.echoOff', 3: 'optionalSteps.fixBaud' } as const;

/** Whether the document lets a step be left out. */
export const isOptional = (step: StepNumber): step is keyof typeof SWITCHES => Object.hasOwn(SWITCHES, step);

/** How the run of a remedy is started; null where there is none, as for a step that cannot be left out. */
export function runOf(remedy: RunRemedy, step: StepNumber | null): StartOptions | null {
  switch (remedy.kind) {
    case 'retry_step':
      return step === null ? null : { fromStep: step, pauseBehind: step };
    case 'run_from':
      return { fromStep: remedy.step };
    // From the first step: what helps is then judged over all of them.
    case 'try':
      return { changes: remedy.changes };
    case 'skip_step':
      return isOptional(remedy.step) ? { changes: [{ field: SWITCHES[remedy.step], value: false }] } : null;
    case 'recover':
      return { recovery: remedy.level, fromStep: RECOVERY_LADDER[remedy.level].from };
  }
}

interface Needs {
  readonly store: WindowStore;
  readonly ask: Ask;
  readonly start: (options: StartOptions) => Promise<void>;
}

/** What a person can do about a run that is stuck. */
export function createRemedyActions({ store, ask, start }: Needs) {
  return {
    /** Enters a PIN once, in a run from the step that asks for it. */
    enterPin: (pin: string): Promise<void> => start({ fromStep: STEP_NUMBER.sim_check, pin }),

    /** Takes what a run has tried into its profile; every other field stays as it is. */
    keepTry: async ({ id, profile }: StoredProfile, changes: readonly FieldChange[]): Promise<void> => {
      const order = { id, profile: changedProfile(profile, changes), secrets: {} };
      const reply = await ask((client) => client.profiles.save(order));
      if (reply?.ok !== false) return;
      if ('faults' in reply) {
        notify(store, { kind: 'not_started', fault: { kind: 'profile_invalid', faults: reply.faults } });
      } else notify(store, { kind: 'store', code: reply.fault.code });
    },

    /** Stops the run on the chosen port, and does something once the port is free; nothing if one left it meanwhile. */
    afterStop: async (act: () => void): Promise<void> => {
      const { port } = store.getState().chosen;
      const run = liveRun(store.getState());
      if (run !== null && (await ask((client) => client.runs.stop({ runId: run.runId }))) === null) return;
      await untilFree(store, port);
      if (store.getState().chosen.port === port) act();
    },

    discardTry: (runId: string): void =>
      store.setState(({ discardedTries }) => ({ discardedTries: [...discardedTries, runId] })),
  };
}

/** Resolves when no run is on a port, or when it is no longer the chosen one. */
function untilFree(store: WindowStore, port: string | null): Promise<void> {
  const isFree = () => store.getState().chosen.port !== port || liveRun(store.getState()) === null;
  return new Promise((resolve) => {
    if (isFree()) resolve();
    else {
      const forget = store.subscribe(() => {
        if (!isFree()) return;
        forget();
        resolve();
      });
    }
  });
}
