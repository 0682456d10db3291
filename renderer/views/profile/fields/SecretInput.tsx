import { TextInput } from '@mantine/core';
import type { SecretField } from '../../../../shared/station.ts';
import { useSay } from '../../../texts.ts';
import { useForm } from '../form-context.ts';
import classes from './fields.module.css';
import { typedSecret } from '../secret-drafts.ts';
import { fieldLabel } from '../../../../shared/messages/field-words.ts';
import { FIELD_LOOK, useFieldNotes } from './field-notes.tsx';

interface SecretInputProps {
  readonly path: SecretField;
  readonly hint?: string;
}

/** A secret: whether one is stored is said, its value is nowhere to be seen. Typing replaces it, a button removes it. */
export function SecretInput({ path, hint }: SecretInputProps) {
  const say = useSay();
  const { secrets, stored, keptBy, editSecret } = useForm();
  const draft = secrets[path];
  const isKept = draft.kind === 'kept';
  const isSet = draft.kind === 'typed' || (isKept && stored[path]);
  const state = isSet && draft.kind === 'typed' && stored[path] ? say('form.secret.replaced') : null;
  const where = isSet ? say(`form.secret.${keptBy}`) : null;
  const said = [state, hint, where].filter((each) => each !== null && each !== undefined);
  const { error, description } = useFieldNotes(path, said.length === 0 ? null : said.join(' '));
  const field = fieldLabel(say, path);
  const placeholder = () => {
    if (draft.kind === 'cleared') return say('form.secret.cleared');
    return stored[path] ? say('form.secret.stored') : say('form.secret.empty');
  };
  const button = isKept ? (
    stored[path] && (
      <button
        type="button"
        className={classes.inside}
        aria-label={say('form.secret.removeWhat', { field })}
        onClick={() => editSecret(path, { kind: 'cleared' })}
      >
        {say('form.secret.remove')}
      </button>
    )
  ) : (
    <button
      type="button"
      className={classes.inside}
      aria-label={say('form.secret.undoWhat', { field })}
      onClick={() => editSecret(path, { kind: 'kept' })}
    >
      {say('form.secret.undo')}
    </button>
  );
  return (
    <TextInput
      {...FIELD_LOOK}
      wrapperProps={{ 'data-field': path }}
      type="password"
      autoComplete="new-password"
      label={field}
      error={error}
      description={description}
      placeholder={placeholder()}
      rightSection={button}
      rightSectionWidth={72}
      rightSectionPointerEvents="all"
      value={draft.kind === 'typed' ? draft.value : ''}
      onChange={({ currentTarget }) => editSecret(path, typedSecret(currentTarget.value))}
    />
  );
}
