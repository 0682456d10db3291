import type { Language } from '../../../shared/messages/language.ts';
import type { LineRow, LogRow } from '../../../shared/log-view.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import type { WindowStore } from '../../store/window-store.ts';
import type { ServiceClient } from '../connection.ts';
import { Citations } from './citations.ts';
import { LogFeed } from './log-feed.ts';
import type { LogSource } from './log-source.ts';
import { Question, type Timers } from './question.ts';

export interface WantedStep {
  readonly runId: string;
  readonly step: StepNumber;
  readonly untilMs: number | null;
}

/** The beginning and the end of what was said in a step, and how much lies between. */
export interface StepRows {
  readonly head: readonly LogRow[];
  readonly hidden: number;
  readonly tail: readonly LogRow[];
}

export interface WantedLine {
  readonly runId: string;
  readonly no: number;
}

/** What a window asks about the logs on its screen, all of which stay with the service. */
export interface WindowLog {
  readonly feed: LogFeed;
  readonly steps: Question<WantedStep, StepRows>;
  readonly lines: Question<WantedLine, LineRow>;
  readonly citations: Citations;
}

/** Entries shown of a step's beginning, and of its end: more than any step has unless something floods. */
const MOST = 200;

interface WindowLogParts {
  readonly store: WindowStore;
  /** Null while the service cannot be reached. */
  readonly service: () => Pick<ServiceClient, 'log'> | null;
  readonly language: () => Language;
  readonly clock: Timers;
}

/** The log of one window. */
export function createWindowLog({ store, service, language, clock }: WindowLogParts): WindowLog {
  const source = sourceOf(service);
  return {
    feed: new LogFeed({ store, source, language, clock }),
    citations: new Citations({ source, clock }),
    steps: new Question({
      clock,
      // At another moment it is the same step: what stood there stays until the rest has come.
      nameOf: ({ runId, step }) => `${runId} ${step}`,
      ask: async (wanted) => {
        const reply = await source()?.step({ ...wanted, most: MOST });
        return reply?.ok === true ? reply : null;
      },
    }),
    lines: new Question({
      clock,
      nameOf: ({ runId, no }) => `${runId} ${no}`,
      ask: async (wanted) => {
        const reply = await source()?.line(wanted);
        return reply?.ok === true ? reply.line : null;
      },
    }),
  };
}

/** The part of a client that is asked: the same object for the same client, which makes another one at every look. */
function sourceOf(service: WindowLogParts['service']): () => LogSource | null {
  let known: { readonly client: Pick<ServiceClient, 'log'>; readonly log: LogSource } | null = null;
  return () => {
    const client = service();
    if (client === null) known = null;
    else if (client !== known?.client) known = { client, log: client.log };
    return known?.log ?? null;
  };
}
