import { Select } from '@mantine/core';
import { RECOVERY_LEVELS } from '../../../../shared/recovery.ts';
import { BAUD_RATES } from '../../../../shared/timing.ts';
import { useSay } from '../../../texts.ts';
import { Choice } from '../fields/Choice.tsx';
import { FIELD_LOOK, useFieldNotes } from '../fields/field-notes.tsx';
import { Flag } from '../fields/Flag.tsx';
import { useForm } from '../form-context.ts';
import classes from '../fields/fields.module.css';
import { TimeLimits } from './TimeLimits.tsx';

/** What is seldom changed. */
export function AdvancedSection() {
  const say = useSay();
  const { form, edit } = useForm();
  return (
    <>
      <div className={classes.pair}>
        <BaudRate />
        <fieldset className={classes.choice}>
          <legend className={classes.label}>{say('form.field.optionalSteps')}</legend>
          <Flag path="optionalSteps.echoOff" />
          <Flag path="optionalSteps.fixBaud" hint={say('form.optional.hint')} />
        </fieldset>
      </div>
      <Choice
        path="powerKey.line"
        label={say('form.field.powerKey.line')}
        value={form['powerKey.line']}
        options={(['none', 'dtr', 'rts'] as const).map((value) => ({
          value,
          label: say(`form.powerKey.${value}`),
        }))}
        hint={say('form.powerKey.hint')}
        onChange={(value) => edit({ 'powerKey.line': value })}
      />
      <Choice
        path="recovery.automatic"
        label={say('form.field.recovery.automatic')}
        value={form['recovery.automatic']}
        options={(['none', ...RECOVERY_LEVELS] as const).map((value) => ({
          value,
          label: say(`form.recovery.${value}`),
        }))}
        hint={say('form.recovery.hint')}
        onChange={(value) => edit({ 'recovery.automatic': value })}
      />
      <Choice
        path="after"
        label={say('form.field.after')}
        value={form.after}
        options={(['disconnect', 'stay-online', 'power-off'] as const).map((value) => ({
          value,
          label: say(`form.after.${value}`),
        }))}
        onChange={(value) => edit({ after: value })}
      />
      <TimeLimits />
    </>
  );
}

function BaudRate() {
  const say = useSay();
  const { form, edit } = useForm();
  const { error, description } = useFieldNotes('baudRate', say('form.baudRate.hint'));
  return (
    <Select
      {...FIELD_LOOK}
      wrapperProps={{ 'data-field': 'baudRate' }}
      label={say('form.field.baudRate')}
      error={error}
      description={description}
      data={BAUD_RATES.map(String)}
      value={String(form.baudRate)}
      allowDeselect={false}
      onChange={(value) => {
        const rate = BAUD_RATES.find((each) => String(each) === value);
        if (rate !== undefined) edit({ baudRate: rate });
      }}
    />
  );
}
