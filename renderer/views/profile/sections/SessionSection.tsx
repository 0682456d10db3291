import { useSay } from '../../../texts.ts';
import { Flag } from '../fields/Flag.tsx';
import { TextField } from '../fields/TextField.tsx';
import classes from '../fields/fields.module.css';

/** How the MQTT session is opened. */
export function SessionSection() {
  const say = useSay();
  return (
    <>
      <Flag path="mqtt.cleanSession" hint={say('form.cleanSession.hint')} />
      <div className={classes.short}>
        <TextField path="mqtt.keepAliveSeconds" numeric hint={say('form.keepAlive.hint')} />
      </div>
    </>
  );
}
