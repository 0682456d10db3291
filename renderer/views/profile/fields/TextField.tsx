import { TextInput } from '@mantine/core';
import { useSay } from '../../../texts.ts';
import type { TextField as TextFieldPath } from '../form.ts';
import { useForm } from '../form-context.ts';
import classes from './fields.module.css';
import { fieldLabel } from '../../../../shared/messages/field-words.ts';
import { FIELD_LOOK, useFieldNotes } from './field-notes.tsx';

interface TextFieldProps {
  readonly path: TextFieldPath;
  readonly hint?: string | null;
  readonly placeholder?: string;
  /** Digits are typed here. */
  readonly numeric?: boolean;
}

/** One line of text. All but the name of the profile will cross the wire. */
export function TextField({ path, hint = null, placeholder = '', numeric = false }: TextFieldProps) {
  const say = useSay();
  const { form, edit } = useForm();
  const { error, description } = useFieldNotes(path, hint);
  return (
    <TextInput
      {...FIELD_LOOK}
      wrapperProps={{ 'data-field': path }}
      classNames={{
        ...FIELD_LOOK.classNames,
        input: `${classes.input} ${path === 'name' ? '' : classes.wire}`,
      }}
      label={fieldLabel(say, path)}
      error={error}
      description={description}
      placeholder={placeholder}
      inputMode={numeric ? 'numeric' : 'text'}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={form[path]}
      onChange={({ currentTarget }) => edit({ [path]: currentTarget.value })}
    />
  );
}
