import type { ReactNode } from 'react';
import { Icon } from '../../../parts/Icon.tsx';
import { useSay } from '../../../texts.ts';
import { formOf, isTextField } from '../form.ts';
import { useForm } from '../form-context.ts';
import classes from './fields.module.css';
import { changeSentence, faultSentence, warningSentence } from '../words.ts';

export interface FieldNotes {
  /** Why the profile cannot be saved because of this field; null when it can. */
  readonly error: string | null;
  /** What else is to be said under the field. */
  readonly description: ReactNode | null;
}

/** What stands under a field: its error, or what is doubtful, will be mended, or helps. */
export function useFieldNotes(path: string, hint: string | null = null): FieldNotes {
  const say = useSay();
  const { faults, warnings, judgement } = useForm();
  const fault = faults.find((each) => each.path === path);
  if (fault !== undefined) return { error: faultSentence(say, fault), description: null };
  const warning = warnings.find((each) => each.path === path);
  const changes = judgement.changes.filter((each) => each.path === path);
  const value = isTextField(path) && changes.length > 0 ? formOf(judgement.shown)[path] : '';
  if (warning === undefined && changes.length === 0 && hint === null)
    return { error: null, description: null };
  const description = (
    <>
      {changes.map((change) => (
        <span key={change.kind} className={classes.mended}>
          {changeSentence(say, change, value)}
        </span>
      ))}
      {warning !== undefined && (
        <span className={classes.warned}>
          <Icon name="warning" size={13} />
          <span>{warningSentence(say, warning)}</span>
        </span>
      )}
      {hint !== null && <span className={classes.hint}>{hint}</span>}
    </>
  );
  return { error: null, description };
}

/** What helps stands below, where the eye is after typing; an error comes before it. */
const ORDER: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description'];

/** What every field with a label and something under it looks like. */
export const FIELD_LOOK = {
  size: 'sm',
  inputWrapperOrder: ORDER,
  classNames: {
    root: classes.field,
    label: classes.label,
    input: classes.input,
    error: classes.error,
    description: classes.description,
    option: classes.listed,
  },
};
