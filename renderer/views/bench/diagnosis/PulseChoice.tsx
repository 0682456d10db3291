import { Button } from '@mantine/core';
import { useSay } from '../../../texts.ts';
import { useActions } from '../../../window-context.ts';
import classes from './diagnosis.module.css';
import { useFreePort } from './use-remedy.ts';

const LINES = ['dtr', 'rts'] as const;

/** Which control line is wired to PWRKEY, where the profile does not tell. */
export function PulseChoice() {
  const say = useSay();
  const { setTool } = useActions();
  const onPort = useFreePort();
  return (
    <div className={classes.remedies}>
      {LINES.map((line) => (
        <Button
          key={line}
          size="compact-sm"
          variant="default"
          onClick={() => onPort(() => void setTool({ kind: 'pulse_power_key', line }))}
        >
          {say('remedy.pulse_power_key.over', { line: line.toUpperCase() })}
        </Button>
      ))}
    </div>
  );
}
