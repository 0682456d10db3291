import { implement } from '@orpc/server';
import { readingContract } from '../reading/contract.ts';
import type { Reader } from '../reading/index.ts';

/** It is looked at where it is answered: what is handed on need not be looked at again. */
const UNCHECKED = { initialInputValidationIndex: Number.NaN, initialOutputValidationIndex: Number.NaN };

/** What the thread that reads the record answers, handed on. */
export function readingRoutes({ ask }: Reader) {
  const serve = implement(readingContract).$config(UNCHECKED);
  const { log, history, runs } = serve;
  const until = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
  return {
    log: {
      follow: log.follow.handler(({ input, signal }) => ask.log.follow(input, until(signal))),
      rows: log.rows.handler(({ input, signal }) => ask.log.rows(input, until(signal))),
      locate: log.locate.handler(({ input, signal }) => ask.log.locate(input, until(signal))),
      text: log.text.handler(({ input, signal }) => ask.log.text(input, until(signal))),
      line: log.line.handler(({ input, signal }) => ask.log.line(input, until(signal))),
      step: log.step.handler(({ input, signal }) => ask.log.step(input, until(signal))),
      cite: log.cite.handler(({ input, signal }) => ask.log.cite(input, until(signal))),
    },
    history: {
      follow: history.follow.handler(({ input, signal }) => ask.history.follow(input, until(signal))),
      rows: history.rows.handler(({ input, signal }) => ask.history.rows(input, until(signal))),
      facets: history.facets.handler(({ signal }) => ask.history.facets(undefined, until(signal))),
      compare: history.compare.handler(({ input, signal }) => ask.history.compare(input, until(signal))),
    },
    open: runs.open.handler(({ input, signal }) => ask.runs.open(input, until(signal))),
  };
}
