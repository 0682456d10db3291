import { ActionIcon, Menu } from '@mantine/core';
import { RECOVERY_LEVELS } from '../../../../shared/recovery.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import { Icon } from '../../../parts/Icon.tsx';
import { isOptional, type RunRemedy, runOf } from '../../../service/remedy-actions.ts';
import { shownStep } from '../../../store/shown.ts';
import { remedyObstacle } from '../../../store/start-obstacle.ts';
import type { WindowState } from '../../../store/window-state.ts';
import { WHOLE_LOG } from '../../../store/window-store.ts';
import { useSay } from '../../../texts.ts';
import { useActions, useWindow } from '../../../window-context.ts';
import classes from './diagnosis.module.css';
import { recoveryLabel } from './remedy-words.ts';

/** What can be done with a step, whatever came of it. What cannot be done says why. */
export function StepMenu({ step }: { readonly step: StepNumber }) {
  const say = useSay();
  const obstacle = useWindow(remedyObstacle);
  const skipObstacle = useWindow((state) => obstacleOfSkipping(state, step));
  const { setLog } = useActions();
  const hex = useWindow(({ log }) => log.hex);
  const isHeld = obstacle !== null;
  const noSkip = skipObstacle === null ? null : say(skipObstacle);
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={say('stepMenu.title')}
          title={say('stepMenu.title')}
        >
          <Icon name="more" size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => setLog({ filter: { ...WHOLE_LOG, hex, step }, follow: false, collapsed: false })}
        >
          {say('logView.step.show', { step })}
        </Menu.Item>
        <Menu.Divider />
        {obstacle !== null && <Menu.Label>{say(obstacle)}</Menu.Label>}
        <StepItem
          remedy={{ kind: 'run_from', step }}
          label={say('stepMenu.runFrom')}
          isHeld={isHeld}
          step={step}
        />
        <StepItem remedy={{ kind: 'retry_step' }} label={say('stepMenu.retry')} isHeld={isHeld} step={step} />
        <StepItem
          remedy={{ kind: 'skip_step', step }}
          label={say('stepMenu.skip')}
          isHeld={isHeld}
          reason={isHeld ? null : noSkip}
          step={step}
        />
        <Menu.Divider />
        <Menu.Label>{say('stepMenu.recover')}</Menu.Label>
        {RECOVERY_LEVELS.map((level) => (
          <StepItem
            key={level}
            remedy={{ kind: 'recover', level }}
            label={recoveryLabel(say, level)}
            isHeld={isHeld}
            step={step}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface StepItemProps {
  readonly remedy: RunRemedy;
  readonly label: string;
  /** Nothing can be done to the unit right now. */
  readonly isHeld: boolean;
  /** Why this cannot be done; null when it can. */
  readonly reason?: string | null;
  readonly step: StepNumber;
}

function StepItem({ remedy, label, isHeld, reason = null, step }: StepItemProps) {
  const { start } = useActions();
  const options = runOf(remedy, step);
  return (
    <Menu.Item
      className={classes.menuItem}
      disabled={isHeld || reason !== null || options === null}
      onClick={() => {
        if (options !== null) void start(options);
      }}
    >
      {label}
      {reason !== null && <small className={classes.menuReason}>{reason}</small>}
    </Menu.Item>
  );
}

function obstacleOfSkipping(state: WindowState, step: StepNumber) {
  if (!isOptional(step)) return 'remedy.obstacle.needed';
  const { outcome } = shownStep(state, step) ?? { outcome: null };
  return outcome?.kind === 'skipped' && outcome.reason === 'switched_off' ? 'remedy.obstacle.off' : null;
}
