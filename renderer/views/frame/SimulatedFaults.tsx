import { Button, Checkbox, Group, Modal, ScrollArea, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { portFaultText } from '../../../shared/messages/wording.ts';
import type { PortFault } from '../../../shared/port.ts';
import { useLanguage, useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { simulatedAddress } from './simulated-address.ts';

interface SimulatedFaultsProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What the simulated module is to do wrong, so that anyone can see what a failure looks like. */
export function SimulatedFaults({ opened, onClose }: SimulatedFaultsProps) {
  const say = useSay();
  const language = useLanguage();
  const { ask, choosePort } = useActions();
  const faults = useWindow(({ station }) => station.faults);
  /** Values by fault; an absent fault is off. */
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<PortFault | null>(null);
  const change = (name: string, value: string | null) => {
    setProblem(null);
    setChosen((before) => {
      const { [name]: _, ...others } = before;
      return value === null ? others : { ...before, [name]: value };
    });
  };
  const use = async () => {
    const address = simulatedAddress(chosen);
    const found = await ask((client) => client.station.checkAddress({ address }));
    setProblem(found);
    if (found !== null) return;
    await choosePort(address);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say('window.port.withFaults')}
      size="lg"
      closeButtonProps={{ 'aria-label': say('window.dismiss') }}
    >
      <ScrollArea.Autosize mah="60vh" type="auto" offsetScrollbars>
        {faults.map(({ name, text, accepted, fallback }) => (
          <Group key={name} wrap="nowrap" align="flex-start" gap="sm" py={4}>
            <Checkbox
              size="xs"
              flex={1}
              label={language === 'en' ? text.en : text.zh}
              description={name}
              checked={chosen[name] !== undefined}
              onChange={({ currentTarget }) => change(name, currentTarget.checked ? (fallback ?? '') : null)}
            />
            {accepted !== null && chosen[name] !== undefined && (
              <TextInput
                size="xs"
                w={110}
                aria-label={say('window.port.faultValue', { name })}
                placeholder={accepted}
                value={chosen[name]}
                onChange={({ currentTarget }) => change(name, currentTarget.value)}
              />
            )}
          </Group>
        ))}
      </ScrollArea.Autosize>
      {problem !== null && (
        <Text c="var(--fail)" size="sm" role="alert" mt="sm">
          {portFaultText(say, problem)}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {say('window.cancel')}
        </Button>
        <Button onClick={() => void use()}>{say('window.port.use')}</Button>
      </Group>
    </Modal>
  );
}
