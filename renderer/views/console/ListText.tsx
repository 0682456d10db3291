import { useId } from 'react';
import { LIST_TEXT_LENGTH, type ReadList } from '../../../shared/console/command-list.ts';
import { useSay } from '../../texts.ts';
import { listFaultWords } from './console-words.ts';
import classes from './console.module.css';

interface ListTextProps {
  readonly text: string;
  readonly read: ReadList;
  /** Lines with a secret that is not going to be stored. */
  readonly withheld: readonly number[];
  readonly onChange: (text: string) => void;
}

const FAULTS_SHOWN = 4;

/** The lines of a list, with what cannot be read in them and what will not be kept of them. */
export function ListText({ text, read, withheld, onChange }: ListTextProps) {
  const say = useSay();
  const id = useId();
  const faults = read.ok || text.trim() === '' ? [] : read.faults;
  return (
    <>
      <label className={classes.textLabel} htmlFor={id}>
        {say('list.text')}
      </label>
      <textarea
        id={id}
        className={classes.text}
        rows={Math.min(16, Math.max(6, text.split('\n').length + 1))}
        maxLength={LIST_TEXT_LENGTH}
        spellCheck={false}
        value={text}
        aria-describedby={`${id}-notes`}
        aria-invalid={faults.length > 0}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <div id={`${id}-notes`}>
        <p className={classes.listNote}>
          {say('list.format')} <span className="mono">AT+CIICR # wait=90 expect=OK</span>
        </p>
        <div role="status">
          {faults.slice(0, FAULTS_SHOWN).map((fault) => (
            <p key={`${fault.line} ${fault.kind}`} className={classes.listNote} data-tone="fail">
              {listFaultWords(say, fault)}
            </p>
          ))}
          {faults.length > FAULTS_SHOWN && (
            <p className={classes.listNote} data-tone="fail">
              {say('list.fault.more', { count: faults.length - FAULTS_SHOWN })}
            </p>
          )}
          {withheld.length > 0 && (
            <p className={classes.listNote} data-tone="warn">
              {say('list.withheld', { lines: withheld.join(', ') })}
            </p>
          )}
        </div>
      </div>
    </>
  );
}
