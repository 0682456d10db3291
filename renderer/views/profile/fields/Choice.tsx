import { useId } from 'react';
import classes from './fields.module.css';
import { useFieldNotes } from './field-notes.tsx';

interface ChoiceProps<Value extends string> {
  readonly path: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string | null;
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { path, label, value, options, onChange, hint = null } = props;
  const notes = useId();
  const { error, description } = useFieldNotes(path, hint);
  return (
    <fieldset
      className={classes.choice}
      data-field={path}
      aria-describedby={error === null && description === null ? undefined : notes}
    >
      <legend className={classes.label}>{label}</legend>
      <div className={classes.segments}>
        {options.map((option) => (
          <label key={option.value} className={classes.segment}>
            <input
              type="radio"
              name={path}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <div id={notes} className={classes.description}>
        {error !== null && <span className={classes.error}>{error}</span>}
        {description}
      </div>
    </fieldset>
  );
}
