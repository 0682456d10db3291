import { useSay } from '../../../texts.ts';
import type { QosField } from '../form.ts';
import { useForm } from '../form-context.ts';
import { fieldLabel } from '../../../../shared/messages/field-words.ts';
import { Choice } from './Choice.tsx';

const LEVELS = [0, 1, 2] as const;

/** How surely a message is delivered; MQTT 3.1.1 section 4.3. */
export function QosChoice({ path }: { readonly path: QosField }) {
  const say = useSay();
  const { form, edit } = useForm();
  return (
    <Choice
      path={path}
      label={fieldLabel(say, path)}
      value={String(form[path])}
      options={LEVELS.map((level) => ({ value: String(level), label: String(level) }))}
      hint={say(`form.qos.${form[path]}`)}
      onChange={(value) => edit({ [path]: LEVELS.find((level) => String(level) === value) ?? 0 })}
    />
  );
}
