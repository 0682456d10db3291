import { useSay } from '../../../texts.ts';
import { SecretInput } from '../fields/SecretInput.tsx';
import { TextField } from '../fields/TextField.tsx';
import { useForm } from '../form-context.ts';
import classes from '../fields/fields.module.css';

/** As whom the unit comes to the broker. */
export function IdentitySection() {
  const say = useSay();
  const { forms } = useForm().platform;
  const shape = (value: string) => (value === '' ? null : say('form.shape', { shape: value }));
  const clientIdHint = [shape(forms.clientId), say('form.placeholders')].filter((each) => each !== null);
  return (
    <>
      <TextField path="mqtt.clientId" hint={clientIdHint.join(' · ')} />
      <div className={classes.pair}>
        <TextField path="mqtt.username" hint={shape(forms.username)} />
        <SecretInput
          path="mqtt.password"
          {...(forms.password === '' ? {} : { hint: say('form.shape', { shape: forms.password }) })}
        />
      </div>
    </>
  );
}
