import type { CommandHelpRow } from '../../../shared/console/command-help.ts';
import { helpFor } from '../../../shared/console/completion.ts';
import type { ReadText } from '../../../shared/console/typed-text.ts';
import type { MessageKey } from '../../../shared/messages/index.ts';
import { type ConsoleRoom, consoleRoom, unmetExpectation } from '../../store/console-state.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './console.module.css';
import { textFaultWords } from './console-words.ts';

interface ConsoleFootProps {
  readonly line: string;
  readonly read: ReadText;
  readonly hex: boolean;
  /** The offer that is chosen; null for none. */
  readonly chosen: CommandHelpRow | null;
}

const WHAT = {
  free: 'console.keys',
  paused: 'console.paused.what',
  running: 'console.running.what',
  pausing: 'console.running.what',
  listening: null,
  service: null,
  old: null,
  port: null,
} as const satisfies Record<ConsoleRoom, MessageKey | null>;

/** Under the line: what the typed command does, which bytes go out, or what stopped a list. */
export function ConsoleFoot({ line, read, hex, chosen }: ConsoleFootProps) {
  const say = useSay();
  const room = useWindow(consoleRoom);
  const unmet = useWindow(unmetExpectation);
  const isEmpty = line.trim() === '';
  const help = chosen ?? (hex ? null : helpFor(line));
  if (!isEmpty && !read.ok)
    return (
      <p className={classes.foot} data-tone="warn">
        {textFaultWords(say, read.fault)}
      </p>
    );
  if (!isEmpty && read.ok && 'bytes' in read.entry) return <BytesAhead bytes={read.entry.bytes} />;
  if (help !== null)
    return (
      <p className={classes.foot}>
        <span className="mono">{help.form}</span> {say(help.help)}
      </p>
    );
  if (unmet !== null)
    return (
      <p className={classes.foot} data-tone="fail" role="status">
        {say('console.unmet', { expected: unmet })}
      </p>
    );
  const what = WHAT[room];
  return <p className={classes.foot}>{what === null ? null : say(what)}</p>;
}

/** Most bytes that are shown; the log has all of them. */
const SHOWN = 16;

function BytesAhead({ bytes }: { readonly bytes: string }) {
  const say = useSay();
  const pairs = bytes.match(/../g) ?? [];
  const more = pairs.length > SHOWN ? ' …' : '';
  return (
    <p className={classes.foot}>
      {say('console.bytes', { count: pairs.length })}{' '}
      <span className="mono">
        {pairs.slice(0, SHOWN).join(' ')}
        {more}
      </span>
    </p>
  );
}
