import { Textarea } from '@mantine/core';
import { placeholdersIn } from '../../../../shared/placeholders.ts';
import { hexWithPlaceholders } from '../../../../shared/preview.ts';
import { utf8Length } from '../../../../shared/utf8.ts';
import { useSay } from '../../../texts.ts';
import { useForm } from '../form-context.ts';
import classes from './fields.module.css';
import { fieldLabel } from '../../../../shared/messages/field-words.ts';
import { FIELD_LOOK, useFieldNotes } from './field-notes.tsx';

interface PayloadFieldProps {
  readonly path: 'publish.payload' | 'mqtt.will.payload';
  readonly hint?: string | null;
}

/** A message, with its length and its bytes. */
export function PayloadField({ path, hint = null }: PayloadFieldProps) {
  const say = useSay();
  const { form, edit } = useForm();
  const { error, description } = useFieldNotes(path, hint);
  const payload = form[path];
  const bytes = utf8Length(payload);
  const size = placeholdersIn(payload).length > 0 ? 'form.payload.sizeMore' : 'form.payload.size';
  return (
    <div data-field={path}>
      <Textarea
        {...FIELD_LOOK}
        classNames={{ ...FIELD_LOOK.classNames, input: `${classes.area} ${classes.wire}` }}
        rows={3}
        label={fieldLabel(say, path)}
        error={error}
        description={description}
        autoComplete="off"
        spellCheck={false}
        value={payload}
        onChange={({ currentTarget }) => edit({ [path]: currentTarget.value })}
      />
      <p className={classes.bytes}>
        <span>{say(size, { bytes })}</span>
        <span>{say('form.payload.hex')}</span>
        <output className={classes.hex}>{hexWithPlaceholders(payload)}</output>
      </p>
    </div>
  );
}
