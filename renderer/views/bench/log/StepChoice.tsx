import { Menu } from '@mantine/core';
import { STEPS } from '../../../../shared/plan.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import classes from './log.module.css';

/** The step whose lines are shown, or all of them. */
export function StepChoice() {
  const say = useSay();
  const { setLog } = useActions();
  const filter = useWindow(({ log }) => log.filter);
  const { step } = filter;
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button
          type="button"
          className={classes.chip}
          data-set={step !== null}
          title={say('logView.step.what')}
        >
          {step === null ? say('logView.step') : say('logView.step.only', { step })}
          <Icon name="chevron" size={11} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.steps}>
        <Menu.Item onClick={() => setLog({ filter: { ...filter, step: null } })} data-checked={step === null}>
          {say('logView.step.all')}
        </Menu.Item>
        <Menu.Divider />
        {STEPS.map(({ number, id }) => (
          <Menu.Item
            key={number}
            data-checked={step === number}
            onClick={() => setLog({ filter: { ...filter, step: number } })}
          >
            <span className={classes.stepNumber}>{number}</span> {say(`step.${id}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
