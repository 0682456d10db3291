import { createContext, Script } from 'node:vm';

/** Runs what may never end. */
export interface Guard {
  /** Whether it came to its end in time; whatever it throws is thrown. */
  run(act: () => void, limitMs: number): boolean;
}

let shared: Guard | null = null;

/** The guard of this thread. */
export function guardOfThread(): Guard {
  shared ??= createGuard();
  return shared;
}

/**
 * A guard by the engine's own watchdog: it ends code in the middle of a single call, a regular expression that
 * backtracks for ever among it.
 */
function createGuard(): Guard {
  let act: () => void = () => {};
  const context = createContext({ act: () => act() });
  const script = new Script('act()');
  return {
    run(given, limitMs) {
      act = given;
      try {
        script.runInContext(context, { timeout: limitMs });
        return true;
      } catch (thrown) {
        // The engine runs out of stack where it backtracks too deep.
        if (isTimeout(thrown) || thrown instanceof RangeError) return false;
        throw thrown;
      } finally {
        act = () => {};
      }
    },
  };
}

function isTimeout(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
