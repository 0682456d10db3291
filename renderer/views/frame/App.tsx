import { MantineProvider } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { languageOf } from '../../../shared/messages/language.ts';
import { speak } from '../../texts.ts';
import { cssVariables, theme } from '../../theme.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { Frame } from './Frame.tsx';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(changed: () => void): () => void {
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
}

/** The styles that the component library makes while it runs carry the nonce of the page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

/** The window, in the colours and the language that were chosen. */
export function App() {
  const chosenTheme = useWindow(({ station }) => station.settings.theme);
  const language = useWindow(({ station }) => station.settings.language);
  const systemDark = useSyncExternalStore(subscribe, () => dark.matches);
  const systemTheme = systemDark ? 'dark' : 'light';
  const service = useWindow((state) => state.service);
  const { tell } = useActions();
  // A service that is there again may have the texts that could not be loaded.
  useEffect(() => {
    void speak(language === 'system' ? languageOf(window.navigator.language) : language).then((isSpoken) => {
      if (!isSpoken) tell({ kind: 'language_missing' });
    });
  }, [language, service, tell]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={chosenTheme === 'system' ? systemTheme : chosenTheme}
      getStyleNonce={() => nonce}
    >
      <Frame />
    </MantineProvider>
  );
}
