import { Select } from '@mantine/core';
import { type AccessPointId, accessPointOf, ACCESS_POINTS } from '../../../../shared/presets.ts';
import { useSay } from '../../../texts.ts';
import { FIELD_LOOK } from '../fields/field-notes.tsx';
import { OptionWithReason } from '../fields/OptionWithReason.tsx';
import { SecretInput } from '../fields/SecretInput.tsx';
import { TextField } from '../fields/TextField.tsx';
import { goToField } from '../draft-store.ts';
import { useForm } from '../form-context.ts';
import classes from '../fields/fields.module.css';

/** Access point and card. */
export function DataLinkSection() {
  const say = useSay();
  return (
    <>
      <OperatorChoice />
      <TextField path="apn.name" />
      <div className={classes.pair}>
        <TextField path="apn.username" hint={say('form.apn.account')} />
        <SecretInput path="apn.password" />
      </div>
      <div className={classes.half}>
        <SecretInput path="sim.pin" hint={say('form.pin.hint')} />
      </div>
    </>
  );
}

const isAccessPoint = (value: string | null): value is AccessPointId =>
  ACCESS_POINTS.some(({ id }) => id === value);

/** Fills in the access point of an operator. */
function OperatorChoice() {
  const say = useSay();
  const { judgement, edit } = useForm();
  const rows = ACCESS_POINTS.map(({ id, apn }) => ({
    value: id,
    label: apn === null ? say(`form.operator.${id}`) : `${say(`form.operator.${id}`)} · ${apn}`,
    disabled: apn === null,
  }));
  const choose = (value: string | null) => {
    const apn = isAccessPoint(value) ? ACCESS_POINTS.find(({ id }) => id === value)?.apn : null;
    if (apn !== null && apn !== undefined) edit({ 'apn.name': apn });
    // Any other access point is typed.
    else goToField('apn.name');
  };
  return (
    <Select
      {...FIELD_LOOK}
      label={say('form.field.operator')}
      description={say('form.operator.hint')}
      data={[...rows, { value: 'custom', label: say('form.operator.custom') }]}
      value={accessPointOf(judgement.shown.apn.name) ?? 'custom'}
      allowDeselect={false}
      maxDropdownHeight={360}
      renderOption={({ option }) => (
        <OptionWithReason
          label={option.label}
          reason={option.disabled === true ? say('form.operator.noGsm') : null}
        />
      )}
      onChange={choose}
    />
  );
}
