import { Select } from '@mantine/core';
import { PLATFORMS } from '../../../../shared/presets.ts';
import { useSay } from '../../../texts.ts';
import { Choice } from '../fields/Choice.tsx';
import { FIELD_LOOK } from '../fields/field-notes.tsx';
import { OptionWithReason } from '../fields/OptionWithReason.tsx';
import { TextField } from '../fields/TextField.tsx';
import { useForm } from '../form-context.ts';
import { portFor } from '../platform-choice.ts';
import classes from '../fields/fields.module.css';

/** Where the broker is. */
export function BrokerSection() {
  const { form, platform } = useForm();
  return (
    <>
      <PlatformChoice />
      <div className={classes.wide}>
        <TextField path="broker.host" placeholder={platform.host.form} />
        <TextField path="broker.port" numeric />
      </div>
      <ConnectionChoice />
      {form['broker.tls'] && <HostFormChoice />}
    </>
  );
}

const NOT_POSSIBLE = 'aws';

function PlatformChoice() {
  const say = useSay();
  const { platformId, choosePlatform } = useForm();
  return (
    <Select
      {...FIELD_LOOK}
      label={say('form.field.platform')}
      description={say(`form.platformHint.${platformId}`)}
      data={PLATFORMS.map(({ id }) => ({
        value: id,
        label: say(`form.platform.${id}`),
        disabled: id === NOT_POSSIBLE,
      }))}
      value={platformId}
      allowDeselect={false}
      maxDropdownHeight={420}
      renderOption={({ option }) => (
        <OptionWithReason
          label={option.label}
          reason={option.disabled === true ? say('form.platform.noCertificate') : null}
        />
      )}
      onChange={(value) => {
        const row = PLATFORMS.find(({ id }) => id === value);
        if (row !== undefined) choosePlatform(row.id);
      }}
    />
  );
}

function ConnectionChoice() {
  const say = useSay();
  const { form, platform, edit } = useForm();
  const { ssl, fixed } = platform.ports;
  return (
    <Choice
      path="broker.tls"
      label={say('form.field.broker.tls')}
      value={form['broker.tls'] ? 'ssl' : 'plain'}
      options={[
        { value: 'plain', label: say('form.tls.plain') },
        { value: 'ssl', label: say('form.tls.ssl') },
      ]}
      hint={fixed && ssl !== null ? say('form.tls.hintPort', { port: ssl }) : say('form.tls.hint')}
      onChange={(value) => {
        const tls = value === 'ssl';
        edit({ 'broker.tls': tls, 'broker.port': portFor(platform, tls, form['broker.port']) });
      }}
    />
  );
}

function HostFormChoice() {
  const say = useSay();
  const { form, edit } = useForm();
  return (
    <Choice
      path="broker.sslPrefix"
      label={say('form.field.broker.sslPrefix')}
      value={form['broker.sslPrefix'] ? 'with' : 'bare'}
      options={[
        { value: 'with', label: say('form.sslPrefix.with') },
        { value: 'bare', label: say('form.sslPrefix.bare') },
      ]}
      hint={say('form.sslPrefix.hint')}
      onChange={(value) => edit({ 'broker.sslPrefix': value === 'with' })}
    />
  );
}
