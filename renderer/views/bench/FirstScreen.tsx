import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { EnterPort } from '../frame/EnterPort.tsx';
import classes from './bench.module.css';

/** The first minute: nothing is needed to see it work. */
export function FirstScreen() {
  const say = useSay();
  const { tryWithSimulatedModule } = useActions();
  const ready = useWindow(({ service }) => service === 'up');
  const [entering, setEntering] = useState(false);
  return (
    <section className={classes.first}>
      <div>
        <h1>{say('window.first.title')}</h1>
        <p>{say('window.first.text')}</p>
        <Group justify="center" gap={8}>
          <Button size="sm" disabled={!ready} onClick={() => void tryWithSimulatedModule()}>
            {say('window.first.try')}
          </Button>
          <Button size="sm" variant="default" disabled={!ready} onClick={() => setEntering(true)}>
            {say('window.port.enter')}
          </Button>
        </Group>
        <p className={classes.firstNote}>{say('window.first.note')}</p>
        <EnterPort opened={entering} onClose={() => setEntering(false)} />
      </div>
    </section>
  );
}
