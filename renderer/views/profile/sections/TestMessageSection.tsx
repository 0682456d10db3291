import { useSay } from '../../../texts.ts';
import { Flag } from '../fields/Flag.tsx';
import { PayloadField } from '../fields/PayloadField.tsx';
import { QosChoice } from '../fields/QosChoice.tsx';
import { TextField } from '../fields/TextField.tsx';
import classes from '../fields/fields.module.css';

/** The message that is sent and must come back. */
export function TestMessageSection() {
  const say = useSay();
  return (
    <>
      <div className={classes.wide}>
        <TextField path="subscribe.topic" hint={say('form.subscribe.hint')} />
        <QosChoice path="subscribe.qos" />
      </div>
      <div className={classes.wide}>
        <TextField path="publish.topic" hint={say('form.placeholders')} />
        <QosChoice path="publish.qos" />
      </div>
      <PayloadField path="publish.payload" hint={say('form.payload.hint')} />
      <Flag path="publish.retain" hint={say('form.retain.hint')} />
    </>
  );
}
