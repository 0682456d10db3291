import { useSay } from '../../../texts.ts';
import { Flag } from '../fields/Flag.tsx';
import { PayloadField } from '../fields/PayloadField.tsx';
import { QosChoice } from '../fields/QosChoice.tsx';
import { TextField } from '../fields/TextField.tsx';
import { useForm } from '../form-context.ts';

/** What the broker says of a unit that is lost. */
export function WillSection() {
  const say = useSay();
  const { form } = useForm();
  return (
    <>
      <Flag path="mqtt.will" label={say('form.will.switch')} />
      {form['mqtt.will'] && (
        <>
          <TextField path="mqtt.will.topic" hint={say('form.placeholders')} />
          <PayloadField path="mqtt.will.payload" hint={say('form.will.encoded')} />
          <QosChoice path="mqtt.will.qos" />
          <Flag path="mqtt.will.retain" hint={say('form.retain.hint')} />
        </>
      )}
    </>
  );
}
