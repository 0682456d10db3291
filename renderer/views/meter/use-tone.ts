import { useEffect, useRef } from 'react';
import { Tone } from './tone.ts';

/** Lets a signal be heard while it is wanted. */
export function useTone(isWanted: boolean, rssi: number | null): void {
  const tone = useRef<Tone | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    const made = new Tone();
    tone.current = made;
    return () => {
      made.stop();
      tone.current = null;
    };
  }, [isWanted]);
  useEffect(() => {
    tone.current?.play(rssi ?? 99);
  }, [isWanted, rssi]);
}
