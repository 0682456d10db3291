import { implement } from '@orpc/server';
import { readingContract } from './contract.ts';
import { followView } from './log/follow.ts';
import type { Reading } from './reading.ts';

/** The questions, answered by what reads the records. */
export function createReadingRouter(reading: Reading) {
  const serve = implement(readingContract);
  const { log, history, runs, clock } = reading;
  // A stream whose reader went away is told so by its signal.
  const lasting = (signal: AbortSignal | undefined) => signal ?? new AbortController().signal;
  return serve.router({
    log: {
      follow: serve.log.follow.handler(({ input: { view }, signal }) =>
        followView(reading.logs.of(view.runId), view, clock, lasting(signal)),
      ),
      rows: serve.log.rows.handler(({ input: { view, from, count } }) => log.rows(view, from, count)),
      locate: serve.log.locate.handler(({ input: { view, at } }) =>
        'line' in at ? log.rowOfLine(view, at.line) : log.rowsUntil(view, at.untilMs),
      ),
      text: serve.log.text.handler(({ input: { view, from, count } }) => log.text(view, from, count)),
      line: serve.log.line.handler(({ input: { runId, no } }) => log.line(runId, no)),
      step: serve.log.step.handler(({ input: { runId, step, most, untilMs } }) =>
        log.step(runId, step, most, untilMs),
      ),
      cite: serve.log.cite.handler(({ input: { runId, seqs } }) => log.cite(runId, seqs)),
    },
    history: {
      follow: serve.history.follow.handler(({ input: { query }, signal }) =>
        history.follow(query, clock, lasting(signal)),
      ),
      rows: serve.history.rows.handler(({ input: { query, from, count } }) =>
        history.rows(query, from, count),
      ),
      facets: serve.history.facets.handler(() => history.facets()),
      compare: serve.history.compare.handler(({ input: { one, other } }) => history.compare(one, other)),
    },
    runs: {
      open: serve.runs.open.handler(({ input: { runId, untilMs } }) => runs.open(runId, untilMs)),
    },
  });
}
