import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { shownState } from '../../../store/shown.ts';
import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import classes from './diagnosis.module.css';

/** 27.007 section 8.3; what a card takes (ETSI TS 102 221 section 9.5.1). */
const PIN = /^\d{4,8}$/;

/** Asks for the PIN of the SIM card. One press, one try; it is kept nowhere. */
export function PinForm() {
  const say = useSay();
  const { enterPin } = useActions();
  const tries = useWindow((state) => shownState(state).measurements.pin_tries?.value);
  const [pin, setPin] = useState('');
  const isComplete = PIN.test(pin);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    setPin('');
    void enterPin(pin);
  };
  const left = typeof tries === 'number' ? say('pin.triesLeft', { count: tries }) : say('pin.triesUnknown');
  return (
    <form className={classes.pin} onSubmit={submit}>
      <TextInput
        className={classes.pinField}
        size="xs"
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        data-autofocus
        aria-label={say('pin.field')}
        placeholder={say('pin.form')}
        value={pin}
        onChange={({ currentTarget }) => setPin(currentTarget.value.replace(/\D/g, ''))}
      />
      <Button size="compact-sm" type="submit" disabled={!isComplete}>
        {say('pin.enter')}
      </Button>
      <p>
        {left} {tries === 1 && <b>{say('pin.lastTry')} </b>}
        {say('pin.once')}
      </p>
    </form>
  );
}
