import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { ListeningFault } from '../../../shared/contract.ts';
import type { Translate } from '../../../shared/messages/index.ts';
import { recordRefusalText } from '../../../shared/messages/record-words.ts';
import { portFaultText } from '../../../shared/messages/wording.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { chosenProfile } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { portWords } from './port-words.ts';

const USUAL_RATE = 115_200;
const LEAST_RATE = 300;

/** Which two ports are to be listened to, and at what rate. */
export function ListenOnly({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { listen } = useActions();
  const ports = useWindow(({ station }) => station.ports);
  const usualRate = useWindow((state) => chosenProfile(state)?.profile.baudRate ?? USUAL_RATE);
  const [commands, setCommands] = useState('');
  const [answers, setAnswers] = useState('');
  const [rate, setRate] = useState(String(usualRate));
  const [fault, setFault] = useState<ListeningFault | null>(null);
  const listed = useId();
  const baudRate = Number(rate);
  const isReady = commands.trim() + answers.trim() !== '' && baudRate >= LEAST_RATE;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const refusal = await listen({
      commandsPort: portOrNone(commands),
      answersPort: portOrNone(answers),
      baudRate,
    });
    if (refusal === 'started') onClose();
    else setFault(refusal);
  };
  const field = (label: string, value: string, set: (value: string) => void) => (
    <TextInput
      mt="sm"
      label={label}
      placeholder="/dev/ttyUSB0"
      list={listed}
      value={value}
      onChange={({ currentTarget }) => {
        set(currentTarget.value);
        setFault(null);
      }}
    />
  );
  return (
    <Dialog
      onClose={onClose}
      title={say('listening.title')}
      closeButtonProps={{ 'aria-label': say('window.dismiss') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <p>{say('listening.what')}</p>
        <datalist id={listed}>
          {ports.map((port) => (
            <option key={port.path} value={port.path}>
              {portWords(port)}
            </option>
          ))}
        </datalist>
        {field(say('listening.commands'), commands, setCommands)}
        {field(say('listening.answers'), answers, setAnswers)}
        <p>{say('listening.half')}</p>
        <TextInput
          label={say('listening.baud')}
          inputMode="numeric"
          value={rate}
          onChange={({ currentTarget }) => setRate(currentTarget.value.replace(/\D/g, '').slice(0, 7))}
        />
        {fault !== null && <p role="alert">{faultWords(say, fault)}</p>}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {say('window.cancel')}
          </Button>
          <Button type="submit" disabled={!isReady}>
            {say('listening.start')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

function portOrNone(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function faultWords(say: Translate, fault: ListeningFault): string {
  if (fault.kind === 'record') return recordRefusalText(say, fault.fault);
  return fault.kind === 'address' ? portFaultText(say, fault.fault) : say(`listening.fault.${fault.kind}`);
}
