import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../parts/Dialog.tsx';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';

/** Who runs the units; it stands in the record of every run from now on. */
export function OperatorName({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { changeSettings } = useActions();
  const known = useWindow(({ station }) => station.settings.operator);
  const [name, setName] = useState(known);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await changeSettings({ operator: name.trim() });
    onClose();
  };
  return (
    <Dialog
      onClose={onClose}
      title={say('window.operator.title')}
      closeButtonProps={{ 'aria-label': say('window.dismiss') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          data-autofocus
          label={say('window.operator.name')}
          description={say('window.operator.what')}
          maxLength={64}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {say('window.cancel')}
          </Button>
          <Button type="submit">{say('window.operator.keep')}</Button>
        </Group>
      </form>
    </Dialog>
  );
}
