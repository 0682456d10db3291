import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { portFaultText } from '../../../shared/messages/wording.ts';
import type { PortFault } from '../../../shared/port.ts';
import { useSay } from '../../texts.ts';
import { useActions } from '../../window-context.ts';

interface EnterPortProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A port by its address: a device file that is in no list, a serial device server. */
export function EnterPort({ opened, onClose }: EnterPortProps) {
  const say = useSay();
  const { ask, choosePort } = useActions();
  const [address, setAddress] = useState('');
  const [fault, setFault] = useState<PortFault | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = await ask((client) => client.station.checkAddress({ address }));
    setFault(found);
    if (found !== null) return;
    await choosePort(address.trim());
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say('window.port.enter')}
      closeButtonProps={{ 'aria-label': say('window.dismiss') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          data-autofocus
          label={say('window.port.address')}
          description={say('window.port.addressForms')}
          placeholder="tcp://192.168.1.20:4001"
          value={address}
          error={fault === null ? null : portFaultText(say, fault)}
          onChange={({ currentTarget }) => {
            setAddress(currentTarget.value);
            setFault(null);
          }}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {say('window.cancel')}
          </Button>
          <Button type="submit" disabled={address.trim() === ''}>
            {say('window.port.use')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
