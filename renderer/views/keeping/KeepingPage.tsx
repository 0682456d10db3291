import { recordFaultText } from '../../../shared/messages/wording.ts';
import { useSay } from '../../texts.ts';
import classes from './keeping.module.css';
import { LogCard } from './LogCard.tsx';
import { PathLine } from './PathLine.tsx';
import { RemovalList } from './RemovalList.tsx';
import { RetentionCard } from './RetentionCard.tsx';
import { useKept } from './use-kept.ts';
import { byteSize } from '../../../shared/byte-size.ts';

/** Where the record and the session log are, for how long things are kept, and what was taken away. */
export function KeepingPage() {
  const say = useSay();
  const { kept, fault } = useKept();
  return (
    <div className={classes.page}>
      <h1>{say('keeping.page')}</h1>
      {fault !== null && <p role="alert">{recordFaultText(say, fault)}</p>}
      <div className={classes.columns}>
        <section className={classes.card} aria-labelledby="kept-record">
          <h2 id="kept-record">{say('keeping.record')}</h2>
          <p className={classes.hint}>{say('keeping.record.what')}</p>
          {kept !== null && (
            <>
              <PathLine path={kept.record.path} />
              <dl className={classes.figures}>
                <dt>{say('keeping.record.runs')}</dt>
                <dd>{kept.record.runs}</dd>
                <dt>{say('keeping.size')}</dt>
                <dd>{recordSize(say, kept.record)}</dd>
              </dl>
            </>
          )}
        </section>
        <LogCard logs={kept?.logs ?? null} />
        <RetentionCard />
        <RemovalList removals={kept?.removals ?? null} />
      </div>
    </div>
  );
}

/** Room that is free in the file is told where it is worth a word. */
function recordSize(
  say: ReturnType<typeof useSay>,
  { bytes, usedBytes }: { readonly bytes: number; readonly usedBytes: number },
): string {
  const free = bytes - usedBytes;
  if (free * 20 < bytes) return byteSize(bytes);
  return say('keeping.record.free', { size: byteSize(bytes), free: byteSize(free) });
}
