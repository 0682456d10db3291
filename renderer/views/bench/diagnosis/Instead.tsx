import type { RunEvent } from '../../../../shared/events.ts';
import type { FailureCode } from '../../../../shared/outcome.ts';
import type { ShownRun } from '../../../store/window-state.ts';
import { useSay } from '../../../texts.ts';
import classes from './diagnosis.module.css';
import { type Quote, quotesOf } from './quotes.ts';
import { useShowLines } from './show-lines.ts';
import { useCited } from './use-cited.ts';

interface InsteadProps {
  readonly events: readonly RunEvent[];
  readonly code: FailureCode;
  readonly run: ShownRun;
}

/** What came instead of what was expected, in the module's own words. A click shows them in the log. */
export function Instead({ events, code, run }: InsteadProps) {
  const say = useSay();
  const quotes = quotesOf(say, useCited(run, events), events);
  if (quotes.length === 0) return <>{say('diagnosis.nothingCame')}</>;
  return (
    <ul className={classes.quotes}>
      {quotes.map((quote) => (
        <li key={quote.text}>
          <QuoteText quote={quote} run={run} />
          {quote.meaning !== '' && <span className={classes.meaning}>{`— ${quote.meaning}`}</span>}
          {quote.times > 1 && <span className={classes.times}>×{quote.times}</span>}
        </li>
      ))}
      {isMeaningless(quotes) && <li className={classes.meaning}>{`— ${say(`failure.${code}`)}`}</li>}
    </ul>
  );
}

/** An OK alone is what was expected, too: what is missing must be said. */
const isMeaningless = (quotes: readonly Quote[]): boolean =>
  quotes.every(({ text, isSaid }) => isSaid && text === 'OK');

function QuoteText({ quote, run }: { readonly quote: Quote; readonly run: ShownRun }) {
  const show = useShowLines(run);
  const { text, lines, isSaid } = quote;
  const face = isSaid ? classes.said : undefined;
  return lines === null ? (
    <span className={face}>{text}</span>
  ) : (
    <button type="button" className={`${classes.quote} ${face ?? ''}`} onClick={() => show(lines)}>
      {text}
    </button>
  );
}
