import { Button } from '@mantine/core';
import { useSay } from '../../texts.ts';
import { TextField } from './fields/TextField.tsx';
import { isGood, type Note, noteText } from './note.ts';
import fields from './fields/fields.module.css';
import classes from './profile.module.css';
import { isOrphaned, isOvertaken } from './draft.ts';
import type { ProfileDesk } from './use-profile-desk.ts';
import { placesToMend } from './words.ts';

interface ProfileHeadProps {
  readonly desk: ProfileDesk;
  /** Goes to the first field that keeps the profile from being saved. */
  readonly onMend: () => void;
}

/** The name of the profile, what its state is, and saving. */
export function ProfileHead({ desk, onMend }: ProfileHeadProps) {
  const say = useSay();
  return (
    <header className={classes.head}>
      <TextField path="name" />
      <SaveState desk={desk} onMend={onMend} />
      <div className={classes.headButtons}>
        {(desk.changed || desk.subject?.stored === null) && (
          <Button variant="default" disabled={desk.isSaving} onClick={() => desk.ask({ kind: 'discard' })}>
            {say('form.discard')}
          </Button>
        )}
        <Button
          disabled={!desk.canSave}
          aria-describedby="save-state"
          title={say('form.save.keys')}
          onClick={() => void desk.save()}
        >
          {say('form.save')}
        </Button>
      </div>
    </header>
  );
}

/** Saved, and there is nothing more to be said of it. */
const isQuietlySaved = (note: Note | null): boolean =>
  note !== null && note.kind === 'saved' && note.changes.length === 0;

/** Why the profile can or cannot be saved, in words. */
function SaveState({ desk, onMend }: ProfileHeadProps) {
  const say = useSay();
  const { faults, changed, isSaving, subject, note } = desk;
  const isNew = subject?.stored === null;
  const state = () => {
    if (isSaving) return say('form.state.saving');
    if (faults.length > 0) {
      return (
        <button type="button" className={classes.mend} onClick={onMend}>
          {say('form.state.invalid', { places: placesToMend(say, faults) })}
        </button>
      );
    }
    if (isQuietlySaved(note)) return <span className={classes.saved}>{say('form.note.saved')}</span>;
    if (isNew) return say('form.state.new');
    return say(changed ? 'form.state.changed' : 'form.state.clean');
  };
  return (
    <div className={classes.state} id="save-state" role="status">
      {state()}
    </div>
  );
}

/** What came of the last thing that was asked for, and what happened to the profile elsewhere. */
export function ProfileNotes({ desk }: { readonly desk: ProfileDesk }) {
  const say = useSay();
  const { note, subject } = desk;
  return (
    <div role="status">
      {subject !== null && isOvertaken(subject.draft, subject.stored) && (
        <p className={classes.note} data-tone="warn">
          {say('form.note.overtaken')}
        </p>
      )}
      {subject !== null && isOrphaned(subject.draft, subject.stored) && (
        <p className={classes.note} data-tone="warn">
          {say('form.note.orphaned')}
        </p>
      )}
      {note !== null && !isQuietlySaved(note) && (
        <div className={classes.note} data-tone={isGood(note) ? 'good' : 'bad'}>
          <div>
            {noteText(say, note).map((text, index) =>
              index === 0 ? <b key={text}>{text}</b> : <p key={text}>{text}</p>,
            )}
          </div>
          <button type="button" className={fields.quiet} onClick={() => desk.setNote(null)}>
            {say('form.note.dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}
