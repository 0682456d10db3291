import { useComputedColorScheme } from '@mantine/core';
import { Icon } from '../../parts/Icon.tsx';
import { useSay } from '../../texts.ts';
import { useActions } from '../../window-context.ts';
import classes from './frame.module.css';

/** Turns from light to dark and back. */
export function ThemeButton() {
  const say = useSay();
  const { changeSettings } = useActions();
  const next = useComputedColorScheme('light') === 'light' ? 'dark' : 'light';
  return (
    <button
      type="button"
      className={classes.tab}
      aria-label={say(`window.theme.${next}`)}
      title={say(`window.theme.${next}`)}
      onClick={() => void changeSettings({ theme: next })}
    >
      <Icon name={next === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
