import { useSay } from '../../../texts.ts';
import { Choice } from '../fields/Choice.tsx';
import { useForm } from '../form-context.ts';

/** How messages come in, and in which form they cross the line. */
export function MessagesSection() {
  const say = useSay();
  const { form, edit } = useForm();
  const delivery = form['messages.delivery'];
  const encoding = form['messages.encoding'];
  return (
    <>
      <Choice
        path="messages.delivery"
        label={say('form.field.messages.delivery')}
        value={delivery}
        options={(['direct', 'cached'] as const).map((value) => ({
          value,
          label: say(`form.delivery.${value}`),
        }))}
        hint={say(`form.delivery.${delivery}.hint`)}
        onChange={(value) => edit({ 'messages.delivery': value })}
      />
      <Choice
        path="messages.encoding"
        label={say('form.field.messages.encoding')}
        value={encoding}
        options={(['ascii', 'hex'] as const).map((value) => ({
          value,
          label: say(`form.encoding.${value}`),
        }))}
        hint={say(`form.encoding.${encoding}.hint`)}
        onChange={(value) => edit({ 'messages.encoding': value })}
      />
    </>
  );
}
