import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { hasConsole, isMeterOn } from '../../store/console-state.ts';
import type { MeterMode } from '../../store/meter-source.ts';
import { useActions, useWindow } from '../../window-context.ts';

/**
 * Has the signal read for as long as the meter is open and nothing else owns the port. What stood there before stays:
 * a meter that another window switched on, a console that was open. True when the service refused.
 */
export function useMeterTool(mode: MeterMode): boolean {
  const { setTool, closeConsole } = useActions();
  const port = useWindow(({ chosen }) => chosen.port);
  const wasOn = useWindow(isMeterOn);
  const wasOpen = useWindow(hasConsole);
  const before = useRef({ wasOn, wasOpen });
  const [wasRefused, setRefused] = useState(false);
  const isOwn = mode === 'own';
  const latest = useRef(mode);
  useLayoutEffect(() => {
    latest.current = mode;
  }, [mode]);
  useEffect(() => {
    if (!isOwn || before.current.wasOn) return;
    let isLeft = false;
    const { wasOpen: staysOpen } = before.current;
    const started = setTool({ kind: 'meter', on: true }).then((isStarted) => {
      if (!isLeft) setRefused(!isStarted);
      return isStarted;
    });
    return () => {
      isLeft = true;
      // A run that took the port over has ended the meter with the console.
      if (latest.current !== 'own') return;
      void started.then(async (isStarted) => {
        if (!isStarted) return;
        await setTool({ kind: 'meter', on: false });
        if (!staysOpen) await closeConsole();
      });
    };
  }, [isOwn, port, setTool, closeConsole]);
  return wasRefused && isOwn;
}
