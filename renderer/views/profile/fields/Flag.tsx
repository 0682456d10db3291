import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import { useSay } from '../../../texts.ts';
import type { FlagField } from '../form.ts';
import { useForm } from '../form-context.ts';
import classes from './fields.module.css';
import { fieldLabel } from '../../../../shared/messages/field-words.ts';
import { useFieldNotes } from './field-notes.tsx';

interface FlagProps {
  readonly path: FlagField;
  /** The name of the field where it says enough. */
  readonly label?: string;
  readonly hint?: string | null;
}

/** Something that is so or is not. */
export function Flag({ path, label, hint = null }: FlagProps) {
  const say = useSay();
  const { form, edit } = useForm();
  const notes = useId();
  const { error, description } = useFieldNotes(path, hint);
  return (
    <div className={classes.flag} data-field={path}>
      <Checkbox
        size="xs"
        classNames={{ label: classes.flagLabel }}
        label={label ?? fieldLabel(say, path)}
        checked={form[path]}
        aria-describedby={error === null && description === null ? undefined : notes}
        onChange={({ currentTarget }) => edit({ [path]: currentTarget.checked })}
      />
      <div id={notes} className={classes.description}>
        {error !== null && <span className={classes.error}>{error}</span>}
        {description}
      </div>
    </div>
  );
}
